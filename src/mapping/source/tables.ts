/** `from`, `join`, `rows` and `exists`: tables, the keys that tie them, and their conditions. */
import { always, and, type Cond } from '../cond.ts'
import { parseCondition, refuseClock } from '../conditions.ts'
import type { Column, Join, JoinTerm, Place, Rows } from '../model.ts'
import { checkAlias, parseTable, requireColumn, resolveColumn, withTable, type Scope } from '../scope.ts'
import { checkKeys, entryOf, itemsOf, type MapNode, type Yaml } from '../yaml.ts'
import type { DeclaredRows } from '../template/context.ts'
import { parseNewest } from './newest.ts'
import { parseTableNode } from './stated.ts'
import { tieFault } from './tie.ts'
import { checkToOne } from './unique.ts'

const textOf = (node: Yaml | undefined): string => (node?.kind === 'text' ? node.text : '')

interface Tied {
  readonly join: Join
  readonly scope: Scope
}

/** Whole numbers and texts have one spelling in every database. */
const spelled = new Set(['integer', 'char', 'varchar', 'nvarchar'])

/** `'PAT_ID={p.PAT_ID}'`: a constant, or a text with columns in it. */
function parseText(scope: Scope, text: string, at: Place): JoinTerm['right'] | undefined {
  const pieces = text.split(/\{(\w+\.\w+)\}/)
  if (pieces.length === 1) return { constant: text }
  const parsed = pieces.map((piece, index) => (index % 2 === 0 ? piece : requireColumn(scope, piece, at)))
  for (const piece of parsed) {
    if (typeof piece !== 'object' || spelled.has(piece.schema.type)) continue
    scope.diagnostics.error(at, `${piece.name} has no one spelling in a text`, 'use columns of whole numbers or texts')
  }
  if (parsed.includes(undefined)) return undefined
  return { pieces: parsed.filter((piece) => piece !== '') as (string | Column)[] }
}

