/** `id: hash`: a key of any length -> an id of its beginning, by which an index finds the row again, and a hash, which tells it: `doc-ADx2f2019x2d-.4k2v...`. */
import { createHash } from 'node:crypto'
import { escapePart, unescapePart } from './id-escape.ts'
import { keyText } from './key.ts'
import type { KeyPart, Source } from './model.ts'
import { isTextColumn, isUuid } from './uuid.ts'

/** 128 bits in digits of base 32. */
const digits = 26

/** The parts of a key, or as many of them as found room; the last may be cut, and stands for all that begin so. */
export interface KeyHead {
  readonly key: readonly string[]
  readonly isCut: boolean
}

const dense = (hexadecimal: string): string => BigInt(`0x${hexadecimal}`).toString(32).padStart(digits, '0')

/** Whatever stands in a text, no two keys give one list. */
const hashOf = (key: readonly string[]): string =>
  dense(createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 32))

/** A text can be sought by its beginning; numbers, uuids, bytes and dates only whole. */
const canBeCut = ({ codec, column }: KeyPart): boolean => codec === 'text' && isTextColumn(column)

/** A uuid in fewer characters; behind a hyphen what stands in place of one. */
function wholePiece({ codec }: KeyPart, text: string): string {
  if (codec !== 'uuid') return escapePart(text)
  return isUuid(text) ? dense(text.replaceAll('-', '')) : `-${escapePart(text)}`
}

/** A hyphen behind it says that it is not all. Empty where not one character finds room. */
function cutPiece(text: string, room: number): string {
  let cut = ''
  for (const character of text) {
    const more = cut + escapePart(character)
    if (more.length + 1 > room) break
    cut = more
  }
  return cut === '' ? '' : `${cut}-`
}

function piecesOf({ key: parts }: Pick<Source, 'key'>, key: readonly string[], room: number): readonly string[] {
  const pieces: string[] = []
  let left = room
  for (const [index, part] of parts.entries()) {
    const text = key[index] ?? ''
    const whole = wholePiece(part, text)
    const isWhole = whole.length < left
    const piece = isWhole ? whole : canBeCut(part) ? cutPiece(text, left - 1) : ''
    if (isWhole || piece !== '') pieces.push(piece)
    if (!isWhole) break
    left -= whole.length + 1
  }
  return pieces
}

/** What an id has room for beside the hash; below 0 there is none for that. */
export const roomBeside = (around: number): number => 64 - around - digits

/** `around`: how many characters stand before and behind it. */
export const printHashed = (source: Pick<Source, 'key'>, key: readonly string[], around: number): string =>
  [...piecesOf(source, key, roomBeside(around)), hashOf(key)].join('.')

/** Of what {@link printHashed} gives. */
export const hashedForm = `(?<head>(?:-?[A-Za-z0-9]*-?\\.)*)[0-9a-v]{${digits}}`

function undense(piece: string): string | undefined {
  if (!/^[0-7][0-9a-v]{25}$/.test(piece)) return undefined
  const number = [...piece].reduce((sum, digit) => sum * 32n + BigInt(parseInt(digit, 32)), 0n)
  return number
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function readPiece(part: KeyPart, piece: string): string | undefined {
  const isUuidPart = part.codec === 'uuid'
  if (isUuidPart && !piece.startsWith('-')) return undense(piece)
  return unescapePart(isUuidPart ? piece.slice(1) : piece)
}

function readWhole(part: KeyPart, piece: string): string | undefined {
  const text = readPiece(part, piece)
  return text !== undefined && keyText(part, text) === text ? text : undefined
}

/** Undefined for what no key begins with. */
export function readHead({ key: parts }: Pick<Source, 'key'>, head: string): KeyHead | undefined {
  const pieces = head.split('.').slice(0, -1)
  const isCut = pieces.at(-1)?.endsWith('-') === true && pieces.at(-1) !== '-'
  const read = pieces.map((piece, index) => {
    const part = parts[index]
    const isLast = isCut && index === pieces.length - 1
    if (part === undefined || (isLast && !canBeCut(part))) return undefined
    return isLast ? unescapePart(piece.slice(0, -1)) : readWhole(part, piece)
  })
  const key = read.filter((text) => text !== undefined)
  return key.length === pieces.length ? { key, isCut } : undefined
}
