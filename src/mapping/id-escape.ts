/** Any text -> letters and digits alone, and back: `P0_01` is `P0x5f01`. One to one: `x` itself is `xx`, and of two spellings only one is read. */

const escapeByte = (byte: number): string => `x${byte.toString(16).padStart(2, '0')}`

/** Letters and digits stand for themselves where nothing in the text needs an escape. */
export const isPlainPart = (text: string): boolean => /^[A-Za-z0-9]+$/.test(text)

/** Bytes of UTF-8 in small hexadecimal digits, each behind an `x`. */
export const escapePart = (text: string): string =>
  text.replace(/x|[^A-Za-z0-9]+/g, (each) => (each === 'x' ? 'xx' : [...Buffer.from(each)].map(escapeByte).join('')))

const bytesOf = (token: string): readonly number[] => {
  if (token.length === 3) return [parseInt(token.slice(1), 16)]
  return [token.charCodeAt(0)]
}

/** Undefined for what {@link escapePart} makes of no text. */
export function unescapePart(escaped: string): string | undefined {
  const tokens = escaped.match(/x[0-9a-f]{2}|xx|[A-Za-z0-9]/g) ?? []
  const text = Buffer.from(tokens.flatMap(bytesOf)).toString()
  return escapePart(text) === escaped ? text : undefined
}
