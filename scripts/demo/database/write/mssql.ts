/** Writes rows into SQL Server (2016 or newer): each table's part of a batch travels as one JSON parameter. */
import mssql from 'mssql'
import { quote } from '../ddl.ts'
import type { Row, Value } from '../rows.ts'
import type { Column, Table } from '../table.ts'
import type { Batch, Store } from './store.ts'

/** Connects to `mssql://user:password@host:port/database`; the server's certificate is not checked. */
export async function connectMssql(url: string): Promise<Store> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const pool = new mssql.ConnectionPool({
    server: hostname,
    port: port === '' ? 1433 : Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    requestTimeout: 120_000,
    options: { encrypt: true, trustServerCertificate: true },
  })
  await pool.connect()
  return {
    engine: 'mssql',
    tableNames: () => tableNames(pool),
    execute: async (sql) => void (await pool.request().batch(sql)),
    insert: (batch) => insertBatch(pool, batch),
    finish: () => pool.close(),
    abandon: () => pool.close(),
  }
}

async function tableNames(pool: mssql.ConnectionPool): Promise<string[]> {
  const result = await pool
    .request()
    .query<{ name: string }>('SELECT name FROM sys.tables WHERE schema_id = SCHEMA_ID()')
  return result.recordset.map(({ name }) => name)
}

async function insertBatch(pool: mssql.ConnectionPool, batch: Batch): Promise<void> {
  const transaction = pool.transaction()
  await transaction.begin()
  for (const [table, rows] of batch) {
    const request = transaction.request()
    request.input('rows', mssql.NVarChar(mssql.MAX), JSON.stringify(rows.map((row) => jsonRow(table, row))))
    await request.query(insertText(table))
  }
  await transaction.commit()
}

/** The statement that inserts rows given as the JSON parameter `@rows`. */
export function insertText(table: Table): string {
  const name = quote('mssql', table.name)
  const columns = table.columns.map((column) => quote('mssql', column.name)).join(', ')
  const shape = table.columns.map(shapeOf).join(', ')
  const insert = `INSERT INTO ${name} (${columns}) SELECT ${columns} FROM OPENJSON(@rows) WITH (${shape})`
  if (!table.columns.some((column) => column.identity)) return insert
  return `SET IDENTITY_INSERT ${name} ON; ${insert}; SET IDENTITY_INSERT ${name} OFF`
}

// OPENJSON knows neither TEXT nor IMAGE; binary values arrive in base64.
function shapeOf(column: Column): string {
  const type = column.type.replace(/^TEXT$/, 'VARCHAR(MAX)').replace(/^IMAGE$/, 'VARBINARY(MAX)')
  return `${quote('mssql', column.name)} ${type} '$."${column.name}"'`
}

function jsonRow(table: Table, row: Row): Record<string, string | number | null> {
  return Object.fromEntries(table.columns.map((column) => [column.name, jsonValue(column, row[column.name] ?? null)]))
}

// A date-time with a blank in it is read by the session's language; with a T it is read in one way only.
function jsonValue(column: Column, value: Value): string | number | null {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  const dated = typeof value === 'string' && column.type.includes('DATETIME')
  return dated ? value.replace(' ', 'T') : value
}
