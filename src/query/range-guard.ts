/** A range of texts that may have white space around them -> what lets pass every text that lies in it without, by an index over the column as it stands. */
import type { Test } from '../mapping/cond.ts'
import { isDigits } from '../mapping/equality/order.ts'
import type { Column } from '../mapping/model.ts'
import { isTime } from '../mapping/value.ts'
import { aboveDay, dayOf, startsBlank } from './blanks.ts'
import { mayHaveBlanks } from './column-type.ts'
import type { Statement } from './statement.ts'

type Range = Extract<Test, { readonly is: 'range' }>

const isOrdered = ({ from = '', below = '' }: Range): boolean => isDigits(from) && isDigits(below)

/** Texts in front of `below` that lie behind it with the blank of the old code pages behind them: what it begins with, as far as that is in the range. */
function shorter({ from = '', below = '' }: Range): readonly string[] {
  const heads = Array.from({ length: below.length }, (_, length) => below.slice(0, length))
  return heads.filter((head) => head !== '' && head >= from)
}

/** Where blanks fill up what is compared, a value with a tab behind it comes before the value. */
function behindFrom(statement: Statement, column: Column, { from }: Range): readonly string[] {
  if (from === undefined || !statement.rules.ignoresBlanks(column)) return []
  const bind = (value: string): string => statement.bind(column, value)
  return [statement.rules.startsWith(statement.name(column), column, from, bind)]
}

function ownRange(statement: Statement, column: Column, { from, below }: Range): string {
  const name = statement.name(column)
  return [
    ...(from === undefined ? [] : [`${name} >= ${statement.bind(column, from)}`]),
    ...(below === undefined ? [] : [`${name} < ${statement.bind(column, below)}`]),
  ].join(' AND ')
}

/** SQLite has days and times as texts of several forms: whole days of them. */
function wholeDays({ from, below }: Range): Range {
  return {
    is: 'range',
    ...(from !== undefined && { from: dayOf(from) }),
    ...(below !== undefined && { below: below.length > 10 ? aboveDay(below) : below }),
  }
}

function textParts(statement: Statement, column: Column, test: Range): readonly string[] {
  const name = statement.name(column)
  const bind = (value: string): string => statement.bind(column, value)
  return [
    ownRange(statement, column, test),
    startsBlank(statement, column),
    ...behindFrom(statement, column, test),
    ...shorter(test).map((head) => statement.rules.unbroken(name, column, head, bind)),
  ]
}

/** A text that is compared without the `T` in it is found by its day. */
const isLong = ({ from = '', below = '' }: Range): boolean => Math.max(from.length, below.length) > 10

function timeGuard(statement: Statement, column: Column, test: Range): readonly string[] {
  if (mayHaveBlanks(column))
    return [`(${ownRange(statement, column, wholeDays(test))} OR ${startsBlank(statement, column)})`]
  return isLong(test) ? [ownRange(statement, column, wholeDays(test))] : []
}

/** Nothing where no index could serve it, and where the comparison itself is served. */
export function rangeGuard(statement: Statement, column: Column, test: Range): readonly string[] {
  if (column.indexed !== true) return []
  if (isTime(column)) return statement.rules.dialect === 'sqlite' ? timeGuard(statement, column, test) : []
  if (!mayHaveBlanks(column) || !isOrdered(test)) return []
  return [`(${textParts(statement, column, test).join(' OR ')})`]
}
