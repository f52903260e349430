/** Conditions, and what repeats within a row, read forwards: against one row. */
import { isDecimal } from '../fhir/decimal.ts'
import { withoutUnfit } from '../fhir/primitive.ts'
import { fold } from '../fhir/string.ts'
import type { Cond, Test } from './cond.ts'
import { wholeOf } from './lenses/pipeline.ts'
import { textOf } from './equality/absent.ts'
import { withoutBlanks } from './equality/blanks.ts'
import { isListed, type List } from './equality/list.ts'
import { ruleOf } from './equality/rule.ts'
import type { Column, Each, Facts, Joined, Node, Occurrence, Raw, Reader, Rows } from './model.ts'
import type { Under } from './table.ts'
import { foldText, isNumeric } from './value.ts'
import { leastWall, wallParts } from './zone.ts'

function inRange(column: Column, text: string, from: string | undefined, below: string | undefined): boolean {
  if (isNumeric(column) && !isDecimal(text)) return false
  const { compare } = ruleOf(column)
  return (from === undefined || compare(text, from) >= 0) && (below === undefined || compare(text, below) < 0)
}

/** The characters stand in the text in their order. */
function isSpread(text: string, characters: string): boolean {
  let at = 0
  for (const each of characters) {
    const found = text.indexOf(each, at)
    if (found < 0) return false
    at = found + each.length
  }
  return true
}

/** As searches compare it: what is invisible is not served. */
const plain = (text: string): string => fold(withoutUnfit(text))

function contains(text: string, test: Extract<Test, { text: string }>): boolean {
  if (test.spread === true) return isSpread(plain(text), plain(test.text))
  const folded = test.loose === true ? plain : test.fold ? foldText : (each: string) => each
  const value = folded(text)
  const parts = folded(test.text).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const before = test.is === 'prefix' ? '^' : ''
  return new RegExp(`${before}${parts}${test.is === 'suffix' ? '$' : ''}`, 's').test(value)
}

/** The tenant's today in a column's form: `yyyymmdd`, or a date-time for `local`, or now for `utc`. */
export function today(format: string, facts: Facts): string {
  const { day, time } = wallParts(format === 'utc' ? facts.now : leastWall(facts.tenant.zone, facts.now))
  return format === 'yyyymmdd' ? day.replaceAll('-', '') : format === 'iso' ? day : `${day} ${time}`
}

function resolveTest(cond: Extract<Cond, { readonly kind: 'test' }>, facts: Facts): Cond {
  if (cond.test.is === 'tenant') return { ...cond, test: { is: 'in', values: [facts.tenant.key] } }
  return cond.test.is === 'past' ? { ...cond, test: { is: 'range', below: today(cond.test.format, facts) } } : cond
}

/** Conditions that depend on the clock or on who asks, made plain for one request. */
export function resolveFacts(cond: Cond, facts: Facts): Cond {
  switch (cond.kind) {
    case 'test':
      return resolveTest(cond, facts)
    case 'and':
    case 'or':
      return { ...cond, of: cond.of.map((each) => resolveFacts(each, facts)) }
    case 'not':
      return { ...cond, of: resolveFacts(cond.of, facts) }
    case 'some':
      return { ...cond, where: resolveFacts(cond.where, facts) }
    case 'constant':
      return cond
  }
}

function passes(column: Column, test: Test, reader: Reader, facts: Facts): boolean {
  const text = textOf(column, reader.get(column))
  switch (test.is) {
    case 'any':
      return text !== undefined
    case 'in':
      return text === undefined ? nullAllowed(column, test, reader) : isListed(column, test, text)
    case 'range':
      return text !== undefined && inRange(column, text, test.from, test.below)
    case 'past':
      return text !== undefined && inRange(column, text, undefined, today(test.format, facts))
    case 'tenant':
      return text !== undefined && isListed(column, { is: 'in', values: [facts.tenant.key] }, text)
    case 'prefix':
    case 'contains':
    case 'suffix':
      return text !== undefined && contains(text, test)
  }
}

