/** A range of a column -> the comparisons that say it, or, negated, those of which one has to hold. */
import { isAbove, numberOf } from '../fhir/cut.ts'
import type { Test } from '../mapping/cond.ts'
import { inSmallLetters, isOwnOrder } from '../mapping/equality/rule.ts'
import type { Column } from '../mapping/model.ts'
import { isNumeric, isTime } from '../mapping/value.ts'
import { mayHaveBlanks, startsBlank, stripped } from './blanks.ts'
import type { Statement } from './statement.ts'

export type Range = Extract<Test, { readonly is: 'range' }>

/** An end of a range: the operator that keeps what is inside, the one that keeps the rest, and what to compare with. */
type End = readonly [inside: string, outside: string, than: string]

/** Of numbers the ends are cuts, and what is no number lies outside whether they are stated or not. */
function numberEnds(statement: Statement, column: Column, { from, below }: Range): readonly End[] {
  const bind = (text: string): string => statement.bind(column, numberOf(text))
  const beyond = statement.rules.numbers(column)
  const ends: End[] = []
  if (from !== undefined) ends.push(isAbove(from) ? ['>', '<=', bind(from)] : ['>=', '<', bind(from)])
  else if (beyond.above !== undefined) ends.push(['>', '<=', beyond.above])
  if (below !== undefined) ends.push(isAbove(below) ? ['<=', '>', bind(below)] : ['<', '>=', bind(below)])
  else if (beyond.below !== undefined) ends.push(['<', '>=', beyond.below])
  return ends
}

/** SQLite keeps `2020-03-04T10:00` as it was written, behind all others of its day: the days are what an index serves. */
function timedSide(statement: Statement, column: Column, operator: string, bound: string): string {
  const name = statement.name(column)
  const day = statement.bind(column, bound.slice(0, 10) + (operator === '<' ? 'U' : ''))
  return `${name} ${operator} ${day} AND replace(${name}, 'T', ' ') ${operator} ${statement.bind(column, bound)}`
}

const isTimedText = ({ rules }: Statement, column: Column, bound: string): boolean =>
  rules.dialect === 'sqlite' && isTime(column) && bound.length > 10

function side(statement: Statement, column: Column, operator: string, bound: string, name: string): string {
  if (isTimedText(statement, column, bound)) return timedSide(statement, column, operator, bound)
  if (isOwnOrder(column, bound)) return `${name} ${operator} ${statement.bind(column, bound)}`
  return `${statement.rules.ordered(name)} ${operator} ${statement.bind(column, inSmallLetters(column, bound))}`
}

function textEnds(
  statement: Statement,
  column: Column,
  { from, below }: Range,
  negated: boolean,
  name: string,
): string[] {
  return [
    ...(from === undefined ? [] : [side(statement, column, negated ? '<' : '>=', from, name)]),
    ...(below === undefined ? [] : [side(statement, column, negated ? '>=' : '<', below, name)]),
  ]
}

/** What an index serves. Where blanks fill up what is compared, a value with a tab behind it comes before the value. */
function guardOf(statement: Statement, column: Column, test: Range): string {
  const name = statement.name(column)
  const ends = textEnds(statement, column, test, false, name).join(' AND ')
  const bind = (value: string): string => statement.bind(column, value)
  const isFilledUp = test.from !== undefined && statement.rules.ignoresBlanks(column)
  const behind = isFilledUp ? ` OR ${statement.rules.startsWith(name, column, test.from, bind)}` : ''
  return `(${ends} OR ${startsBlank(statement, column)}${behind})`
}

/** Without its blanks a text lies in the range; as it stands too, which an index serves, unless it begins with one. */
export function rangeParts(statement: Statement, column: Column, test: Range, negated: boolean): readonly string[] {
  const name = statement.name(column)
  if (isNumeric(column))
    return numberEnds(statement, column, test).map(
      ([inside, outside, than]) => `${name} ${negated ? outside : inside} ${than}`,
    )
  if (!mayHaveBlanks(column)) return textEnds(statement, column, test, negated, name)
  const hasGuard = !negated && column.indexed === true
  const guard = hasGuard ? guardOf(statement, column, test) : ''
  const ends = textEnds(statement, column, test, negated, stripped(statement, column))
  return hasGuard ? [guard, ...ends] : ends
}
