/** The rows of a child table -> the statement that reads them for a batch of their parents at once. */
import { outerColumns, spell } from '../mapping/join-term.ts'
import type { Column, Facts, JoinTerm, Raw, Rows } from '../mapping/model.ts'
import { writeJoins, writePart } from './condition.ts'
import { writeTable, writeTerms } from './from.ts'
import { neededJoins } from './joins.ts'
import { writeKeys } from './key.ts'
import type { Dialect } from './query.ts'
import { distinct, type CompiledRows } from './rows.ts'
import { writeSelected } from './selected.ts'
import { startStatement, type Statement } from './statement.ts'
import { isUuidTerm } from './uuid.ts'

const isToParent = ({ right }: JoinTerm): boolean => !('constant' in right)

/** The columns of the outer statement whose values lead to child rows, in this order. */
export const parentColumns = (rows: Rows): readonly Column[] => rows.on.flatMap(outerColumns)

type KeyOf = (values: readonly Raw[]) => readonly Raw[]

const asItStands: KeyOf = (values) => values

/** What makes of values of {@link parentColumns} those of {@link childColumns}. */
export function childKeyOf(rows: Rows): KeyOf {
  const terms = rows.on.filter(isToParent)
  if (!terms.some(({ right }) => 'pieces' in right)) return asItStands
  return (values) => {
    let at = 0
    return terms.map((term) => spell(term, values.slice(at, (at += outerColumns(term).length))))
  }
}

/** The columns of the child statement by which its rows are told apart. */
export const childColumns = (rows: Rows): readonly Column[] => rows.on.filter(isToParent).map((term) => term.left)

function writeOrder(statement: Statement, rows: Rows): string {
  const order = rows.order
    .filter(({ column }) => !column.missing)
    .map(({ column, descending }) => statement.name(column) + (descending ? ' DESC' : ''))
  // The rows of one parent stand under two spellings of a uuid.
  const keys = rows.on.filter((term) => isToParent(term) && !(isUuidTerm(term) && order.length > 0))
  return [...keys.map(({ left }) => statement.name(left)), ...order].join(', ')
}

/**
 * `parents` are values of {@link childColumns} (see {@link childKeyOf}), at most {@link maximumKeys} of them, as the database
 * gave them (blanks at the end and all). The answer's columns begin with {@link childColumns}.
 */
export function compileChildren(
  rows: Rows,
  columns: readonly Column[],
  parents: readonly (readonly string[])[],
  dialect: Dialect,
  facts?: Facts,
): CompiledRows {
  const statement = startStatement(dialect, rows.table.name, facts)
  const keys = childColumns(rows)
  const selected = distinct([...keys, ...columns])
  const list = selected.map((column) => writeSelected(statement, column)).join(', ')
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
