/** An engine -> an empty store of grants on it, gone when it is closed. */
import Sqlite from 'better-sqlite3'
import { rmSync } from 'node:fs'
import pg from 'pg'
import { createSeal } from '../../../src/smart/seal.ts'
import { openStore } from '../../../src/smart/store/store.ts'
import { postgresServer } from '../database.ts'
import type { Engine } from '../row.ts'

export interface BenchStore {
  readonly url: string
  remove(): Promise<void>
}

async function onPostgres(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${postgresServer}/postgres` })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

async function makePostgres(name: string): Promise<BenchStore> {
  const drop = (): Promise<void> => onPostgres(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await drop()
  await onPostgres(`CREATE DATABASE ${name}`)
  return { url: `${postgresServer}/${name}`, remove: drop }
}

function makeSqlite(name: string): BenchStore {
  const file = `data/bench/${name}.sqlite`
  const clear = (): void => ['', '-wal', '-shm'].forEach((end) => rmSync(`${file}${end}`, { force: true }))
  clear()
  return { url: `sqlite:${file}`, remove: async () => clear() }
}

/** `use` tells the stores apart that are open at a time. What a run that was broken off left of one is cleared away. */
export async function makeStore(engine: Engine, use: string): Promise<BenchStore> {
  const name = `portico_bench_${use}`
  return engine === 'postgres' ? makePostgres(name) : makeSqlite(name)
}

export interface StoreSize {
  /** Grants, and what they are found by. */
  readonly rows: number
  /** Without the pages that are free to be filled again. */
  readonly bytes: number
}

/** Of a store on SQLite. */
export function sizeOf({ url }: BenchStore): StoreSize {
  const database = new Sqlite(url.slice('sqlite:'.length), { readonly: true })
  const number = (sql: string): number => Number(database.prepare(sql).pluck().get())
  const rows = number('SELECT (SELECT count(*) FROM portico_grants) + (SELECT count(*) FROM portico_handles)')
  const pages = number('PRAGMA page_count') - number('PRAGMA freelist_count')
  const bytes = pages * number('PRAGMA page_size')
  database.close()
  return { rows, bytes }
}

/** Sweeps as the gate does, so many days from now. Gives the rows that went, which does not count those that went along with their grant. */
export async function sweepLater({ url }: BenchStore, days: number): Promise<number> {
  const store = await openStore(url, createSeal(new Uint8Array(32)), () => Date.now() + days * 86_400_000)
  return store.sweep().finally(() => store.close())
}
