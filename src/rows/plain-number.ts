/** A floating number -> plain decimal digits, as `Raw` wants them: never an exponent. */

/** `1e+21` becomes `1000000000000000000000`, `1.5e-7` becomes `0.00000015`. Anything else is `String(value)`. */
export function plainNumber(value: number | string): string {
  const text = String(value)
  const [mantissa = '', exponent] = text.toLowerCase().split('e')
  if (exponent === undefined) return text
  const sign = mantissa.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = mantissa.replace(/^[+-]/, '').split('.')
  return sign + shiftPoint(whole, fraction, Number(exponent))
}

function shiftPoint(whole: string, fraction: string, places: number): string {
  const digits = whole + fraction
  const point = whole.length + places
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return digits.padEnd(point, '0')
  return `${digits.slice(0, point)}.${digits.slice(point)}`
}

/** A single comes as the double that it is, `98.5999984741211`: the fewest digits that give the same single are what was stored. */
export function plainSingle(value: number): string {
  const digits = [6, 7, 8, 9].find((each) => Math.fround(Number(value.toPrecision(each))) === Math.fround(value))
  return plainNumber(digits === undefined ? value : Number(value.toPrecision(digits)))
}
