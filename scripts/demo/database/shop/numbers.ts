/** Makes the official-looking numbers of the demo: NPIs with their check digit, telephone numbers that nobody has. */
import type { Random } from '../random.ts'

/** The shop is the same whatever seed the patients come from, so that tests may name its people and sites. */
export const shopSeed = 1

/** The NPI whose first nine digits are `1` and the number: a check digit by Luhn's rule over `80840` and the nine. */
export function npi(number: number): string {
  const nine = `1${String(number).padStart(8, '0')}`
  const sum = [...`80840${nine}`].reverse().reduce((total, digit, at) => total + weighed(Number(digit), at), 0)
  return `${nine}${(10 - (sum % 10)) % 10}`
}

function weighed(digit: number, at: number): number {
  if (at % 2 === 1) return digit
  return digit > 4 ? digit * 2 - 9 : digit * 2
}

/** Ten digits in the range 555-0100 to 555-0199, which is never given out. */
export function phone(random: Random, areaCode: string): string {
  return `${areaCode}55501${random.digits(2)}`
}

/** The GTIN-14 of thirteen digits: its check digit weighs every other digit thrice, from the end. */
export function gtin(thirteen: string): string {
  const sum = [...thirteen].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0)
  return `${thirteen}${(10 - (sum % 10)) % 10}`
}
