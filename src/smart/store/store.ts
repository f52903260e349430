/** A database URL -> the store of contexts. What it keeps is sealed, and secrets are kept as hashes: who reads the database learns and can use nothing. */
import knex from 'knex'
import type { Seal } from '../seal.ts'
import { configure } from './connection.ts'
import { createGrants } from './grants.ts'
import { createLaunches } from './launches.ts'
import type { ContextStore } from './model.ts'
import { migrate } from './schema.ts'
import { createSweep } from './sweep.ts'
import { perform } from './work.ts'

export interface OpenStore extends ContextStore {
  /** Rejects when the database does not answer. */
  readonly ping: () => Promise<void>
}

/**
 * Makes the tables where there are none; several may do so at once. Throws a `TypeError` for a URL that is none, a
 * `RangeError` for a database of a newer Portico; rejects with `auth-store-unavailable` when it does not answer.
 */
export const openStore = async (url: string, seal: Seal, now: () => number = Date.now): Promise<OpenStore> => {
  const database = knex(configure(url))
  try {
    await migrate(database)
  } catch (error) {
    await database.destroy()
    throw error
  }
  const place = { database, seal, now }
  return {
    ...createGrants(place),
    ...createLaunches(place),
    sweep: createSweep(place),
    ping: async () => void (await perform(() => database.raw('select 1'))),
    close: () => database.destroy(),
  }
}
