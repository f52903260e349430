/** Tables and the terms that tie them -> their text in a FROM. */
import type { JoinTerm, Table } from '../mapping/model.ts'
import { writeTest } from './atom.ts'
import type { Statement } from './statement.ts'

const writeName = ({ rules }: Statement, name: string): string =>
  name
    .split('.')
    .map((part) => rules.quote(part))
    .join('.')

/** The keys of groups: each once, however many rows have it. */
function writeKeys(statement: Statement, { name }: Table, columns: readonly string[]): string {
  const list = columns.map((column) => statement.rules.quote(column)).join(', ')
  return `(SELECT DISTINCT ${list} FROM ${writeName(statement, name)})`
}

function writeSource(statement: Statement, table: Table): string {
  if (table.sql !== undefined) return `(${table.sql})`
  return table.distinct === undefined ? writeName(statement, table.name) : writeKeys(statement, table, table.distinct)
}

/** Derived tables stand as the mapping has them; a name with dots is a table in its schema. */
export const writeTable = (statement: Statement, table: Table): string =>
  `${writeSource(statement, table)} ${statement.rules.quote(table.alias)}`

/** A text is put together as the one it is compared with: no index of `left` is lost. */
function writeRight(statement: Statement, { left, right }: JoinTerm): string {
  if ('constant' in right) return statement.bind(left, right.constant)
  if (!('pieces' in right)) return statement.name(right)
  const { rules } = statement
  return rules.concat(
    right.pieces.map((piece) =>
      typeof piece === 'string' ? statement.bind(left, piece) : rules.text(statement.name(piece), piece),
    ),
  )
}

/** What is less or greater has a value. */
function writeThan(statement: Statement, { left, than, right }: JoinTerm, compared: string): string {
  if (than === undefined) return compared
  const columns = 'alias' in right ? [left, right] : [left]
  return [compared, ...columns.map((column) => writeTest(statement, column, { is: 'any' }, false))].join(' AND ')
}

const writeTerm = (statement: Statement, term: JoinTerm): string =>
  writeThan(statement, term, `${statement.name(term.left)} ${term.than ?? '='} ${writeRight(statement, term)}`)

export const writeTerms = (statement: Statement, terms: readonly JoinTerm[]): string =>
  terms.map((term) => writeTerm(statement, term)).join(' AND ')

/** Nothing where all rows are meant, which a plan without tenant and compartment never does. */
export const writeWhere = (parts: readonly string[]): string =>
  parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`
