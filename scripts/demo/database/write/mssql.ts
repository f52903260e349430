/** Writes rows into SQL Server (2016 or newer): each table's part of a batch travels as one JSON parameter. */
import type { Knex } from 'knex'
import { readMssql } from '../../../../src/url/mssql.ts'
import type { Row, Value } from '../rows.ts'
import type { Column, Table } from '../table.ts'
import { columnNames, wholeRow, type Writer } from './writer.ts'

/** For `mssql://user:password@host:port/database`, with the options that the gateway takes. */
export function mssqlWriter(url: string): Writer {
  const { server, port, database, login, options } = readMssql(url)
  const { userName: user, ...parts } = login.options
  const type = login.type === 'default' ? {} : { type: login.type }
  return {
    engine: 'mssql',
    connection: {
      server,
      port,
      database,
      user,
      ...parts,
      ...type,
      requestTimeout: 120_000,
      options,
    } as unknown as Knex.MsSqlConnectionConfig,
    insertRows: async (transaction, table, rows) => void (await insertion(transaction, table, rows)),
  }
}

/** The statement that inserts rows, with its one parameter. */
export function insertion(database: Knex, table: Table, rows: readonly Row[]): Knex.Raw {
  const [{ name }, names] = [table, columnNames(table)]
  const json = JSON.stringify(rows.map((row) => wholeRow(table, row, jsonValue)))
  const shape = table.columns.map(shapeOf).join(', ')
  const insert = database.raw(`INSERT INTO ?? (??) SELECT ?? FROM OPENJSON(?) WITH (${shape})`, [
    name,
    names,
    names,
    json,
  ])
  if (!table.columns.some((column) => column.identity)) return insert
  return database.raw('SET IDENTITY_INSERT ?? ON; ?; SET IDENTITY_INSERT ?? OFF', [name, insert, name])
}

// OPENJSON knows neither TEXT nor IMAGE; binary values arrive in base64.
function shapeOf(column: Column): string {
  const type = column.type.replace(/^TEXT$/, 'VARCHAR(MAX)').replace(/^IMAGE$/, 'VARBINARY(MAX)')
  return `[${column.name}] ${type} '$."${column.name}"'`
}

// A date-time with a blank in it is read by the session's language; with a T it is read in one way only.
function jsonValue(column: Column, value: Value): string | number | null {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  const dated = typeof value === 'string' && column.type.includes('DATETIME')
  return dated ? value.replace(' ', 'T') : value
}
