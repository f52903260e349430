/** Tables and the terms that tie them -> their text in a FROM. */
import { isNumberAsText } from '../mapping/join-term.ts'
import type { Column, JoinTerm, Table } from '../mapping/model.ts'
import { isNumeric } from '../mapping/value.ts'
import { writeTest } from './atom.ts'
import type { Statement } from './statement.ts'
import { isUuidTerm, writeUuid } from './uuid.ts'

const writeName = ({ rules }: Statement, name: string): string =>
  name
    .split('.')
    .map((part) => rules.quote(part))
    .join('.')

/** Each of these values once, however many rows have them. */
function writeKeys({ rules }: Statement, from: string, columns: readonly string[]): string {
  const list = columns.map((column) => rules.quote(column)).join(', ')
  return `(SELECT DISTINCT ${list} FROM ${from})`
}

function writeSource(statement: Statement, { sql, name, alias, distinct }: Table): string {
  const from = sql === undefined ? writeName(statement, name) : `(${sql})`
  if (distinct === undefined) return from
  return writeKeys(statement, sql === undefined ? from : `${from} ${statement.rules.quote(alias)}`, distinct)
}

/** Derived tables stand as the mapping has them; a name with dots is a table in its schema. */
export const writeTable = (statement: Statement, table: Table): string =>
  `${writeSource(statement, table)} ${statement.rules.quote(table.alias)}`

/** A text is put together as the one it is compared with: no index of `left` is lost. */
function writeRight(statement: Statement, { left, right }: JoinTerm): string {
  if ('constant' in right) return statement.bind(left, right.constant)
  const { rules, name } = statement
  if (!('pieces' in right)) return rules.collated(name(right), right, left)
  return rules.concat(
    right.pieces.map((piece) =>
      typeof piece === 'string'
        ? statement.bind(left, piece)
        : rules.collated(rules.text(name(piece), piece), piece, left),
    ),
  )
}

/** What is less or greater has a value. */
function writeThan(statement: Statement, { left, than, right }: JoinTerm, compared: string): string {
  if (than === undefined) return compared
  const columns = 'alias' in right ? [left, right] : [left]
  return [compared, ...columns.map((column) => writeTest(statement, column, { is: 'any' }, false))].join(' AND ')
}

/** Engines compare a number and a text each in its own way, or not at all. The text is itself, so that its index serves. */
function writeUnlike({ rules, name }: Statement, left: Column, right: Column): string {
  const [one, other] = [left, right].map((each) => (isNumeric(each) ? rules.text(name(each), each) : name(each)))
  return `${one!} = ${other!}`
}

function writeTerm(statement: Statement, term: JoinTerm): string {
  const { left, than, right } = term
  if (isUuidTerm(term)) return writeUuid(statement, term)
  if (isNumberAsText(term)) return writeUnlike(statement, left, right as Column)
  return writeThan(statement, term, `${statement.name(left)} ${than ?? '='} ${writeRight(statement, term)}`)
}

export const writeTerms = (statement: Statement, terms: readonly JoinTerm[]): string =>
  terms.map((term) => writeTerm(statement, term)).join(' AND ')

/** Nothing where all rows are meant, which a plan without tenant and compartment never does. */
export const writeWhere = (parts: readonly string[]): string =>
  parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`
