/** Reads the seeded tables back as text, in one form for all engines, and turns them into a hash. */
import { createHash } from 'node:crypto'
import knex, { type Knex } from 'knex'
import pg from 'pg'
import { dialects, type Engine } from '../../../scripts/demo/database/ddl.ts'
import type { Table } from '../../../scripts/demo/database/table.ts'
import { tables } from '../../../scripts/demo/database/tables.ts'

/** A hash of every value of every table of the database at the URL, whatever its engine. */
export async function hashOfRows(url: string): Promise<string> {
  const hash = createHash('sha256')
  const engine = url.startsWith('sqlite:') ? 'sqlite' : url.startsWith('postgres:') ? 'postgres' : 'mariadb'
  const database = knex({ ...dialects[engine], connection: connectionFor(engine, url) })
  try {
    for (const table of tables) hash.update(`${table.name}\n${(await linesOf(database, table)).join('\n')}\n`)
    return hash.digest('hex')
  } finally {
    await database.destroy()
  }
}

async function linesOf(database: Knex, table: Table): Promise<string[]> {
  const rows: Record<string, unknown>[] = await database.select(table.columns.map(({ name }) => name)).from(table.name)
  return rows.map((row) => table.columns.map(({ name, type }) => logical(type, row[name])).join('\t')).sort()
}

// Padding, the scale of decimals and the fraction of a second are the engine's affair.
function logical(type: string, value: unknown): string {
  if (value === null) return 'NULL'
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  const text = String(value)
  if (/^(NUMERIC|MONEY|INT|SMALLINT|BIGINT)/.test(type)) return String(Number(text))
  if (type.includes('DATETIME')) return text.replace(/\.0*$/, '').replace(/(\.\d*?)0+$/, '$1')
  return `'${text.trimEnd()}'`
}

// All but bytes is to arrive as text, as the server writes it.
function connectionFor(engine: Engine, url: string): NonNullable<Knex.Config['connection']> {
  if (engine === 'sqlite') return { filename: url.slice('sqlite:'.length) }
  if (engine === 'mariadb') return { uri: url.replace(/^mariadb:/, 'mysql:'), dateStrings: true }
  const types = { getTypeParser: (oid: number) => (oid === 17 ? pg.types.getTypeParser(17) : String) }
  return { connectionString: url, types }
}
