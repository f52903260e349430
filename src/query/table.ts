/** A table that the mapping reads as a whole (tenants, code lists) -> its statement, columns in the order asked for. */
import type { Cond } from '../mapping/cond.ts'
import type { Column, Table } from '../mapping/model.ts'
import { writePart } from './condition.ts'
import { writeTable, writeWhere } from './from.ts'
import type { Dialect, Query } from './query.ts'
import { startStatement } from './statement.ts'

export interface TableQuestion {
  readonly table: Table
  readonly columns: readonly Column[]
  readonly where: Cond
}

/** Every row of the table that satisfies the condition, in no order. */
export function compileTable({ table, columns, where }: TableQuestion, dialect: Dialect): Query {
  const statement = startStatement(dialect, table.name)
  const list = columns.map((column) => statement.rules.output(statement.name(column), column)).join(', ')
  const from = writeTable(statement, table)
  return statement.finish(`SELECT ${list} FROM ${from}${writeWhere(writePart(statement, where))}`)
}
