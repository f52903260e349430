// Turns decimal texts into their order and exact sums, however many digits they have; never by way of doubles.

/** Beyond so many digits before the point, or behind it, a text is no number: a double has 309 and 340. */
export const mostDigits = 400

/** Digits, and perhaps a point between digits; no exponent, no plus. */
export const isDecimal = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text)

/** Digits without the zeros before them, and those behind the point. */
interface Digits {
  readonly negative: boolean
  readonly whole: string
  readonly fraction: string
}

function digitsOf(text: string): Digits {
  const [head = '', fraction = ''] = text.replace(/^-/, '').split('.')
  return { negative: text.startsWith('-'), whole: head.replace(/^0+/, ''), fraction: withoutEndingZeros(fraction) }
}

/** Walks from the end: a text may be very long. */
function withoutEndingZeros(text: string): string {
  let end = text.length
  while (text[end - 1] === '0') end--
  return text.slice(0, end)
}

const signOf = ({ negative, whole, fraction }: Digits): number => (whole + fraction === '' ? 0 : negative ? -1 : 1)

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const compareSizes = (a: Digits, b: Digits): number =>
  a.whole.length - b.whole.length || compareTexts(a.whole, b.whole) || compareTexts(a.fraction, b.fraction)

/** Below zero, zero or above, as `sort` wants it; NaN where one of the texts is no decimal. */
export function compareDecimals(one: string, other: string): number {
  if (!isDecimal(one) || !isDecimal(other)) return NaN
  const [a, b] = [digitsOf(one), digitsOf(other)]
  const [sign, otherSign] = [signOf(a), signOf(b)]
  return sign === otherSign ? sign * compareSizes(a, b) : sign - otherSign
}

/** Whether two texts are one number; of texts that are none, whether they are the same. */
export const sameDecimal = (a: string, b: string): boolean => a === b || compareDecimals(a, b) === 0

/** How many digits tell the number: 5 of `0.012345`, 2 of `1200`. */
export function significantDigits(text: string): number {
  const { whole, fraction } = digitsOf(text)
  const digits = fraction === '' ? withoutEndingZeros(whole) : whole + fraction
  return digits.replace(/^0+/, '').length
}

/** `digits` times ten to the power `exponent`, as plain text without needless zeros. */
export function decimalText(digits: bigint, exponent: number): string {
  if (digits === 0n) return '0'
  const sign = digits < 0n ? '-' : ''
  const all = (digits < 0n ? -digits : digits).toString()
  if (exponent >= 0) return sign + all + '0'.repeat(exponent)
  const padded = all.padStart(1 - exponent, '0')
  const fraction = withoutEndingZeros(padded.slice(exponent))
  return `${sign}${padded.slice(0, exponent)}${fraction === '' ? '' : `.${fraction}`}`
}

/** A number as whole digits and a power of ten. */
export interface Scaled {
  readonly digits: bigint
  readonly exponent: number
}

/** Of a plain decimal. */
export function scaled(text: string): Scaled {
  const [whole = '', fraction = ''] = text.split('.')
  return { digits: BigInt(whole + fraction), exponent: -fraction.length }
}

/** The exact product of two plain decimals. */
export function multiplyDecimals(one: string, other: string): string {
  const [a, b] = [scaled(one), scaled(other)]
  return decimalText(a.digits * b.digits, a.exponent + b.exponent)
}

/** The greatest number of so many places that is not more than `one` over `other`, which is above zero; and whether it is that quotient. */
export function divideDecimals(one: string, other: string, places: number) {
  const [a, b] = [scaled(one), scaled(other)]
  const shift = a.exponent - b.exponent + places
  const dividend = a.digits * 10n ** BigInt(Math.max(0, shift))
  const divisor = b.digits * 10n ** BigInt(Math.max(0, -shift))
  const isExact = dividend % divisor === 0n
  const quotient = dividend / divisor - (!isExact && dividend < 0n ? 1n : 0n)
  return { quotient: decimalText(quotient, -places), isExact }
}

/** The least number of so many places that is not less. */
export function roundUp(text: string, places: number): string {
  const { quotient, isExact } = divideDecimals(text, '1', places)
  return isExact ? quotient : addUnit(quotient, places)
}

function addUnit(text: string, places: number): string {
  const { digits, exponent } = scaled(text)
  return decimalText(digits * 10n ** BigInt(places + exponent) + 1n, -places)
}

/** One spelling of each number: `007.50` is `7.5`, `1.5e-7` written out. Undefined for what is no number, or has too many digits. */
export function plainDecimal(text: string): string | undefined {
  const [mantissa = '', exponent = '0', ...more] = text.split(/e/i)
  if (more.length > 0 || !isDecimal(mantissa) || !/^[+-]?\d{1,4}$/.test(exponent)) return undefined
  const { whole, fraction } = digitsOf(mantissa)
  const [before, behind] = [whole.length + Number(exponent), fraction.length - Number(exponent)]
  if (before > mostDigits || behind > mostDigits) return undefined
  const { digits, exponent: own } = scaled(mantissa)
  return decimalText(digits, own + Number(exponent))
}
