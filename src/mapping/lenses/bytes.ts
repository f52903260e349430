/** `inflate`, `decode(windows-1252)`, `cp1252`: stored bytes, as small hexadecimal digits, to bytes or texts; each gives a bounded amount. */
import { TextDecoder } from 'node:util'
import { unzipSync } from 'node:zlib'
import type { Bad } from '../model.ts'
import { bad } from '../value.ts'

/** Bytes that a value in a resource may unpack to: a string of FHIR has no more. */
export const mostUnpacked = 1_048_576

/** Characters of a text that is changed as a whole. */
export const mostChanged = 4_194_304

/** The same of lenses that are made for names and codes, and keep the processor for all of a text. */
export const mostShort = 65_536

const isTooLarge = (error: unknown): boolean => error instanceof RangeError && 'code' in error

/** zlib and gzip, told apart by how they begin. */
export function inflated(hex: string): string | Bad {
  try {
    return unzipSync(Buffer.from(hex, 'hex'), { maxOutputLength: mostUnpacked }).toString('hex')
  } catch (error) {
    return bad(isTooLarge(error) ? 'unpacks to more than the megabyte that a value may have' : 'is not packed by zlib')
  }
}

/** What Windows shows for the bytes 80 to 9f; five of them are no signs. */
const shown =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/** Bytes of Windows that were taken for Latin-1 have become control characters: they are what Windows shows. */
export const fromWindows = (text: string): string =>
  text.replace(/[\u0080-\u009f]/g, (sign) => shown[sign.charCodeAt(0) - 0x80] ?? sign)

/** Bytes to text, perhaps in pieces. */
export type Decode = (bytes: Uint8Array, isLast: boolean) => string

/** Node 20 reads windows-1252 as Latin-1. */
function made(decoder: InstanceType<typeof TextDecoder>): Decode {
  const decode: Decode = (bytes, isLast) => decoder.decode(bytes, { stream: !isLast })
  return decoder.encoding === 'windows-1252' ? (bytes, isLast) => fromWindows(decode(bytes, isLast)) : decode
}

/** Undefined where no such encoding is known. https://encoding.spec.whatwg.org/#names-and-labels */
export function decoderFor(label: string): Decode | undefined {
  try {
    return made(new TextDecoder(label))
  } catch {
    return undefined
  }
}

export const decoded =
  (label: string) =>
  (hex: string): string =>
    (decoderFor(label) ?? made(new TextDecoder()))(Buffer.from(hex, 'hex'), true)
