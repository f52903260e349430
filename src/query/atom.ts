/** One test of a column, or its complement -> SQL that is true, or else false or NULL. Negations are two-valued: a NULL satisfies them. */
import type { Test } from '../mapping/cond.ts'
import { asciiCase } from '../mapping/equality/rule.ts'
import type { Column } from '../mapping/model.ts'
import { isTextual } from '../mapping/value.ts'
import { guardOf, startsBlank, stripped, withRoom } from './blanks.ts'
import { bindingType, mayHaveBlanks } from './column-type.ts'
import { fit } from './fit.ts'
import { padded } from './padded.ts'
import { rangeParts, type Range } from './range.ts'
import type { LikeTest } from './rules.ts'
import { veiledSeek } from './veiled.ts'
import { momentSpellings, sentinelsLike, sentinelsOf, sentinelsWithin, spellings } from './spellings.ts'
import type { Statement } from './statement.ts'

const constant = (value: boolean): string => (value ? '1 = 1' : '1 = 0')

function listed(statement: Statement, column: Column, values: readonly string[]): readonly string[] {
  return padded(values).flatMap((value) => statement.rules.held(statement.bind(column, value), column))
}

const list = (statement: Statement, column: Column, values: readonly string[]): string =>
  listed(statement, column, values).join(', ')

type List = Extract<Test, { readonly is: 'in' }>

function isIn(statement: Statement, column: Column, values: readonly string[], negated: boolean, name: string): string {
  const bound = listed(statement, column, values)
  if (bound.length === 1) return `${name} ${negated ? '<>' : '='} ${bound[0]!}`
  return `${name} ${negated ? 'NOT IN' : 'IN'} (${bound.join(', ')})`
}

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text)

/** Where the list folds, both sides are written small; letters beyond ASCII, which engines fold as they like, are spelled out. No index serves that. */
function inFolded(statement: Statement, column: Column, values: readonly string[], negated: boolean): string {
  const { rules } = statement
  const name =
    withRoom(statement, column, values).length > 0
      ? stripped(statement, column)
      : rules.trimmed(statement.name(column), column)
  const bind = (text: string): string => statement.bind(column, text)
  const [plain, others] = [values.filter(isAscii).map(asciiCase), values.filter((value) => !isAscii(value))]
  // Bound in the order in which they stand.
  const parts = [
    ...(plain.length === 0 ? [] : [isIn(statement, column, plain, negated, rules.ordered(name, column, true))]),
    ...others.map((value) => `${negated ? 'NOT ' : ''}${rules.spelled(name, column, value, bind)}`),
  ]
  const text = parts.join(negated ? ' AND ' : ' OR ')
  return parts.length > 1 && !negated ? `(${text})` : text
}

function inList(statement: Statement, column: Column, { values, fold }: List, negated: boolean): string {
  if (fold === true) return inFolded(statement, column, values, negated)
  const { rules } = statement
  const spelled = momentSpellings(column, spellings(column, values, rules), rules.dialect)
  const plain = isIn(statement, column, spelled, negated, statement.name(column))
  const spaced = isTextual(column) ? withRoom(statement, column, values) : mayHaveBlanks(column) ? spelled : []
  if (spaced.length === 0) return plain
  if (negated) return `${plain} AND ${isIn(statement, column, spaced, true, stripped(statement, column))}`
  // Bound in the order in which they stand.
  const guarded = guardOf(statement, column, spaced)
  return `(${plain} OR ${guarded}${isIn(statement, column, spaced, false, stripped(statement, column))})`
}

function comparable(statement: Statement, column: Column): string {
  if (mayHaveBlanks(column)) return stripped(statement, column)
  const plain = statement.name(column)
  return bindingType(column).kind === 'text' ? statement.rules.trimmed(plain, column) : plain
}

/** Whether the column has, or has not, one of the texts that mean nothing; compared without the blanks around. */
function sentinelTest(statement: Statement, column: Column, values: readonly string[], negated: boolean): string {
  const name = comparable(statement, column)
  const bound = list(statement, column, values)
  if (values.length === 1) return `${name} ${negated ? '<>' : '='} ${bound}`
  return `${name} ${negated ? 'NOT IN' : 'IN'} (${bound})`
}

function any(statement: Statement, column: Column, negated: boolean): string {
  const none = sentinelsOf(column, statement.rules.dialect)
  const name = statement.name(column)
  if (none.length === 0) return negated ? `${name} IS NULL` : `${name} IS NOT NULL`
  if (!negated) return sentinelTest(statement, column, none, true)
  return `(${name} IS NULL OR ${sentinelTest(statement, column, none, false)})`
}

/** A sentinel may be asked for by name. */
function within(statement: Statement, column: Column, test: List, negated: boolean): string {
  const written = inList(statement, column, test, negated)
  return negated ? `(${statement.name(column)} IS NULL OR ${written})` : written
}

function range(statement: Statement, column: Column, test: Range, negated: boolean): string {
  const { from, below } = test
  const ends = rangeParts(statement, column, test, negated)
  if (ends.length === 0) return any(statement, column, negated)
  const parts: string[] = negated ? [`${statement.name(column)} IS NULL`, ...ends] : [...ends]
  const none = sentinelsWithin(column, from, below, statement.rules.dialect)
  if (none.length > 0) parts.push(sentinelTest(statement, column, none, !negated))
  return negated ? `(${parts.join(' OR ')})` : parts.join(' AND ')
}

/** A pattern asks the text without the blanks around it; a prefix also as it stands, which an index may serve. */
function matches(statement: Statement, column: Column, test: LikeTest): string {
  const { rules } = statement
  const bind = (value: string): string => statement.bind(column, value)
  const plain = (): string => rules.like(statement.name(column), column, test, bind)
  const inner = (): string => rules.like(stripped(statement, column), column, test, bind)
  if (test.heads !== undefined && column.indexed === true)
    return veiledSeek(statement.name(column), test.heads, bind) + plain()
  if (!mayHaveBlanks(column) || test.is === 'contains' || test.loose === true) return plain()
  if (test.is === 'suffix') return inner()
  return `(${plain()} OR ${startsBlank(statement, column)} AND ${inner()})`
}

function like(statement: Statement, column: Column, test: LikeTest, negated: boolean): string {
  const name = statement.name(column)
  const matched = matches(statement, column, test)
  const none = sentinelsLike(column, test, statement.rules.dialect)
  const outside = none.length === 0 ? '' : sentinelTest(statement, column, none, !negated)
  if (!negated) return outside === '' ? matched : `${matched} AND ${outside}`
  return `(${name} IS NULL OR NOT (${matched})${outside === '' ? '' : ` OR ${outside}`})`
}

/** `past` and `tenant` have to be resolved before: see `resolveFacts` of mapping/forward.ts. */
export function writeTest(statement: Statement, column: Column, asked: Test, negated: boolean): string {
  const test = fit(column, asked, statement.rules.dialect)
  if (test === false) return constant(negated)
  switch (test.is) {
    case 'any':
      return any(statement, column, negated)
    case 'in':
      return within(statement, column, test, negated)
    case 'range':
      return range(statement, column, test, negated)
    case 'past':
    case 'tenant':
      throw new Error(`a test of ${column.name} against today, or who asks, was not resolved`)
    default:
      return like(statement, column, test, negated)
  }
}