const termForm = /^\s*('[^']*'|[^\s'=<>]+)\s*(<>|[<>]?=|[<>])\s*('[^']*'|[^\s'=<>]+)\s*$/
const betweenTerms = /\s+and\s+(?=(?:[^']*'[^']*')*[^']*$)/i

const turned: Readonly<Record<string, string>> = { '<': '>', '>': '<', '=': '=' }

function parseSides(scope: Scope, alias: string, text: string, at: Place) {
  const [, left = '', word = '', right = ''] = termForm.exec(text) ?? []
  const isOwn = left.startsWith(`${alias}.`)
  if (!isOwn && !right.startsWith(`${alias}.`))
    return void scope.diagnostics.error(
      at,
      `"${text.trim()}" ties nothing of ${alias}`,
      `write: ${alias}.KEY = other.KEY`,
    )
  if (!Object.hasOwn(turned, word))
    return void scope.diagnostics.error(at, `${word} cannot tie rows`, 'write =, < or >')
  return isOwn ? { own: left, word, other: right } : { own: right, word: turned[word]!, other: left }
}

/** `a.X = b.Y and a.Z = 'K' and a.D < b.D`: each term has one side in the new table. */
function parseTerm(scope: Scope, alias: string, text: string, at: Place): JoinTerm | undefined {
  const sides = parseSides(scope, alias, text, at)
  if (sides === undefined) return undefined
  const left = requireColumn(scope, sides.own, at)
  const constant = /^'(.*)'$/.exec(sides.other)
  const right = constant === null ? requireColumn(scope, sides.other, at) : parseText(scope, constant[1]!, at)
  const than = sides.word === '<' || sides.word === '>' ? ({ than: sides.word } as const) : {}
  return left && right && checkTie(scope, { left, ...than, right }, at)
}

/** What every engine can compare, and all alike. */
function checkTie({ diagnostics }: Scope, term: JoinTerm, at: Place): JoinTerm {
  const fault = tieFault(term)
  if (fault !== undefined) diagnostics.error(at, fault.message, fault.hint)
  return term
}

function parseTerms(scope: Scope, alias: string, text: string, at: Place): readonly JoinTerm[] {
  return text.split(betweenTerms).flatMap((term) => parseTerm(scope, alias, term, at) ?? [])
}

const equalNames = (on: readonly JoinTerm[]): readonly string[] =>
  on.filter(({ than }) => than === undefined).map(({ left }) => left.name)

/** `TABLE a on a.K = b.K and ...`. */
function parseTied(scope: Scope, text: string, at: Place): Tied | undefined {
  const [head = '', on = ''] = text.split(/\s+on\s+/i)
  const table = parseTable(scope.database, head, at, scope.diagnostics)
  if (table === undefined) return undefined
  checkAlias(scope, table, at)
  const inside = withTable(scope, table)
  const join = { ...table, on: parseTerms(inside, table.alias, on, at) }
  checkToOne(scope, table, equalNames(join.on), at)
  return { join, scope: inside }
}

/** `{ from: TABLE a, on: a.K = b.K, when: { ... }, newest: a.D }`. */
function parseTiedMap(scope: Scope, node: MapNode): Tied | undefined {
  checkKeys(node, ['from', 'on', 'when', 'newest'], 'clause of a join', scope.diagnostics)
  const table = parseTableNode(scope.database, entryOf(node, 'from')?.value ?? node, scope.diagnostics)
  if (table === undefined) return undefined
  checkAlias(scope, table, node.at)
  const inside = withTable(scope, table)
  const on = parseTerms(
    inside,
    table.alias,
    textOf(entryOf(node, 'on')?.value),
    entryOf(node, 'on')?.value.at ?? node.at,
  )
  const newest = entryOf(node, 'newest')
  if (newest === undefined) checkToOne(scope, table, equalNames(on), node.at)
  const where = and(
    parseWhen(inside, node),
    newest === undefined ? always : parseNewest(inside, table, newest.value, on),
  )
  return { join: { ...table, on, ...(where !== always && { where }) }, scope: inside }
}

/** Rows that count, whatever the time. */
function parseWhen(scope: Scope, node: MapNode): Cond {
  const when = entryOf(node, 'when')
  return when === undefined ? always : refuseClock(scope, parseCondition(scope, when.value), when.value.at)
}

/** `join: { h: RPT_HDR h on h.RPT_ID = r.RPT_ID }`. */
export function parseJoins(scope: Scope, node: Yaml | undefined): { joins: readonly Join[]; scope: Scope } {
  const joins: Join[] = []
  let inside = scope
  const values = node?.kind === 'map' ? node.entries.map(({ value }) => value) : node === undefined ? [] : itemsOf(node)
  for (const value of values) {
    const tied = value.kind === 'map' ? parseTiedMap(inside, value) : parseTied(inside, textOf(value), value.at)
    if (tied === undefined) continue
    joins.push(tied.join)
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
    return column === undefined || column.missing ? [] : [{ column, descending: words[index + 1] === 'desc' }]
  })
}

/** `TABLE a join OTHER b on b.K = a.K`: the child table and what is joined to it. */
function parseChildTable(scope: Scope, node: Yaml) {
  const [head = '', ...rest] = node.kind === 'text' ? node.text.split(/\s+join\s+/i) : []
  const table = parseTableNode(scope.database, node.kind === 'text' ? { ...node, text: head } : node, scope.diagnostics)
  if (table === undefined) return undefined
  checkAlias(scope, table, node.at)
  let inside = withTable(scope, table)
  const joins: Join[] = []
  for (const each of rest) {
    const tied = parseTied(inside, each, node.at)
    if (tied === undefined) continue
    joins.push(tied.join)
    inside = tied.scope
  }
  return { table, joins, scope: inside }
}

/** Child rows are read for many parents at once, and told apart by equal keys. */
function refuseThan({ diagnostics }: Scope, on: readonly JoinTerm[], at: Place): void {
  if (on.some(({ than }) => than !== undefined))
    diagnostics.error(at, 'child rows are tied by =', '< and > stand in exists: and in a join: with newest')
}

/** A child table with its keys, order and condition. */
function parseTiedRows(scope: Scope, name: string, node: MapNode): DeclaredRows | undefined {
  checkKeys(node, ['from', 'join', 'on', 'order', 'when', 'newest'], 'clause of child rows', scope.diagnostics)
  const found = parseChildTable(scope, entryOf(node, 'from')?.value ?? { kind: 'text', text: '', at: node.at })
  if (found === undefined) return undefined
  const { table } = found
  const { joins, scope: inside } = parseJoins(found.scope, entryOf(node, 'join')?.value)
  const at = entryOf(node, 'on')?.value.at ?? node.at
  const on = parseTerms(inside, table.alias, textOf(entryOf(node, 'on')?.value), at)
  const newest = entryOf(node, 'newest')
  const all: Join[] = [...found.joins, ...joins]
  const rows: Rows = Object.freeze({
    name,
    table,
    joins: all,
    on,
    where: and(parseWhen(inside, node), newest === undefined ? always : parseNewest(inside, table, newest.value, on)),
    order: parseOrder(inside, entryOf(node, 'order')?.value),
  })
  return { rows, tables: [table, ...all], joins: all }
}

/** Child rows by name. */
export function parseRows(scope: Scope, name: string, node: MapNode): DeclaredRows | undefined {
  const declared = parseTiedRows(scope, name, node)
  if (declared !== undefined) refuseThan(scope, declared.rows.on, entryOf(node, 'on')?.value.at ?? node.at)
  return declared
}

/** `exists: { from, on, when }`: rows asked about, never read. */
export function parseExists(node: MapNode, scope: Scope): { rows: Rows; where: Cond } | undefined {
  const declared = parseTiedRows(scope, 'exists', node)
  return declared && { rows: { ...declared.rows, where: always }, where: declared.rows.where }
}
