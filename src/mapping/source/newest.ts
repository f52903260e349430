/** `newest:`: of the rows that belong together only the newest is there, the whole of it. In SQL no later row exists. */
import { always, and, not, some, type Cond } from '../cond.ts'
import { parseCondition, refuseClock } from '../conditions.ts'
import type { Column, JoinTerm, Rows, Table } from '../model.ts'
import { requireColumn, resolveColumn, type Scope } from '../scope.ts'
import { checkKeys, entryOf, itemsOf, startOf, type Yaml } from '../yaml.ts'
import { realias } from './realias.ts'
import { tieBreakers } from './unique.ts'

interface Clause {
  /** From the weightiest on; the greatest value wins. */
  readonly by: readonly Column[]
  /** Rows that are equal in these belong together. */
  readonly within: readonly Column[]
  /** The rows that can win. */
  readonly of: Cond
}

function columnsIn(scope: Scope, { alias }: Table, node: Yaml | undefined): readonly Column[] {
  return (node === undefined ? [] : itemsOf(node)).flatMap((item) => {
    const column = item.kind === 'text' ? requireColumn(scope, item.text, startOf(item)) : undefined
    if (item.kind !== 'text') scope.diagnostics.error(item.at, 'a column is expected here', `write ${alias}.COLUMN`)
    if (column === undefined || column.alias === alias) return column ?? []
    scope.diagnostics.error(item.at, `rows of ${alias} are told apart by their own columns`, `write ${alias}.COLUMN`)
    return []
  })
}

function parseOf(scope: Scope, node: Yaml | undefined): Cond {
  return node === undefined ? always : refuseClock(scope, parseCondition(scope, node), node.at)
}

function parseClause(scope: Scope, table: Table, node: Yaml): Clause {
  if (node.kind !== 'map') return { by: columnsIn(scope, table, node), within: [], of: always }
  checkKeys(node, ['by', 'within', 'of'], 'clause of newest', scope.diagnostics)
  return {
    by: columnsIn(scope, table, entryOf(node, 'by')?.value),
    within: columnsIn(scope, table, entryOf(node, 'within')?.value),
    of: parseOf(scope, entryOf(node, 'of')?.value),
  }
}

/** A name that nothing else in reach has. */
function laterAlias({ tables }: Scope, { alias }: Table): string {
  let name = `${alias}_newer`
  while (tables.has(name)) name += '_'
  return name
}

/** What ties a row to the outer statement ties the later one to that row. */
function tiedAgain(later: (column: Column) => Column, { left, than, right }: JoinTerm): JoinTerm {
  if (than !== undefined) return { left: later(left), than, right }
  return { left: later(left), right: 'constant' in right ? right : left }
}

interface Ordered {
  readonly clause: Clause
  readonly ties: readonly JoinTerm[]
  readonly breakers: readonly Column[]
}

function laterRows(table: Table, alias: string, { clause, ties, breakers }: Ordered): Rows {
  const later = (column: Column): Column => Object.freeze({ ...column, alias })
  return Object.freeze({
    name: 'newer',
    table: { ...table, alias },
    joins: [],
    on: [
      ...ties.map((term) => tiedAgain(later, term)),
      ...clause.within.map((each) => ({ left: later(each), right: each })),
    ],
    where: always,
    order: [],
    newer: [...clause.by, ...breakers].map((each) => ({ own: later(each), other: each })),
  })
}

/** Columns of a key, so that of two rows one always wins. */
function breakTies(scope: Scope, table: Table, { by, within }: Clause, ties: readonly JoinTerm[], node: Yaml) {
  const equal = ties.filter(({ than }) => than === undefined).map(({ left }) => left)
  const told = [...equal, ...within, ...by].map(({ name }) => name)
  const names = tieBreakers(scope.database, table, told)
  if (names === undefined)
    scope.diagnostics.error(
      node.at,
      `two rows of ${table.name} may be the newest: no key tells them apart`,
      'state one: from: { table: ..., as: ..., unique: [COLUMN] }',
    )
  return names?.flatMap((name) => resolveColumn(scope, `${table.alias}.${name}`, node.at) ?? [])
}

/** `ties`: what ties the rows to the outer statement; rows tied alike compete. */
export function parseNewest(scope: Scope, table: Table, node: Yaml, ties: readonly JoinTerm[]): Cond {
  const clause = parseClause(scope, table, node)
  const hint = `write newest: { by: [${table.alias}.DATE], within: [${table.alias}.KEY] }`
  if (clause.by.length === 0) scope.diagnostics.error(node.at, 'newest says by which columns', hint)
  if (ties.length + clause.within.length === 0)
    scope.diagnostics.error(node.at, 'newest says within which columns rows belong together', hint)
  const breakers = breakTies(scope, table, clause, ties, node)
  if (breakers === undefined) return always
  const alias = laterAlias(scope, table)
  const rows = laterRows(table, alias, { clause, ties, breakers })
  return and(clause.of, not(some(rows, realias(clause.of, table.alias, alias))))
}
