/** A part of a key and the column that holds it -> the term that joins them, or why none can. */
import type { Untied } from '../template/context.ts'
import type { Column, JoinTerm, KeyPart } from '../model.ts'
import type { Head } from './head.ts'
import { isTextColumn, isUuidLike } from '../uuid.ts'

export type Part = Pick<KeyPart, 'column'> & Partial<Pick<KeyPart, 'codec'>>

/** What is known of a column as a key: nothing where it is another unique one. */
export const partOf = ({ key }: Head, column: Column): Part => key.find((part) => part.column === column) ?? { column }

const special = new Set(['binary', 'uuid', 'other', 'date', 'datetime', 'minute', 'time'])

/** Numbers and texts compare with each other, the other types with their own kind, and uuids whatever holds them. */
export function canTie({ column, codec }: Part, held: Column): boolean {
  const [one, other] = [column.schema.type, held.schema.type]
  if (one === other || !(special.has(one) || special.has(other))) return true
  return isUuidLike(column, held) && (codec === 'uuid' || one === 'uuid' || (codec === undefined && other === 'uuid'))
}

/** Of two texts one may have the uuid in capital letters, where the database tells cases apart. */
const isUuidText = ({ column, codec }: Part, held: Column): boolean =>
  codec === 'uuid' &&
  [column, held].every(isTextColumn) &&
  [column, held].some(({ schema: { collation } }) => collation === 'cs')

/** `left`: the part's column, under the alias that it is joined by. */
export const keyTerm = (part: Part, left: Column, right: Column): JoinTerm => ({
  left,
  ...(isUuidText(part, right) && { as: 'uuid' as const }),
  right,
})

const told = ({ table, name, schema: { native } }: Column): string => `${table}.${name} is ${native}`

/** What is wrong with a reference that cannot be joined, and what to write instead. */
export function untied(name: string, part: Part, held: Column): Untied {
  const message = `${told(held)}, and the key of ${name} ${told(part.column)}: no row can be joined by it`
  if (isUuidLike(part.column, held))
    return { message, hint: `say that the key is a uuid: key: ${part.column.alias}.${part.column.name} | uuid` }
  const { table, schema } = part.column
  return { message, hint: `join a view of ${table} that holds the key as ${schema.native}, and refer by its column` }
}
