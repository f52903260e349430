/** Turns a number of patients and a seed into the demo legacy database CLINPRD and the manifest of its dirt. */
import { writeFile } from 'node:fs/promises'
import { gatherFor, type Gatherer } from './batch.ts'
import { createStatements, dropStatement } from './ddl.ts'
import { dirtEntries } from './dirt/all.ts'
import { fixedPatients, putFixedRows } from './fixed.ts'
import { putPatient } from './generate/patient.ts'
import type { ManifestEntry } from './manifest.ts'
import { keyCounter } from './rows.ts'
import { tables } from './tables.ts'
import { openStore, type Store } from './write/store.ts'

export interface SeedOptions {
  /** `sqlite:file`, or `postgres:`, `mariadb:` or `mssql:` with `//user:password@host:port/database`. */
  readonly url: string
  /** How many patients, the hand-written ones among them. */
  readonly patients: number
  readonly seed: number
  /** Where the manifest goes. For SQLite it goes to `<file>.manifest.json` by default, else nowhere. */
  readonly manifest?: string
  /** Drops the tables of CLINPRD first; without it, a database that has any of them is refused. */
  readonly replace?: boolean
  readonly onProgress?: (done: number, total: number) => void
}

export interface Seeded {
  /** Rows by table, for every table. */
  readonly counts: ReadonlyMap<string, number>
  readonly entries: readonly ManifestEntry[]
  /** The file the manifest was written to. */
  readonly manifest?: string
}

/** Creates and fills the database. The same seed gives the same rows on every engine. */
export async function seedDatabase(options: SeedOptions): Promise<Seeded> {
  const store = await openStore(options.url)
  try {
    await createTables(store, options.replace ?? false)
    const gatherer = gatherFor(store)
    await fill(gatherer, options)
    await store.finish()
    return { counts: gatherer.counts, entries: dirtEntries, ...(await writeManifest(options)) }
  } catch (error) {
    await store.abandon()
    throw error
  }
}

async function createTables(store: Store, replace: boolean): Promise<void> {
  const present = new Set((await store.tableNames()).map((name) => name.toUpperCase()))
  const ours = tables.filter(({ name }) => present.has(name.toUpperCase()))
  if (ours.length > 0 && !replace) {
    throw new Error(`The database already has ${ours.length} tables of CLINPRD; --replace drops them first`)
  }
  for (const table of ours.toReversed()) await store.execute(dropStatement(store.engine, table))
  for (const table of tables) {
    for (const statement of createStatements(store.engine, table)) await store.execute(statement)
  }
}

async function fill(gatherer: Gatherer, { patients, seed, onProgress }: SeedOptions): Promise<void> {
  const nextKey = keyCounter()
  putFixedRows(gatherer.put)
  for (let done = fixedPatients; done < patients; done++) {
    putPatient({ seed, put: gatherer.put, nextKey, number: done - fixedPatients })
    await gatherer.flush()
    onProgress?.(done + 1, patients)
  }
  await gatherer.flush(true)
}

async function writeManifest(options: SeedOptions): Promise<{ manifest?: string }> {
  const file = options.manifest ?? defaultManifest(options.url)
  if (file === undefined) return {}
  await writeFile(file, `${JSON.stringify(dirtEntries, null, 2)}\n`)
  return { manifest: file }
}

function defaultManifest(url: string): string | undefined {
  const file = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : ':memory:'
  return file === ':memory:' ? undefined : `${file}.manifest.json`
}
