/** Statements and a mapping as texts -> a place to search, on one engine: tables of their own, introspected, the mapping compiled for them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadMapping } from '../../src/mapping/load.ts'
import { compileTable } from '../../src/query/table.ts'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { openDatabase } from '../../src/rows/open.ts'
import { readAllRows } from '../../src/search/read-rows.ts'
import { parseSearch } from '../../src/parse/search.ts'
import { defaultAmount, type Amount, type Subject, type World } from '../../src/verify/runner/model.ts'
import { ask, idOf } from '../../src/verify/runner/pipeline.ts'
import { verify } from '../../src/verify/runner/runner.ts'
import { createWorld } from '../../src/verify/runner/world.ts'
import type { Engine } from '../rows/engines.ts'

export interface Place {
  /** The ids that a search finds, in the order of the answer. */
  find(query: string): Promise<readonly string[]>
  /** What is served of a type, as it was written. */
  served(type: string): Promise<readonly string[]>
  /** Searches that did not answer as the oracle says. */
  failures(amount: Partial<Amount>): Promise<readonly unknown[]>
  close(): Promise<void>
}

const limits = { defaultCount: 50, maximumCount: 1000, scanRows: 50_000, gatherRows: 50_000, maximumIncluded: 1000 }

export const oneOrganization = "tenants: { one: { key: '1', zone: UTC } }"

async function loadSubject({ url, schema: own }: Engine, files: Readonly<Record<string, string>>): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-place-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const schema = await introspect({ url, ...(own !== undefined && { schema: own }) })
  const database = await openDatabase({ url })
  const { mapping, diagnostics } = await loadMapping(folder, {
    schema,
    usCore: '6.1.0',
    readTable: (table) => readAllRows(database, compileTable(table, database.dialect)),
  })
  rmSync(folder, { recursive: true })
  if (mapping === undefined) throw new Error(`The mapping does not compile: ${JSON.stringify(diagnostics)}`)
  return { mapping, database, limits }
}

async function findIds(world: World, query: string): Promise<readonly string[]> {
  const [type = '', rest = ''] = query.split('?')
  const { matches } = await ask(parseSearch({ type, query: rest }), world.staff, world.subject)
  return matches.map(idOf)
}

async function failed(subject: Subject, amount: Partial<Amount>): Promise<readonly unknown[]> {
  const found: unknown[] = []
  for await (const result of verify(subject, { ...defaultAmount, patients: 0, ...amount }))
    if (result.outcome === 'failed') found.push(result)
  return found
}

export async function openPlace(engine: Engine, files: Readonly<Record<string, string>>): Promise<Place> {
  const subject = await loadSubject(engine, files)
  const [tenant] = [...subject.mapping.tenants.values()]
  const world = createWorld(subject, tenant!, defaultAmount, Date.now())
  return {
    find: (query) => findIds(world, query),
    served: async (type) => (await world.known(type)).items.map(({ text }) => text),
    failures: (amount) => failed(subject, amount),
    close: () => subject.database.close(),
  }
}
