/** `from`, `join`, `rows` and `exists`: tables, the keys that tie them, and their conditions. */
import { always, and, type Cond } from '../cond.ts'
import { parseCondition, refuseClock } from '../conditions.ts'
import type { Column, Join, JoinTerm, Place, Rows, Table } from '../model.ts'
import { checkAlias, parseTable, resolveColumn, withTable, type Scope } from '../scope.ts'
import { checkKeys, entryOf, itemsOf, type MapNode, type Yaml } from '../yaml.ts'
import type { DeclaredRows } from '../template/context.ts'

const textOf = (node: Yaml | undefined): string => (node?.kind === 'text' ? node.text : '')

interface Tied {
  readonly table: Table
  readonly on: readonly JoinTerm[]
  readonly scope: Scope
}

/** Whole numbers and texts have one spelling in every database. */
const spelled = new Set(['integer', 'char', 'varchar', 'nvarchar'])

/** `'PAT_ID={p.PAT_ID}'`: a constant, or a text with columns in it. */
function parseText(scope: Scope, text: string, at: Place): JoinTerm['right'] | undefined {
  const pieces = text.split(/\{(\w+\.\w+)\}/)
  if (pieces.length === 1) return { constant: text }
  const parsed = pieces.map((piece, index) => (index % 2 === 0 ? piece : resolveColumn(scope, piece, at)))
  for (const piece of parsed) {
    if (typeof piece !== 'object' || spelled.has(piece.schema.type)) continue
    scope.diagnostics.error(at, `${piece.name} has no one spelling in a text`, 'use columns of whole numbers or texts')
  }
  if (parsed.includes(undefined)) return undefined
  return { pieces: parsed.filter((piece) => piece !== '') as (string | Column)[] }
}

const sideForm = /^\s*('[^']*'|[^\s'=]+)\s*=\s*('[^']*'|[^\s'=]+)\s*$/
const betweenTerms = /\s+and\s+(?=(?:[^']*'[^']*')*[^']*$)/i

/** `a.X = b.Y and a.Z = 'K'`: each term has one side in the new table. */
function parseTerm(scope: Scope, alias: string, text: string, at: Place): JoinTerm | undefined {
  const sides = sideForm.exec(text)?.slice(1) ?? []
  const own = sides.find((side) => side.startsWith(`${alias}.`))
  const other = sides.find((side) => side !== own)
  if (own === undefined || other === undefined) {
    scope.diagnostics.error(at, `"${text.trim()}" ties nothing of ${alias}`, `write: ${alias}.KEY = other.KEY`)
    return undefined
  }
  const left = resolveColumn(scope, own, at)
  const constant = /^'(.*)'$/.exec(other)
  const right = constant === null ? resolveColumn(scope, other, at) : parseText(scope, constant[1]!, at)
  return left && right && { left, right }
}

function parseTerms(scope: Scope, alias: string, text: string, at: Place): readonly JoinTerm[] {
  return text.split(betweenTerms).flatMap((term) => parseTerm(scope, alias, term, at) ?? [])
}

/** `TABLE a on a.K = b.K and ...`. */
function parseTied(scope: Scope, text: string, at: Place): Tied | undefined {
  const [head = '', on = ''] = text.split(/\s+on\s+/i)
  const table = parseTable(scope.database, head, at, scope.diagnostics)
  if (table === undefined) return undefined
  checkAlias(scope, table, at)
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

export function parseOrder(scope: Scope, node: Yaml | undefined): Rows['order'] {
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
  checkAlias(scope, table, at)
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
  checkKeys(node, ['from', 'on', 'order', 'when'], 'clause of child rows', scope.diagnostics)
  const from = entryOf(node, 'from')
  const found = parseChildTable(scope, textOf(from?.value), from?.value.at ?? node.at)
  if (found === undefined) return undefined
  const on = entryOf(node, 'on')
  const when = entryOf(node, 'when')
  const where: Cond =
    when === undefined ? always : refuseClock(scope, parseCondition(found.scope, when.value), when.value.at)
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

function realiasRight(right: JoinTerm['right'], column: (each: Column) => Column): JoinTerm['right'] {
  if ('constant' in right) return right
  if (!('pieces' in right)) return column(right)
  return { pieces: right.pieces.map((piece) => (typeof piece === 'string' ? piece : column(piece))) }
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
        where: realias(cond.where, from, to),
        rows: {
          ...cond.rows,
          where: realias(cond.rows.where, from, to),
          on: cond.rows.on.map((term) => ({
            ...term,
            right: realiasRight(term.right, column),
          })),
        },
      }
    case 'constant':
      return cond
  }
}
