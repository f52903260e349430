/** Tables, joins and their terms -> the text of a FROM. */
import type { Join, JoinTerm, Table } from '../mapping/model.ts'
import type { Statement } from './statement.ts'

/** Derived tables stand as the mapping has them; a name with dots is a table in its schema. */
export function writeTable({ rules }: Statement, table: Table): string {
  const name =
    table.sql === undefined
      ? table.name
          .split('.')
          .map((part) => rules.quote(part))
          .join('.')
      : `(${table.sql})`
  return `${name} ${rules.quote(table.alias)}`
}

function writeTerm(statement: Statement, { left, right }: JoinTerm): string {
  const other = 'constant' in right ? statement.bind(left, right.constant) : statement.name(right)
  return `${statement.name(left)} = ${other}`
}

export const writeTerms = (statement: Statement, terms: readonly JoinTerm[]): string =>
  terms.map((term) => writeTerm(statement, term)).join(' AND ')

const writeJoin = (statement: Statement, word: string, join: Join): string =>
  ` ${word} ${writeTable(statement, join)} ON ${writeTerms(statement, join.on)}`

/** To-one joins: a row without a partner stays. */
export const writeJoins = (statement: Statement, joins: readonly Join[]): string =>
  joins.map((join) => writeJoin(statement, 'LEFT JOIN', join)).join('')

/** The patient that a row belongs to: a row without one is nobody's. */
export const writeRootJoin = (statement: Statement, join: Join): string => writeJoin(statement, 'INNER JOIN', join)
