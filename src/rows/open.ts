/** Settings -> a `Database` of the engine that their URL names. */
import type { Dialect } from '../query/query.ts'
import { createDatabase, type Driver, type PooledDatabase } from './pooled-database.ts'
import { type CheckedSettings, checkSettings, type DatabaseSettings } from './settings.ts'

/** Each driver is loaded when its engine is asked for: a shop with one engine need not load four. */
const drivers: Readonly<Record<Dialect, (settings: CheckedSettings) => Promise<Driver>>> = {
  sqlite: async (settings) => (await import('./sqlite/driver.ts')).sqliteDriver(settings),
  postgres: async (settings) => (await import('./postgres/driver.ts')).postgresDriver(settings),
  mariadb: async (settings) => (await import('./mariadb/driver.ts')).mariadbDriver(settings),
  mssql: async (settings) => (await import('./mssql/driver.ts')).mssqlDriver(settings),
}

/**
 * Opens one connection to see that the database answers. Rejects with `rows-unavailable` when it does not, and with a
 * `TypeError` when the URL cannot be read.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<PooledDatabase> {
  const checked = checkSettings(settings)
  const database = createDatabase(checked, await drivers[checked.dialect](checked))
  database.pool.release(await database.pool.acquire())
  return database
}
