/** A seeded demo database at a URL -> what proofs and commands need of it. Made once in a process for each URL. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedDatabase } from '../../scripts/demo/database/seed.ts'
import { loadMapping } from '../../src/mapping/load.ts'
import { compileTable } from '../../src/query/table.ts'
import type { Database } from '../../src/rows/database.ts'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { openDatabase } from '../../src/rows/open.ts'
import { readAllRows } from '../../src/search/read-rows.ts'
import type { Subject } from '../../src/verify/runner/model.ts'

export const mappingFolder = 'mappings/clinprd'

export const limits = {
  defaultCount: 50,
  maximumCount: 1000,
  scanRows: 50_000,
  gatherRows: 50_000,
  maximumIncluded: 1000,
}

const folder = mkdtempSync(join(tmpdir(), 'portico-declared-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

export const sqliteUrl = `sqlite:${join(folder, 'demo.db')}`

/** Enough for all hand-written patients and a few generated ones. */
const patients = 32
const seed = 7

async function load(url: string): Promise<Subject> {
  await seedDatabase({ url, patients, seed, manifest: join(folder, 'manifest.json'), replace: true })
  const schema = await introspect(url)
  const database: Database = await openDatabase({ url })
  const { mapping, diagnostics } = await loadMapping(mappingFolder, {
    schema,
    usCore: '6.1.0',
    readTable: (table) => readAllRows(database, compileTable(table, database.dialect)),
  })
  if (mapping === undefined) throw new Error(`The mapping does not compile: ${JSON.stringify(diagnostics)}`)
  return { mapping, database, limits }
}

const loaded = new Map<string, Promise<Subject>>()

export function subjectAt(url: string): Promise<Subject> {
  const known = loaded.get(url) ?? load(url)
  loaded.set(url, known)
  return known
}
