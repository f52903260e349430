/** A condition -> the text of a WHERE, and joins, which have conditions of their own. NOT is pushed down to the tests, since SQL's own is not a complement where there are NULLs. */
import { and, not, or, test, type Cond, type Test } from '../mapping/cond.ts'
import { resolveFacts } from '../mapping/forward.ts'
import type { Column, Join, Rows, Source } from '../mapping/model.ts'
import type { ColumnChoice } from '../mapping/table.ts'
import { writeTest } from './atom.ts'
import { neededJoins } from './joins.ts'
import { writeTable, writeTerms } from './from.ts'
import { writeNewer } from './newer.ts'
import type { Statement } from './statement.ts'

type Group = Extract<Cond, { readonly kind: 'and' | 'or' }>

const longestChain = 100

/** A chain of n is an expression n deep, and engines limit that (SQLite at 1,000): long ones are written in pieces. */
function chain(parts: readonly string[], word: string): string {
  if (parts.length <= longestChain) return parts.join(word)
  const starts = Array.from({ length: Math.ceil(parts.length / longestChain) }, (_, at) => at * longestChain)
  const pieces = starts.map((start) => `(${parts.slice(start, start + longestChain).join(word)})`)
  return chain(pieces, word)
}

function writeGroup(statement: Statement, group: Group, negated: boolean, nested: boolean): string {
  const word = (group.kind === 'and') === negated ? ' OR ' : ' AND '
  const parts = group.of.map((part) => write(statement, part, negated, true))
  const text = chain(parts, word)
  return nested ? `(${text})` : text
}

function writeExists(statement: Statement, rows: Rows, where: Cond, negated: boolean): string {
  const joins = neededJoins(
    rows.joins,
    [rows.where, where],
    rows.on.map(({ left }) => left),
  )
  const from = `${writeTable(statement, rows.table)}${writeJoins(statement, joins)}`
  const parts = [
    ...(rows.on.length === 0 ? [] : [writeTerms(statement, rows.on)]),
    ...[rows.where, where].flatMap((part) => writePart(statement, part)),
    ...(rows.newer === undefined ? [] : [writeNewer(statement, rows.newer)]),
  ]
  return `${negated ? 'NOT ' : ''}EXISTS (SELECT 1 FROM ${from} WHERE ${parts.join(' AND ')})`
}

/** Of each of the two columns where it counts, so that what indexes there are can serve. */
const ofChoice = ({ when, then, otherwise }: ColumnChoice, asked: Test): Cond =>
  or(and(not(when), test(otherwise, asked)), and(when, test(then, asked)))

function write(statement: Statement, cond: Cond, negated: boolean, nested: boolean): string {
  switch (cond.kind) {
    case 'constant':
      return cond.value === negated ? '1 = 0' : '1 = 1'
    case 'and':
    case 'or':
      return writeGroup(statement, cond, negated, nested)
    case 'not':
      return write(statement, cond.of, !negated, nested)
    case 'test':
      return cond.column.choice === undefined
        ? writeTest(statement, cond.column, cond.test, negated)
        : write(statement, ofChoice(cond.column.choice, cond.test), negated, nested)
    case 'some':
      return writeExists(statement, cond.rows, cond.where, negated)
  }
}

const isAlways = (cond: Cond): boolean => cond.kind === 'constant' && cond.value

/** As one part of a chain of ANDs; nothing for a condition that always holds. */
export function writePart(statement: Statement, cond: Cond): readonly string[] {
  if (isAlways(cond)) return []
  return cond.kind === 'and' && cond.of.length <= longestChain
    ? cond.of.map((part) => write(statement, part, false, true))
    : [write(statement, cond, false, true)]
}

/** A value of the SELECT list. */
export function writeColumn(statement: Statement, column: Column): string {
  const { choice } = column
  if (choice === undefined) return statement.name(column)
  const when = write(statement, choice.when, false, false)
  return `CASE WHEN ${when} THEN ${statement.name(choice.then)} ELSE ${statement.name(choice.otherwise)} END`
}

/** As the whole text between a word and the next. */
export const writeCondition = (statement: Statement, cond: Cond): string => write(statement, cond, false, false)

const resolved = ({ facts }: Statement, cond: Cond): Cond => (facts === undefined ? cond : resolveFacts(cond, facts))

/** What stands behind the ON of a join. */
export function writeOn(statement: Statement, join: Join): string {
  const on = writeTerms(statement, join.on)
  const more = join.where === undefined ? [] : writePart(statement, resolved(statement, join.where))
  return [on, ...more].join(' AND ')
}

const writeJoin = (statement: Statement, word: string, join: Join): string =>
  ` ${word} ${writeTable(statement, join)} ON ${writeOn(statement, join)}`

/** To-one joins: a row without a partner stays. */
export const writeJoins = (statement: Statement, joins: readonly Join[]): string =>
  joins.map((join) => writeJoin(statement, 'LEFT JOIN', join)).join('')

/** The patient that a row belongs to: a row without one is nobody's. And the one that this patient was merged into. */
function writeRoot(statement: Statement, { root }: Source): string {
  if (root.kind !== 'reference') return ''
  const survivor = root.merge?.survivor
  return writeJoin(statement, 'INNER JOIN', root.join) + writeJoins(statement, survivor === undefined ? [] : [survivor])
}

/** The joins around the patient's row: those that it may lean on before it, the rows that references name behind it. */
export function writeAround(statement: Statement, source: Source, joins: readonly Join[], isRooted = true): string {
  const before = joins.filter(({ isReferred }) => isReferred === undefined)
  const behind = joins.filter(({ isReferred }) => isReferred)
  return `${writeJoins(statement, before)}${isRooted ? writeRoot(statement, source) : ''}${writeJoins(statement, behind)}`
}
