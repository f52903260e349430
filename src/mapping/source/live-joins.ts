/** A column and the live code list that it is looked up in -> a join of the list's table, in the statement where the column stands. */
import type { CodeList } from '../codes.ts'
import type { Column, Join } from '../model.ts'
import type { Head } from './head.ts'
import { realias } from './realias.ts'

export interface LiveJoins {
  /** Those of the source itself, as they come; of child rows they are added to the rows. */
  readonly joins: readonly Join[]
  /** The alias; undefined where the column is of neither. */
  join(column: Column, list: CodeList): string | undefined
}

/** Where joins stand that begin at this column: the source's own, or those of child rows. */
export function joinsBeside({ from, joins, rows }: Head, own: Join[], { alias }: Column): Join[] | undefined {
  if (from.alias === alias || joins.some((each) => each.alias === alias)) return own
  const inside = [...rows.values()].find(
    ({ rows: { table, joins: beside } }) => table.alias === alias || beside.some((each) => each.alias === alias),
  )
  return inside?.joins
}

function joinOf({ definition: { source } }: CodeList, alias: string, column: Column): Join | undefined {
  if (source.kind !== 'table' || source.live === undefined) return undefined
  const { table, where, live } = source
  const left = Object.freeze({ ...live.local, alias })
  return { ...table, alias, on: [{ left, right: column }], where: realias(where, table.alias, alias) }
}

export function liveJoins(head: Head): LiveJoins {
  const own: Join[] = []
  const known = new Map<string, string>()
  const join = (column: Column, list: CodeList): string | undefined => {
    const name = `${column.alias}.${column.name} ${list.definition.name}`
    const alias = known.get(name) ?? `portico_code${known.size + 1}`
    const made = known.has(name) ? undefined : joinOf(list, alias, column)
    const beside = joinsBeside(head, own, column)
    if (beside === undefined) return undefined
    if (made !== undefined) beside.push(made)
    known.set(name, alias)
    return alias
  }
  return { joins: own, join }
}
