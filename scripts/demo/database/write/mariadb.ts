/** Writes rows into MariaDB or MySQL with multi-row inserts. */
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise'
import { quote } from '../ddl.ts'
import type { Row, Value } from '../rows.ts'
import type { Table } from '../table.ts'
import type { Batch, Store } from './store.ts'

const rowsAtOnce = 500

/** Connects to `mariadb://user:password@host:port/database`. */
export async function connectMariadb(url: string): Promise<Store> {
  const uri = url.replace(/^mariadb:/, 'mysql:')
  const connection = await mysql.createConnection({ uri, charset: 'utf8mb4_general_ci', dateStrings: true })
  // A key of 0 is a key here, not a request for the next one.
  await connection.query(`SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')`)
  return {
    engine: 'mariadb',
    tableNames: () => tableNames(connection),
    execute: async (sql) => void (await connection.query(sql)),
    insert: (batch) => insertBatch(connection, batch),
    finish: () => connection.end(),
    abandon: () => connection.end(),
  }
}

async function tableNames(connection: Connection): Promise<string[]> {
  const text = 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = database()'
  const [rows] = await connection.query<RowDataPacket[]>(text)
  return rows.map((row) => String(row['name']))
}

async function insertBatch(connection: Connection, batch: Batch): Promise<void> {
  await connection.beginTransaction()
  for (const [table, rows] of batch) {
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      await connection.query(insertText(table), [rows.slice(at, at + rowsAtOnce).map((row) => listed(table, row))])
    }
  }
  await connection.commit()
}

function insertText(table: Table): string {
  const names = table.columns.map((column) => quote('mariadb', column.name)).join(', ')
  return `INSERT INTO ${quote('mariadb', table.name)} (${names}) VALUES ?`
}

function listed(table: Table, row: Row): (Value | Buffer)[] {
  return table.columns.map(({ name }) => {
    const value = row[name] ?? null
    return value instanceof Uint8Array ? Buffer.from(value) : value
  })
}
