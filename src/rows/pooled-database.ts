/** Connections of any driver -> a `Database`. */
import type { Query } from '../query/query.ts'
import type { Connection } from './connection.ts'
import type { Database } from './database.ts'
import { Pool } from './pool.ts'
import { Reading } from './reading.ts'
import type { CheckedSettings } from './settings.ts'

/** What tells one engine from another. */
export interface Driver {
  open(): Promise<Connection>
  /** The statements that make the engine print its plan of a query, run in order on one connection. */
  explain(query: Query, connection: Connection): Promise<string>
  /** Ends what the driver holds beside its connections. */
  close?(): Promise<void>
}

/** `pool` is open to tests and metrics. */
export interface PooledDatabase extends Database {
  readonly pool: Pool<Connection>
}

export function createDatabase(settings: CheckedSettings, driver: Driver): PooledDatabase {
  const pool = new Pool<Connection>(settings.pool, () => driver.open())
  return {
    dialect: settings.dialect,
    pool,
    read: (query, options = {}) => ({
      [Symbol.asyncIterator]: () => new Reading(pool, query, settings.timeoutMs, options),
    }),
    counts: () => pool.counts,
    explain: (query) => explainOn(pool, driver, query),
    close: async () => {
      await pool.close()
      await driver.close?.()
    },
  }
}

async function explainOn(pool: Pool<Connection>, driver: Driver, query: Query): Promise<string> {
  const connection = await pool.acquire()
  let clean = false
  try {
    const plan = await driver.explain(query, connection)
    clean = true
    return plan
  } finally {
    pool.release(connection, clean)
  }
}
