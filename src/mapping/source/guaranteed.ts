/** A reference -> whether a foreign key says that the row which it names is there, in the same spelling, and served to whoever sees the reference. */
import { always } from '../cond.ts'
import type { Column, KeyPart, Root } from '../model.ts'
import { tableOf } from '../scope.ts'
import { isTextColumn } from '../uuid.ts'
import { isNumeric } from '../value.ts'
import { entryOf } from '../yaml.ts'
import type { Head } from './head.ts'

/** Every row is, by any caller of the organization: of no patient, under no condition, of one shape. */
export const isServedAlways = ({ keep, tenant, joins, isGroup, from, node }: Head, root: Root | undefined): boolean =>
  (root?.kind === 'shared' || root?.kind === 'never') &&
  keep === always &&
  tenant === undefined &&
  joins.length === 0 &&
  !isGroup &&
  from.sql === undefined &&
  entryOf(node, 'kinds') === undefined

/** What is equal is printed alike: numbers, uuids, and texts of which every letter and blank counts. */
function isSpelledAlike({ column, trims }: KeyPart, held: Column): boolean {
  if (isNumeric(column) || column.schema.type === 'uuid') return column.schema.type === held.schema.type
  const isStrict = ({ schema }: Column): boolean =>
    !schema.padded && schema.collation === 'cs' && schema.accents === 'sensitive'
  return [column, held].every((each) => isTextColumn(each) && isStrict(each)) && trims !== true
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each, index) => each === other[index])

/** The columns that hold the key are those of a trusted foreign key to it. */
export function isGuaranteed({ scope, from, key }: Head, held: readonly Column[]): boolean {
  const [first] = held
  if (first === undefined || held.some(({ alias }) => alias !== first.alias)) return false
  if (!key.every((part, index) => part.column.alias === from.alias && isSpelledAlike(part, held[index]!))) return false
  const keys = tableOf(scope.database, first.table)?.foreignKeys ?? []
  const [own, to] = [held.map(({ name }) => name), key.map(({ column }) => column.name)]
  return keys.some((each) => {
    const order = own.map((name) => each.columns.indexOf(name))
    const there = order.map((place) => each.to[place] ?? '')
    return each.trusted && each.table === from.name && each.columns.length === own.length && isSame(there, to)
  })
}
