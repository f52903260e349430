/** Writes rows into PostgreSQL: each table's part of a batch travels as one JSON parameter. */
import pg from 'pg'
import { quote } from '../ddl.ts'
import type { Row, Value } from '../rows.ts'
import type { Table } from '../table.ts'
import type { Batch, Store } from './store.ts'

/** Connects to `postgres://user:password@host:port/database`. */
export async function connectPostgres(url: string): Promise<Store> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    engine: 'postgres',
    tableNames: () => tableNames(client),
    execute: async (sql) => void (await client.query(sql)),
    insert: (batch) => insertBatch(client, batch),
    finish: async () => {
      await continueIdentities(client)
      await client.query('ANALYZE')
      await client.end()
    },
    abandon: () => client.end(),
  }
}

async function tableNames(client: pg.Client): Promise<string[]> {
  const text = 'SELECT tablename FROM pg_tables WHERE schemaname = current_schema()'
  const result = await client.query<{ tablename: string }>(text)
  return result.rows.map(({ tablename }) => tablename)
}

async function insertBatch(client: pg.Client, batch: Batch): Promise<void> {
  await client.query('BEGIN')
  for (const [table, rows] of batch) {
    const name = quote('postgres', table.name)
    const text = `INSERT INTO ${name} SELECT * FROM json_populate_recordset(NULL::${name}, $1)`
    await client.query(text, [JSON.stringify(rows.map((row) => jsonRow(table, row)))])
  }
  await client.query('COMMIT')
}

function jsonRow(table: Table, row: Row): Record<string, string | number | null> {
  return Object.fromEntries(table.columns.map(({ name }) => [name, jsonValue(row[name] ?? null)]))
}

function jsonValue(value: Value): string | number | null {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
}

// Keys were written by hand; without this the next insert of a clinic's own program would collide.
async function continueIdentities(client: pg.Client): Promise<void> {
  const text = `SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND is_identity = 'YES'`
  const result = await client.query<{ table_name: string; column_name: string }>(text)
  for (const { table_name: table, column_name: column } of result.rows) {
    const [tableText, columnText] = [quote('postgres', table), quote('postgres', column)]
    const highest = `(SELECT coalesce(max(${columnText}), 0) + 1 FROM ${tableText})`
    await client.query(`SELECT setval(pg_get_serial_sequence('${tableText}', '${column}'), ${highest}, false)`)
  }
}
