/** The one face of the four engines for the seeder: statements to run, rows to insert. */
import type { Engine } from '../ddl.ts'
import type { Row } from '../rows.ts'
import type { Table } from '../table.ts'
import { connectMariadb } from './mariadb.ts'
import { connectMssql } from './mssql.ts'
import { connectPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

/** Rows waiting for their tables; tables in the order in which they must be written. */
export type Batch = ReadonlyMap<Table, readonly Row[]>

export interface Store {
  readonly engine: Engine
  /** The names of the tables that are there, as the engine spells them. */
  readonly tableNames: () => Promise<readonly string[]>
  readonly execute: (sql: string) => Promise<void>
  /** Inserts a batch; on the servers as one transaction of its own. */
  readonly insert: (batch: Batch) => Promise<void>
  /** Makes all that was inserted last, and closes. */
  readonly finish: () => Promise<void>
  /** Closes without keeping what the engine has not kept yet. */
  readonly abandon: () => Promise<void>
}

const engines: Readonly<Record<string, (url: string) => Store | Promise<Store>>> = {
  'sqlite:': openSqlite,
  'postgres:': connectPostgres,
  'postgresql:': connectPostgres,
  'mariadb:': connectMariadb,
  'mysql:': connectMariadb,
  'mssql:': connectMssql,
}

/**
 * Opens the database that a URL names: `sqlite:file`, or `postgres:`, `mariadb:` or `mssql:` with
 * `//user:password@host:port/database`. Throws for another scheme, without repeating the URL.
 */
export async function openStore(url: string): Promise<Store> {
  const scheme = url.slice(0, url.indexOf(':') + 1)
  const open = engines[scheme]
  if (open === undefined) throw new Error(`'${scheme}' names no engine; use sqlite:, postgres:, mariadb: or mssql:`)
  return open(url)
}
