/** Writes rows into an SQLite file: one transaction, prepared statements, no journal while seeding. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database, { type Statement } from 'better-sqlite3'
import { quote } from '../ddl.ts'
import type { Row, Value } from '../rows.ts'
import type { Column, Table } from '../table.ts'
import type { Store } from './store.ts'

/** Opens `sqlite:file`, making the file and its folder when needed. Until `finish`, a crash leaves no usable file. */
export function openSqlite(url: string): Store {
  const file = url.slice('sqlite:'.length)
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const database = new Database(file)
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN')
  const inserts = new Map<Table, (row: Row) => void>()
  return {
    engine: 'sqlite',
    tableNames: async () => tableNames(database),
    execute: async (sql) => void database.exec(sql),
    insert: async (batch) => {
      for (const [table, rows] of batch) rows.forEach(inserterOf(database, inserts, table))
    },
    finish: async () => {
      database.exec('COMMIT; PRAGMA optimize; PRAGMA journal_mode = DELETE')
      database.close()
    },
    abandon: async () => void database.close(),
  }
}

function tableNames(database: Database.Database): string[] {
  const statement = database.prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`)
  return statement.all().map(({ name }) => name)
}

function inserterOf(
  database: Database.Database,
  known: Map<Table, (row: Row) => void>,
  table: Table,
): (row: Row) => void {
  const inserter = known.get(table) ?? makeInserter(database.prepare(insertText(table)), table)
  known.set(table, inserter)
  return inserter
}

function makeInserter(statement: Statement, table: Table): (row: Row) => void {
  const values = table.columns.map((column) => valueReader(table, column))
  return (row) => void statement.run(values.map((read) => read(row)))
}

function insertText(table: Table): string {
  const names = table.columns.map((column) => quote('sqlite', column.name)).join(', ')
  return `INSERT INTO ${quote('sqlite', table.name)} (${names}) VALUES (${table.columns.map(() => '?').join(', ')})`
}

// The oldest tables came over with the blanks that CHAR columns had; the newer ones were copied without.
function valueReader(table: Table, column: Column): (row: Row) => Value {
  const length = table.era === 1 ? Number(/^CHAR\((\d+)\)$/.exec(column.type)?.[1] ?? 0) : 0
  return (row) => {
    const value = row[column.name] ?? null
    return length > 1 && typeof value === 'string' ? value.padEnd(length) : value
  }
}
