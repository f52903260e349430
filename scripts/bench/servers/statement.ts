/** A statement -> the fastest way each driver has to its rows, by hand: what the floors run. */
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import type { Query } from '../../../src/query/query.ts'
import type { Engine } from '../row.ts'
import { urlOf } from '../database.ts'

const raw = { getTypeParser: () => (value: string) => value }
const connections = 10

async function postgresReader({ sql, bindings }: Query): Promise<() => Promise<unknown>> {
  const query = { name: 'floor', text: sql, values: bindings.map(({ value }) => value), rowMode: 'array', types: raw }
  const open = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: urlOf('postgres') })
    await client.connect()
    return client
  }
  const clients = await Promise.all(Array.from({ length: connections }, open))
  let turn = 0
  return () => clients[turn++ % connections]!.query(query)
}

export const bindSqlite = ({ bindings }: Query): readonly (string | number)[] =>
  bindings.map(({ value, type }) => (type.kind === 'integer' ? Number(value) : value))

/** All rows of the statement at once, prepared and read raw. */
export async function reader(engine: Engine, query: Query): Promise<() => unknown> {
  if (engine === 'postgres') return postgresReader(query)
  const database = new Sqlite(urlOf('sqlite').slice('sqlite:'.length), { readonly: true })
  const statement = database.prepare(query.sql).raw()
  const values = bindSqlite(query)
  return () => statement.all(...values)
}

/** Steps through all rows of the statement; gives how many there were. */
export function iterate(query: Query): number {
  const database = new Sqlite(urlOf('sqlite').slice('sqlite:'.length), { readonly: true })
  let rows = 0
  for (const row of database
    .prepare(query.sql)
    .raw()
    .iterate(...bindSqlite(query)) as Iterable<unknown[]>)
    rows += row.length > 0 ? 1 : 0
  database.close()
  return rows
}
