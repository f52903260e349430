/** A value of a key as it is stored -> the one text that stands for it in ids and references, and back to the texts under which it may be stored. */
import type { Column, KeyPart } from './model.ts'
import { binaryUuid, isUuid, uuidIn } from './uuid.ts'
import { trimDecimal } from './value.ts'

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

const isSound = (text: string): boolean =>
  /^[ -~]*$/.test(text) || (!text.includes('\0') && Buffer.from(text).toString() === text)

/** `12.00` is 12: a scale adds zeros that say nothing. */
function numberText(text: string): string | undefined {
  const trimmed = text.trim()
  if (!number.test(trimmed)) return undefined
  const plain = trimDecimal(trimmed)
  return plain === '-0' ? '0' : plain
}

/** Blanks that fill up a CHAR, or that the database does not compare, are no part of the key. */
const plainText = ({ column, trims }: KeyPart, text: string): string =>
  trims === true || column.schema.padded ? text.trimEnd() : text

const isBinary = ({ schema }: Column): boolean => schema.type === 'binary'

/** Small and capital letters mean the same uuid. One of both, where the database tells them apart, stands for itself. */
function uuidText(part: KeyPart, raw: string): string | undefined {
  const { column } = part
  if (isBinary(column)) return binaryUuid(raw)
  const text = plainText(part, raw)
  return uuidIn(column, text) ?? text
}

const texts: Readonly<Record<KeyPart['codec'], (part: KeyPart, raw: string) => string | undefined>> = {
  integer: (_, raw) => numberText(raw),
  text: plainText,
  uuid: uuidText,
}

/** Undefined for NULL, and for what no database could be asked for again. */
export function keyText(part: KeyPart, raw: string | null): string | undefined {
  const text = raw === null ? undefined : texts[part.codec](part, raw)
  return text !== undefined && isSound(text) ? text : undefined
}

/** A stored form of a key, in the forms that another column may have of the same: it may be more than are meant. */
export function formsIn(column: Column, stored: string): readonly string[] {
  const uuid = binaryUuid(stored)
  return uuid === undefined ? [stored] : [...new Set([stored, ...storedForms({ codec: 'uuid' }, column, uuid)])]
}

/** The texts under which a column, of the key or of a reference to it, may hold what {@link keyText} gave. */
export function storedForms({ codec }: Pick<KeyPart, 'codec'>, column: Column, text: string): readonly string[] {
  if (codec !== 'uuid' || !isUuid(text)) return [text]
  if (isBinary(column)) return [text.replaceAll('-', '')]
  const isOne = column.schema.type === 'uuid' || column.schema.collation === 'ci'
  return isOne || text !== text.toLowerCase() ? [text] : [text, text.toUpperCase()]
}
