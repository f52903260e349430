/** A range of a column -> the comparisons that say it, or, negated, those of which one has to hold. */
import { isAbove, numberOf } from '../fhir/cut.ts'
import type { Test } from '../mapping/cond.ts'
import { isOwnOrder } from '../mapping/equality/order.ts'
import { asciiCase } from '../mapping/equality/rule.ts'
import type { Column } from '../mapping/model.ts'
import { isNumeric, isTextual, isTime } from '../mapping/value.ts'
import { stripped } from './blanks.ts'
import { mayHaveBlanks } from './column-type.ts'
import { rangeGuard } from './range-guard.ts'
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

/** SQLite keeps `2020-03-04T10:00` as it was written, behind all others of its day. */
const isTimedText = ({ rules }: Statement, column: Column, bound: string): boolean =>
  rules.dialect === 'sqlite' && isTime(column) && bound.length > 10

/** Without white space that may be around it a text is ordered as the row orders it; where there surely is none, the column is, as far as its own order is that. */
function side(statement: Statement, column: Column, operator: string, bound: string): string {
  const name = stripped(statement, column)
  if (isTimedText(statement, column, bound))
    return `replace(${name}, 'T', ' ') ${operator} ${statement.bind(column, bound)}`
  const isPlain = !isTextual(column) || (!mayHaveBlanks(column) && isOwnOrder(column, bound))
  if (isPlain) return `${name} ${operator} ${statement.bind(column, bound)}`
  const text = statement.rules.ordered(name, column, /[a-z]/i.test(bound))
  return `${text} ${operator} ${statement.bind(column, asciiCase(bound))}`
}

/** What an index serves stands in front. */
export function rangeParts(statement: Statement, column: Column, test: Range, negated: boolean): readonly string[] {
  if (isNumeric(column)) {
    const name = statement.name(column)
    return numberEnds(statement, column, test).map(
      ([inside, outside, than]) => `${name} ${negated ? outside : inside} ${than}`,
    )
  }
  const guard = negated ? [] : rangeGuard(statement, column, test)
  const { from, below } = test
  return [
    ...guard,
    ...(from === undefined ? [] : [side(statement, column, negated ? '<' : '>=', from)]),
    ...(below === undefined ? [] : [side(statement, column, negated ? '>=' : '<', below)]),
  ]
}