/** A sentinel may be asked for by name (`r.VAL: ['0000']`), NULL never. */
function nullAllowed(column: Column, list: List, reader: Reader): boolean {
  const text = withoutBlanks(reader.get(column) ?? '')
  return text !== '' && isListed(column, list, text)
}

/** Two-valued, with the same folding as the SQL of the column's own collation. */
export function holds(cond: Cond, reader: Reader, facts: Facts): boolean {
  switch (cond.kind) {
    case 'constant':
      return cond.value
    case 'and':
      return cond.of.every((each) => holds(each, reader, facts))
    case 'or':
      return cond.of.some((each) => holds(each, reader, facts))
    case 'not':
      return !holds(cond.of, reader, facts)
    case 'test':
      return passes(cond.column, cond.test, reader, facts)
    case 'some':
      return reader.rows(cond.rows).some((row) => holds(cond.where, withParent(row, reader, cond.rows), facts))
  }
}

/** A row with one piece of a text as `it`. */
function withPiece(reader: Reader, it: Column, piece: string): Reader {
  return { get: (column) => (column === it ? piece : reader.get(column)), rows: (rows) => reader.rows(rows) }
}

/** Child rows see the columns of their parent too. */
function withParent(row: Reader, parent: Reader, rows: Rows): Reader {
  const aliases = new Set([rows.table.alias, ...rows.joins.map((join) => join.alias)])
  return { get: (column) => (aliases.has(column.alias) ? row : parent).get(column), rows: (each) => parent.rows(each) }
}

/** One text of all rows; none where there is no row. */
export const joinedText = (each: Joined, values: readonly Raw[]): string | undefined =>
  values.length === 0 ? undefined : values.map((value) => value ?? '').join(each.separator)

function joinedRows(each: Joined, reader: Reader): readonly Reader[] {
  const text = joinedText(
    each,
    reader.rows(each.rows).map((row) => row.get(each.column)),
  )
  return text === undefined ? [] : [withPiece(reader, each.it, text)]
}

type Get = (column: Column) => Raw

/** As the database compares the two: by the rule of the inner row's column. */
export function isUnder(under: Under | undefined, inner: Get, outer: Get): boolean {
  if (under === undefined) return true
  const [own, of] = [inner(under.own), outer(under.of)]
  const { key } = ruleOf(under.own)
  return own !== null && of !== null && key(own.trimEnd()) === key(of.trimEnd())
}

/** The readers that an occurrence is built for, one after the other. */
export function repeat(each: Each | undefined, reader: Reader): readonly Reader[] {
  if (each === undefined) return [reader]
  if (each.kind === 'table')
    return reader
      .rows(each.rows)
      .map((row) => withParent(row, reader, each.rows))
      .filter((row) => isUnder(each.under, row.get, row.get))
  if (each.kind === 'joined') return joinedRows(each, reader)
  const whole = textOf(wholeOf(each.it) ?? each.column, reader.get(each.column))
  const pieces = whole?.split(each.separator).map((piece) => piece.trim()) ?? []
  return pieces.filter((piece) => piece !== '').map((piece) => withPiece(reader, each.it, piece))
}

/** Every column that a condition looks at in the row itself (not in child rows). */
export function columnsOfCond(cond: Cond): readonly Column[] {
  switch (cond.kind) {
    case 'test':
      return [wholeOf(cond.column) ?? cond.column]
    case 'and':
    case 'or':
      return cond.of.flatMap(columnsOfCond)
    case 'not':
      return columnsOfCond(cond.of)
    case 'constant':
    case 'some':
      return []
  }
}

/** Every column of the row itself that a node looks at. */
export function columnsOfNode(node: Node): readonly Column[] {
  switch (node.kind) {
    case 'constant':
      return []
    case 'hole':
      return node.lens.columns.map((column) => wholeOf(column) ?? column)
    case 'first':
      return node.of.flatMap(columnsOfOccurrence)
    case 'element':
      return node.children.flatMap((child) => child.occurrences.flatMap(columnsOfOccurrence))
  }
}

export const columnsOfOccurrence = ({ when, each, node }: Occurrence): readonly Column[] =>
  each?.kind === 'table' || each?.kind === 'joined' ? [] : [...columnsOfCond(when), ...columnsOfNode(node)]
