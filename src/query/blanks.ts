/** White space around stored texts is not part of them: what finds a value that has some, by an index where there is one. */
import type { Column } from '../mapping/model.ts'
import { isTime } from '../mapping/value.ts'
import { mayHaveBlanks } from './column-type.ts'
import type { Statement } from './statement.ts'

/** The column without white space around it, of texts that may have some; else as it stands. */
export const stripped = (statement: Statement, column: Column): string =>
  mayHaveBlanks(column) ? statement.rules.stripped(statement.name(column), column) : statement.name(column)

/** Those that may stand in the column with white space around them: what fills it up has no room for any. SQLite keeps to no length. */
export function withRoom({ rules }: Statement, column: Column, values: readonly string[]): readonly string[] {
  if (!mayHaveBlanks(column)) return []
  const { length } = column.schema
  if (length === undefined || rules.dialect === 'sqlite') return values
  return values.filter((value) => [...value].length < length)
}

export const startsBlank = (statement: Statement, column: Column): string =>
  statement.rules.startsBlank(statement.name(column), column)

/** Of a text of a date-time the day, and what is above all that begin with it, whatever stands behind. */
export const dayOf = (text: string): string => text.slice(0, 10)
export const aboveDay = (text: string): string => `${dayOf(text)}\u00a1`

/** More values than this are compared without a look at the index. */
const mostGuarded = 50

/** Rows that may be meant though their text is not spelled so: it begins with white space, or a value stands in front of it. */
function guard(statement: Statement, column: Column, values: readonly string[]): string {
  const name = statement.name(column)
  const bind = (value: string): string => statement.bind(column, value)
  const behind = isTime(column)
    ? [...new Set(values.map(dayOf))].map((day) => `${name} >= ${bind(day)} AND ${name} < ${bind(aboveDay(day))}`)
    : values.map((value) => statement.rules.startsWith(name, column, value, bind))
  return `(${[startsBlank(statement, column), ...behind].join(' OR ')})`
}

/** What stands before the comparison without blanks, so that it is made of few rows: nothing where no index is lost by it. */
export function guardOf(statement: Statement, column: Column, values: readonly string[]): string {
  const isGuarded = column.indexed === true && values.length <= mostGuarded
  return isGuarded ? `${guard(statement, column, values)} AND ` : ''
}
