/** `ref(pat by PID)`: a column of a source's table that is unique and not its key -> the column, and the join that leads from it to the key. */
import type { Column, Join, Place } from '../model.ts'
import { asKey, requireColumn } from '../scope.ts'
import type { Head } from './head.ts'
import { checkToOne, isUnique } from './unique.ts'

/** Of the source's own table, which it names one row of: what is wrong is told. */
export function referredTo({ scope, from }: Head, name: string, at: Place): Column | undefined {
  const column = requireColumn(scope, `${from.alias}.${name}`, at)
  if (column !== undefined) checkToOne(scope, from, [name], at)
  return column && asKey(column)
}

/** What refers to a key may spell it otherwise: one id names the row, and it is printed from the row. */
const isSpelled = ({ key }: Pick<Head, 'key'>): boolean =>
  key.some(({ codec, column }) => codec === 'text' && column.schema.collation === 'ci')

/** The one column of such a key, where it surely names one row. */
export function spelledKey({ key, from, scope }: Head): string | undefined {
  const [part, ...more] = key
  if (part === undefined || more.length > 0 || !isSpelled({ key }) || part.column.alias !== from.alias) return undefined
  return isUnique(scope.database, from, [part.column.name]) ? part.column.name : undefined
}

/** The row that `held` names by that column, under an alias of its own. */
export const joinBy = ({ from }: Head, alias: string, by: Column, held: Column): Join => ({
  ...from,
  alias,
  on: [{ left: { ...by, alias }, right: held }],
})
