/** Writes rows into an SQLite file: prepared statements, no journal while seeding. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Database, Statement } from 'better-sqlite3'
import type { Knex } from 'knex'
import type { Row, Value } from '../rows.ts'
import type { Column, Table } from '../table.ts'
import { columnNames, type Writer } from './writer.ts'

type Insert = (row: Row) => void

/** For `sqlite:file`, making the file's folder when needed. Until the end, a crash leaves no usable file. */
export function sqliteWriter(url: string): Writer {
  const filename = url.slice('sqlite:'.length)
  if (filename !== ':memory:') mkdirSync(dirname(filename), { recursive: true })
  const inserts = new Map<Table, Insert>()
  return {
    engine: 'sqlite',
    connection: { filename },
    opening: ['PRAGMA journal_mode = OFF', 'PRAGMA synchronous = OFF', 'PRAGMA foreign_keys = OFF'],
    insertRows: async (transaction, table, rows) => {
      const insert = inserts.get(table) ?? (await prepareInsert(transaction, table))
      inserts.set(table, insert)
      rows.forEach(insert)
    },
    closing: async (database) => {
      for (const pragma of ['optimize', 'journal_mode = DELETE']) await database.raw(`PRAGMA ${pragma}`)
    },
  }
}

// knex would compile the statement anew for every row. Its pool has one connection, so a statement stays good.
async function prepareInsert(transaction: Knex.Transaction, table: Table): Promise<Insert> {
  const names = columnNames(table)
  const into = transaction.raw('INSERT INTO ?? (??)', [table.name, names]).toQuery()
  const connection: Database = await transaction.client.acquireConnection()
  const statement: Statement = connection.prepare(`${into} VALUES (${names.map(() => '?').join(', ')})`)
  const values = table.columns.map((column) => valueReader(table, column))
  return (row) => void statement.run(values.map((read) => read(row)))
}

// The oldest tables came over with the blanks that CHAR columns had; the newer ones were copied without.
function valueReader(table: Table, column: Column): (row: Row) => Value {
  const length = table.era === 1 ? Number(/^CHAR\((\d+)\)$/.exec(column.type)?.[1] ?? 0) : 0
  return (row) => {
    const value = row[column.name] ?? null
    return length > 1 && typeof value === 'string' ? value.padEnd(length) : value
  }
}
