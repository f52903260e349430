/** One test of a column, or its complement -> SQL that is true, or else false or NULL. Negations are two-valued: a NULL satisfies them. */
import { isAbove, numberOf } from '../fhir/cut.ts'
import type { Test } from '../mapping/cond.ts'
import type { Column } from '../mapping/model.ts'
import { isNumeric } from '../mapping/value.ts'
import { bindingType } from './column-type.ts'
import { fit } from './fit.ts'
import type { LikeTest } from './rules.ts'
import { sentinelsLike, sentinelsOf, sentinelsWithin, spellings } from './spellings.ts'
import type { Statement } from './statement.ts'

const constant = (value: boolean): string => (value ? '1 = 1' : '1 = 0')

function list(statement: Statement, column: Column, values: readonly string[]): string {
  return values.map((value) => statement.bind(column, value)).join(', ')
}

function isIn(statement: Statement, column: Column, values: readonly string[]): string {
  const spelled = spellings(column, values, statement.rules)
  const bound = list(statement, column, spelled)
  return spelled.length === 1 ? `${statement.name(column)} = ${bound}` : `${statement.name(column)} IN (${bound})`
}

function isNotIn(statement: Statement, column: Column, values: readonly string[]): string {
  const spelled = spellings(column, values, statement.rules)
  const bound = list(statement, column, spelled)
  return spelled.length === 1 ? `${statement.name(column)} <> ${bound}` : `${statement.name(column)} NOT IN (${bound})`
}

/** Whether the column has, or has not, one of the texts that mean nothing; compared without blanks at the end. */
function sentinelTest(statement: Statement, column: Column, values: readonly string[], negated: boolean): string {
  const plain = statement.name(column)
  const name = bindingType(column).kind === 'text' ? statement.rules.trimmed(plain, column) : plain
  const bound = list(statement, column, values)
  if (values.length === 1) return `${name} ${negated ? '<>' : '='} ${bound}`
  return `${name} ${negated ? 'NOT IN' : 'IN'} (${bound})`
}

function any(statement: Statement, column: Column, negated: boolean): string {
  const none = sentinelsOf(column)
  const name = statement.name(column)
  if (none.length === 0) return negated ? `${name} IS NULL` : `${name} IS NOT NULL`
  if (!negated) return sentinelTest(statement, column, none, true)
  return `(${name} IS NULL OR ${sentinelTest(statement, column, none, false)})`
}

/** A sentinel may be asked for by name. */
function within(statement: Statement, column: Column, values: readonly string[], negated: boolean): string {
  if (!negated) return isIn(statement, column, values)
  return `(${statement.name(column)} IS NULL OR ${isNotIn(statement, column, values)})`
}

type Range = Extract<Test, { readonly is: 'range' }>

/** An end of a range: the operator that keeps what is inside, the one that keeps the rest, and what to compare with. */
type End = readonly [inside: string, outside: string, than: string]

/** Of numbers the ends are cuts, and what is no number lies outside whether they are stated or not. */
function endsOf(statement: Statement, column: Column, { from, below }: Range): readonly End[] {
  const isCut = isNumeric(column)
  const bind = (text: string): string => statement.bind(column, isCut ? numberOf(text) : text)
  const beyond = isCut ? statement.rules.numbers(column) : {}
  const ends: End[] = []
  if (from !== undefined) ends.push(isCut && isAbove(from) ? ['>', '<=', bind(from)] : ['>=', '<', bind(from)])
  else if (beyond.above !== undefined) ends.push(['>', '<=', beyond.above])
  if (below !== undefined) ends.push(isCut && isAbove(below) ? ['<=', '>', bind(below)] : ['<', '>=', bind(below)])
  else if (beyond.below !== undefined) ends.push(['<', '>=', beyond.below])
  return ends
}

function range(statement: Statement, column: Column, test: Range, negated: boolean): string {
  const name = statement.name(column)
  const { from, below } = test
  const ends = endsOf(statement, column, test)
  if (ends.length === 0) return any(statement, column, negated)
  const parts: string[] = negated ? [`${name} IS NULL`] : []
  parts.push(...ends.map(([inside, outside, than]) => `${name} ${negated ? outside : inside} ${than}`))
  const none = sentinelsWithin(column, from, below)
  if (none.length > 0) parts.push(sentinelTest(statement, column, none, !negated))
  return negated ? `(${parts.join(' OR ')})` : parts.join(' AND ')
}

function like(statement: Statement, column: Column, test: LikeTest, negated: boolean): string {
  const name = statement.name(column)
  const { rules } = statement
  const matched = rules.like(name, column, test, (value) => statement.bind(column, value))
  const none = sentinelsLike(column, test)
  const outside = none.length === 0 ? '' : sentinelTest(statement, column, none, !negated)
  if (!negated) return outside === '' ? matched : `${matched} AND ${outside}`
  return `(${name} IS NULL OR NOT (${matched})${outside === '' ? '' : ` OR ${outside}`})`
}

/** `past` has to be resolved to a range before: see `resolveClock` of mapping/forward.ts. */
export function writeTest(statement: Statement, column: Column, asked: Test, negated: boolean): string {
  const test = fit(column, asked, statement.rules.dialect)
  if (test === false) return constant(negated)
  switch (test.is) {
    case 'any':
      return any(statement, column, negated)
    case 'in':
      return within(statement, column, test.values, negated)
    case 'range':
      return range(statement, column, test, negated)
    case 'past':
      throw new Error(`a test of ${column.name} against today was not resolved`)
    default:
      return like(statement, column, test, negated)
  }
}
