/** Hexadecimal digits, as a column of bytes is read -> its bytes. Throws where they are none: a Buffer would end before them in silence, or take letters beyond Latin for digits. */
export function bytesOf(digits: string): Buffer {
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits))
    throw new Error('a column of bytes gave what is not hexadecimal')
  return Buffer.from(digits, 'hex')
}
