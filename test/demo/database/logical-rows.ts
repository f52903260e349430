/** Reads the seeded tables back as text, in one form for all engines, and turns them into a hash. */
import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import pg from 'pg'
import { quote, type Engine } from '../../../scripts/demo/database/ddl.ts'
import type { Table } from '../../../scripts/demo/database/table.ts'
import { tables } from '../../../scripts/demo/database/tables.ts'

type Read = (sql: string) => Promise<readonly (readonly unknown[])[]>

/** A hash of every value of every table of the database at the URL, whatever its engine. */
export async function hashOfRows(url: string): Promise<string> {
  const hash = createHash('sha256')
  const engine = url.startsWith('sqlite:') ? 'sqlite' : url.startsWith('postgres:') ? 'postgres' : 'mariadb'
  const { read, close } = await openReader(engine, url)
  for (const table of tables) {
    const rows = (await read(selectText(engine, table))).map((row) => row.map((value, at) => logical(table, at, value)))
    hash.update(
      `${table.name}\n${rows
        .map((row) => row.join('\t'))
        .sort()
        .join('\n')}\n`,
    )
  }
  await close()
  return hash.digest('hex')
}

function selectText(engine: Engine, table: Table): string {
  return `SELECT ${table.columns.map(({ name }) => quote(engine, name)).join(', ')} FROM ${quote(engine, table.name)}`
}

// Padding, the scale of decimals and the fraction of a second are the engine's affair.
function logical(table: Table, at: number, value: unknown): string {
  if (value === null) return 'NULL'
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  const type = table.columns[at]?.type ?? ''
  const text = String(value)
  if (/^(NUMERIC|MONEY|INT|SMALLINT|BIGINT)/.test(type)) return String(Number(text))
  if (type.includes('DATETIME')) return text.replace(/\.0*$/, '').replace(/(\.\d*?)0+$/, '$1')
  return `'${text.trimEnd()}'`
}

interface Reader {
  readonly read: Read
  readonly close: () => Promise<void>
}

async function openReader(engine: Engine, url: string): Promise<Reader> {
  if (engine === 'sqlite') return openSqliteReader(url)
  return engine === 'postgres' ? openPostgresReader(url) : openMariadbReader(url)
}

function openSqliteReader(url: string): Reader {
  const database = new Database(url.slice('sqlite:'.length), { readonly: true })
  const read: Read = async (sql) => database.prepare<[], unknown[]>(sql).raw().all()
  return { read, close: async () => void database.close() }
}

async function openPostgresReader(url: string): Promise<Reader> {
  const asText = { getTypeParser: (oid: number) => (oid === 17 ? pg.types.getTypeParser(17) : String) }
  const client = new pg.Client({ connectionString: url, types: asText })
  await client.connect()
  const read: Read = async (text) => (await client.query<unknown[]>({ text, rowMode: 'array' })).rows
  return { read, close: () => client.end() }
}

async function openMariadbReader(url: string): Promise<Reader> {
  const connection = await mysql.createConnection({ uri: url.replace(/^mariadb:/, 'mysql:'), dateStrings: true })
  const read: Read = async (sql) => (await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true }))[0]
  return { read, close: () => connection.end() }
}
