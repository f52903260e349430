/** The one face of the four engines for the seeder: statements to run, rows to insert. */
import knex, { type Knex } from 'knex'
import { dialects, type Engine } from '../ddl.ts'
import type { Row } from '../rows.ts'
import type { Table } from '../table.ts'
import { tables } from '../tables.ts'
import { mariadbWriter } from './mariadb.ts'
import { mssqlWriter } from './mssql.ts'
import { postgresWriter } from './postgres.ts'
import { sqliteWriter } from './sqlite.ts'
import type { Writer } from './writer.ts'

/** Rows waiting for their tables; tables in the order in which they must be written. */
export type Batch = ReadonlyMap<Table, readonly Row[]>

export interface Store {
  readonly engine: Engine
  /** The names of those tables of CLINPRD that are there. */
  readonly tableNames: () => Promise<readonly string[]>
  readonly execute: (sql: string) => Promise<void>
  /** Inserts a batch as one transaction of its own. */
  readonly insert: (batch: Batch) => Promise<void>
  /** Does what the engine needs after the last row, and closes. */
  readonly finish: () => Promise<void>
  /** Closes as things are. */
  readonly abandon: () => Promise<void>
}

const writers: Readonly<Record<string, (url: string) => Writer>> = {
  'sqlite:': sqliteWriter,
  'postgres:': postgresWriter,
  'postgresql:': postgresWriter,
  'mariadb:': mariadbWriter,
  'mysql:': mariadbWriter,
  'mssql:': mssqlWriter,
}

/**
 * Opens the database that a URL names: `sqlite:file`, or `postgres:`, `mariadb:` or `mssql:` with
 * `//user:password@host:port/database`. Throws for another scheme, without repeating the URL.
 */
export async function openStore(url: string): Promise<Store> {
  const scheme = url.slice(0, url.indexOf(':') + 1)
  const writerFor = writers[scheme]
  if (writerFor === undefined)
    throw new Error(`'${scheme}' names no engine; use sqlite:, postgres:, mariadb: or mssql:`)
  const writer = writerFor(url)
  const database = connect(writer)
  try {
    for (const statement of writer.opening ?? []) await database.raw(statement)
  } catch (error) {
    await database.destroy()
    throw error
  }
  return storeOf(writer, database)
}

// An error tells the statement without its values, which may be thousands of rows; it is thrown, so knex need not log it.
function connect({ engine, connection }: Writer): Knex {
  const log = { warn: () => undefined }
  return knex({ ...dialects[engine], connection, pool: { min: 1, max: 1 }, compileSqlOnError: false, log })
}

function storeOf({ engine, insertRows, closing }: Writer, database: Knex): Store {
  return {
    engine,
    tableNames: () => presentNames(database),
    execute: async (sql) => void (await database.raw(sql)),
    insert: (batch) =>
      database.transaction(async (transaction) => {
        for (const [table, rows] of batch) await insertRows(transaction, table, rows)
      }),
    finish: async () => {
      await closing?.(database)
      await database.destroy()
    },
    abandon: () => database.destroy(),
  }
}

async function presentNames(database: Knex): Promise<string[]> {
  const present: string[] = []
  for (const { name } of tables) if (await database.schema.hasTable(name)) present.push(name)
  return present
}
