/** `from`, `join`, `rows` and `exists`: tables, the keys that tie them, and their conditions. */
import { always, and, type Cond } from '../cond.ts'
import { parseCondition } from '../conditions.ts'
import type { Column, Join, JoinTerm, Place, Rows, Table } from '../model.ts'
import { parseTable, resolveColumn, withTable, type Scope } from '../scope.ts'
import { entryOf, itemsOf, type MapNode, type Yaml } from '../yaml.ts'
import type { DeclaredRows } from '../template/context.ts'

const textOf = (node: Yaml | undefined): string => (node?.kind === 'text' ? node.text : '')

interface Tied {
  readonly table: Table
  readonly on: readonly JoinTerm[]
  readonly scope: Scope
}

/** `a.X = b.Y and a.Z = 'K'`: each term has one side in the new table. */
function parseTerm(scope: Scope, alias: string, text: string, at: Place): JoinTerm | undefined {
  const sides = text.split('=').map((each) => each.trim())
  const own = sides.find((side) => side.startsWith(`${alias}.`))
  const other = sides.find((side) => side !== own)
  if (sides.length !== 2 || own === undefined || other === undefined) {
    scope.diagnostics.error(at, `"${text.trim()}" ties nothing of ${alias}`, `write: ${alias}.KEY = other.KEY`)
    return undefined
  }
  const left = resolveColumn(scope, own, at)
  const constant = /^'(.*)'$/.exec(other)
  const right = constant === null ? resolveColumn(scope, other, at) : { constant: constant[1]! }
  return left && right && { left, right }
}

function parseTerms(scope: Scope, alias: string, text: string, at: Place): readonly JoinTerm[] {
  return text.split(/\s+and\s+/i).flatMap((term) => parseTerm(scope, alias, term, at) ?? [])
}

/** `TABLE a on a.K = b.K and ...`. */
function parseTied(scope: Scope, text: string, at: Place): Tied | undefined {
  const [head = '', on = ''] = text.split(/\s+on\s+/i)
  const table = parseTable(scope.database, head, at, scope.diagnostics)
  if (table === undefined) return undefined
  const inside = withTable(scope, table)
  return { table, scope: inside, on: parseTerms(inside, table.alias, on, at) }
}

/** `join: { h: RPT_HDR h on h.RPT_ID = r.RPT_ID }`. */
export function parseJoins(scope: Scope, node: Yaml | undefined): { joins: readonly Join[]; scope: Scope } {
  const joins: Join[] = []
  let inside = scope
  const values = node?.kind === 'map' ? node.entries.map(({ value }) => value) : node === undefined ? [] : itemsOf(node)
  for (const value of values) {
    const tied = parseTied(inside, textOf(value), value.at)
    if (tied === undefined) continue
    joins.push({ ...tied.table, on: tied.on })
    inside = tied.scope
  }
  return { joins, scope: inside }
}

function parseOrder(scope: Scope, node: Yaml | undefined): Rows['order'] {
  if (node === undefined) return []
  const words = itemsOf(node)
    .flatMap((item) => textOf(item).split(/\s+/))
    .filter((word) => word !== '')
  return words.flatMap((word, index) => {
    if (word === 'desc') return []
    const column = resolveColumn(scope, word, node.at)
    return column === undefined ? [] : [{ column, descending: words[index + 1] === 'desc' }]
  })
}

/** `TABLE a join OTHER b on b.K = a.K`: the child table and what is joined to it. */
function parseChildTable(scope: Scope, text: string, at: Place) {
  const [head = '', ...rest] = text.split(/\s+join\s+/i)
  const table = parseTable(scope.database, head, at, scope.diagnostics)
  if (table === undefined) return undefined
  let inside = withTable(scope, table)
  const joins: Join[] = []
  for (const each of rest) {
    const tied = parseTied(inside, each, at)
    if (tied === undefined) continue
    joins.push({ ...tied.table, on: tied.on })
    inside = tied.scope
  }
  return { table, joins, scope: inside }
}

/** A child table with its keys, order and condition. */
export function parseRows(scope: Scope, name: string, node: MapNode): DeclaredRows | undefined {
  const from = entryOf(node, 'from')
  const found = parseChildTable(scope, textOf(from?.value), from?.value.at ?? node.at)
  if (found === undefined) return undefined
  const on = entryOf(node, 'on')
  const when = entryOf(node, 'when')
  const where: Cond = when === undefined ? always : parseCondition(found.scope, when.value)
  const rows: Rows = Object.freeze({
    name,
    table: found.table,
    joins: found.joins,
    on: parseTerms(found.scope, found.table.alias, textOf(on?.value), on?.value.at ?? node.at),
    where,
    order: parseOrder(found.scope, entryOf(node, 'order')?.value),
  })
  return { rows, tables: [found.table, ...found.joins] }
}

/** `exists: { from, on, when }`: rows asked about, never read. */
export function parseExists(node: MapNode, scope: Scope): { rows: Rows; where: Cond } | undefined {
  const declared = parseRows(scope, 'exists', node)
  return declared && { rows: { ...declared.rows, where: always }, where: and(declared.rows.where) }
}

/** Gives a condition's columns another alias: what the Patient source says of itself, said of a join. */
export function realias(cond: Cond, from: string, to: string): Cond {
  const column = (each: Column): Column => (each.alias === from ? Object.freeze({ ...each, alias: to }) : each)
  switch (cond.kind) {
    case 'test':
      return { ...cond, column: column(cond.column) }
    case 'and':
    case 'or':
      return { ...cond, of: cond.of.map((each) => realias(each, from, to)) }
    case 'not':
      return { ...cond, of: realias(cond.of, from, to) }
    case 'some':
      return {
        ...cond,
        rows: {
          ...cond.rows,
          on: cond.rows.on.map((term) => ({
            ...term,
            right: 'constant' in term.right ? term.right : column(term.right),
          })),
        },
      }
    case 'constant':
      return cond
  }
}
