/** A condition on the rows of a source -> the same of one row of them that is joined under another alias. */
import { always, and, some, type Cond } from '../cond.ts'
import { outerColumns } from '../join-term.ts'
import type { Column, Join, JoinTerm, Rows, Source } from '../model.ts'
import { realias } from './realias.ts'

type Grounds = Pick<Source, 'from' | 'joins' | 'key'>

export const aliased = (column: Column, alias: string): Column => Object.freeze({ ...column, alias })

function hasAlias(cond: Cond, alias: string): boolean {
  switch (cond.kind) {
    case 'constant':
      return true
    case 'test':
      return cond.column.alias === alias
    case 'not':
      return hasAlias(cond.of, alias)
    case 'and':
    case 'or':
      return cond.of.every((each) => hasAlias(each, alias))
    case 'some':
      return isOfRows(cond, alias)
  }
}

/** Child rows that are tied to that one table, and asked of nothing but themselves. */
function isOfRows({ rows, where }: Extract<Cond, { readonly kind: 'some' }>, alias: string): boolean {
  const inside = [rows.table.alias, ...rows.joins.map((join) => join.alias)]
  const isInside = (each: Cond): boolean => [alias, ...inside].some((own) => hasAlias(each, own))
  return (
    rows.on.flatMap(outerColumns).every((column) => column.alias === alias) &&
    rows.joins.flatMap(({ on }) => on.flatMap(outerColumns)).every((column) => inside.includes(column.alias)) &&
    [rows.where, where].every((each) => (each.kind === 'and' ? each.of : [each]).every(isInside))
  )
}

/** The rows of the source with the key of the joined row, under their own aliases: `terms` tie them further. */
export function rowsWithKey(
  { from, joins, key }: Grounds,
  alias: string,
  terms: readonly JoinTerm[] = [],
  more: readonly Join[] = [],
): Rows {
  const on = key.map(({ column }) => ({ left: column, right: aliased(column, alias) }))
  // What the row itself refers to has no say in whether it is served.
  const own = joins.filter(({ isReferred }) => isReferred === undefined)
  return { name: 'named', table: from, joins: [...own, ...more], on: [...on, ...terms], where: always, order: [] }
}

/** A row of a source that is joined. Where several rows may have its key, it is joined by that alone, and has no other columns. */
export interface Joined {
  readonly target: Grounds
  readonly alias: string
  readonly isSure: boolean
}

/** What is asked of the source's own table is asked of the joined row; what needs its joins, of the row with this key. */
export function ofRow(joined: Joined, cond: Cond): Cond {
  const { target, alias, isSure } = joined
  if (cond.kind === 'and' && isSure) return and(...cond.of.map((each) => ofRow(joined, each)))
  if (cond === always) return always
  const own = target.from.alias
  return isSure && hasAlias(cond, own) ? realias(cond, own, alias) : some(rowsWithKey(target, alias), cond)
}
