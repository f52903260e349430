/** What differs between the engines when the seeder connects and writes. */
import type { Knex } from 'knex'
import type { Row, Value } from '../rows.ts'
import type { Column, Table } from '../table.ts'
import type { Engine } from '../ddl.ts'

export interface Writer {
  readonly engine: Engine
  readonly connection: NonNullable<Knex.Config['connection']>
  /** Statements for the one connection before all others. */
  readonly opening?: readonly string[]
  /** Inserts rows of a table, keys included; a column that a row leaves out is NULL, whatever its default. */
  readonly insertRows: (transaction: Knex.Transaction, table: Table, rows: readonly Row[]) => Promise<void>
  /** What is to be done when all rows are in. */
  readonly closing?: (database: Knex) => Promise<void>
}

/** The names of the columns, in their order. */
export function columnNames(table: Table): string[] {
  return table.columns.map(({ name }) => name)
}

/** A row with all its columns, each value in the form that `valueOf` gives it. */
export function wholeRow<T>(table: Table, row: Row, valueOf: (column: Column, value: Value) => T): Record<string, T> {
  return Object.fromEntries(table.columns.map((column) => [column.name, valueOf(column, row[column.name] ?? null)]))
}
