// Turns a decimal text into a text whose order by characters is that of the numbers: exact, and fit for a cursor.
import { plainDecimal } from './decimal.ts'

/** Powers of ten are counted from so far below zero that the count has no sign. */
const zeroPower = 5000

const complement = (digits: string): string => digits.replace(/\d/g, (digit) => String(9 - Number(digit)))

/** The place of the first digit that counts, and the digits from there on. */
function sizeOf(number: string): string {
  const [whole = '', fraction = ''] = number.split('.')
  const digits = (whole + fraction).replace(/^0+/, '')
  const power = zeroPower + digits.length - fraction.length
  return `${power}${digits}`
}

/** Fewer digits are less than more that begin with them; of negative numbers more, hence the character above all digits. */
export function sortableDecimal(text: string): string {
  const number = plainDecimal(text) ?? '0'
  if (number === '0') return '1'
  return number.startsWith('-') ? `0${complement(sizeOf(number.slice(1)))}:` : `2${sizeOf(number)}`
}
