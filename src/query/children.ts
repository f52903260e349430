/** The rows of a child table -> the statement that reads them for a batch of their parents at once. */
import type { Column, JoinTerm, Rows } from '../mapping/model.ts'
import { writePart } from './condition.ts'
import { writeJoins, writeTable, writeTerms } from './from.ts'
import { neededJoins } from './joins.ts'
import { writeKeys } from './key.ts'
import type { Dialect } from './query.ts'
import { distinct, type CompiledRows } from './rows.ts'
import { startStatement, type Statement } from './statement.ts'

const isToParent = (term: JoinTerm): term is JoinTerm & { readonly right: Column } => !('constant' in term.right)

/** The columns of the outer statement whose values {@link compileChildren} is given, in this order. */
export const parentColumns = (rows: Rows): readonly Column[] => rows.on.filter(isToParent).map((term) => term.right)

/** The columns of the child statement that hold those values, in the same order: its rows are told apart by them. */
export const childColumns = (rows: Rows): readonly Column[] => rows.on.filter(isToParent).map((term) => term.left)

function writeOrder(statement: Statement, rows: Rows): string {
  const order = rows.order.map(({ column, descending }) => statement.name(column) + (descending ? ' DESC' : ''))
  return [...childColumns(rows).map((column) => statement.name(column)), ...order].join(', ')
}

/**
 * `parents` are values of {@link parentColumns}, at most {@link maximumKeys} of them, as the database gave them (blanks at
 * the end and all). The answer's columns begin with {@link childColumns}.
 */
export function compileChildren(
  rows: Rows,
  columns: readonly Column[],
  parents: readonly (readonly string[])[],
  dialect: Dialect,
): CompiledRows {
  const statement = startStatement(dialect)
  const keys = childColumns(rows)
  const selected = distinct([...keys, ...columns])
  const list = selected.map((column) => statement.rules.output(statement.name(column), column)).join(', ')
  const ordered = rows.order.map(({ column }) => column)
  const joins = neededJoins(
    rows.joins,
    [rows.where],
    [...selected, ...ordered],
    rows.on.map(({ left }) => ({ left, right: left })),
  )
  const from = `FROM ${writeTable(statement, rows.table)}${writeJoins(statement, joins)}`
  const constants = rows.on.filter((term) => !isToParent(term))
  const parts = [
    writeKeys(statement, keys, parents),
    ...(constants.length === 0 ? [] : [writeTerms(statement, constants)]),
    ...writePart(statement, rows.where),
  ]
  const sql = `SELECT ${list} ${from} WHERE ${parts.join(' AND ')} ORDER BY ${writeOrder(statement, rows)}`
  return { query: statement.finish(sql), columns: selected }
}
