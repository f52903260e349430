/** The forms in which columns hold uuids, and when two of them are one. */
import type { Column } from './table.ts'

const form = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const isUuid = (text: string): boolean => form.test(text)

export const isTextColumn = ({ schema: { type } }: Column): boolean =>
  ['char', 'varchar', 'nvarchar', 'text'].includes(type)

const isHolder = (column: Column): boolean => isTextColumn(column) || ['uuid', 'binary'].includes(column.schema.type)

const wayOf = (column: Column): string => (isTextColumn(column) ? 'text' : column.schema.type)

/** Each holds a uuid in another way: as a text, as bytes, or in a type of its own. */
export const isUuidLike = (one: Column, other: Column): boolean =>
  isHolder(one) && isHolder(other) && wayOf(one) !== wayOf(other)

/** Of bytes the hexadecimal digits, in their order. */
export function binaryUuid(text: string): string | undefined {
  const digits = text.toLowerCase()
  if (form.test(digits)) return digits
  const groups = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(digits)
  return groups?.slice(1).join('-')
}

/** Small or capital letters throughout mean the same; what mixes them is a text of its own, where the column tells cases apart. */
export function uuidIn(column: Column, raw: string): string | undefined {
  if (column.schema.type === 'binary') return binaryUuid(raw)
  const text = raw.trimEnd()
  const isOne = column.schema.type === 'uuid' || column.schema.collation === 'ci'
  const isPure = [text.toLowerCase(), text.toUpperCase()].includes(text)
  return form.test(text) && (isOne || isPure) ? text.toLowerCase() : undefined
}
