/** The names of types -> how SQL Server treats them. https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql */
import { Refusal } from './model.ts'

export type Family = 'text' | 'number' | 'bit' | 'time' | 'clock' | 'uuid' | 'binary' | 'long' | 'none'

export interface Type {
  readonly family: Family
  /** In small letters, with its sizes. */
  readonly native: string
  readonly national: boolean
  /** Of a column, or by COLLATE. Undefined: it takes the other's. */
  readonly collation?: { readonly name: string; readonly isStated: boolean }
}

const families: readonly (readonly [RegExp, Family])[] = [
  [/^n?(var)?char\b/, 'text'],
  [/^(n?text|image|xml)\b/, 'long'],
  [/^bit\b/, 'bit'],
  [/^(tinyint|smallint|int|bigint|decimal|numeric|money|smallmoney|float|real)\b/, 'number'],
  [/^(date|datetime|datetime2|smalldatetime|datetimeoffset)\b/, 'time'],
  [/^time\b/, 'clock'],
  [/^uniqueidentifier\b/, 'uuid'],
  [/^(var)?binary\b/, 'binary'],
]

export function typeNamed(native: string, collation?: string): Type {
  const family = families.find(([form]) => form.test(native))?.[1]
  if (family === undefined) throw new Refusal(`Msg 243: there is no type ${native}`)
  const national = /^n(char|varchar|text)\b/.test(native)
  const hasLetters = family === 'text' || /^n?text/.test(native)
  return {
    family,
    native,
    national,
    ...(hasLetters && collation && { collation: { name: collation, isStated: false } }),
  }
}

export const none: Type = { family: 'none', native: 'null', national: false }
export const number: Type = typeNamed('int')

/** TEXT, NTEXT, IMAGE and XML are compared, grouped, sorted, told apart and trimmed by nothing. */
export const isLong = ({ family }: Type): boolean => family === 'long'

export function refuseLong(type: Type, message: string): void {
  if (isLong(type)) throw new Refusal(`${message}: ${type.native}`)
}

/** Of two that are put together. */
export function collationOf(left: Type, right: Type): Type['collation'] {
  const [one, other] = [left.collation, right.collation]
  if (one === undefined || other === undefined) return one ?? other
  if (one.isStated !== other.isStated) return one.isStated ? one : other
  if (one.name !== other.name) throw new Refusal(`Msg 468: ${one.name} against ${other.name}`)
  return one
}

/** Families of which one is made the other without a fault that depends on values; the constant or parameter gives way. */
const meeting: readonly (readonly [Family, Family])[] = [
  ['number', 'bit'],
  ['text', 'text'],
]

export function meets(left: Family, right: Family): boolean {
  if (left === right || left === 'none' || right === 'none') return true
  return meeting.some(([a, b]) => (a === left && b === right) || (b === left && a === right))
}
