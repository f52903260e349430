/** Tables of an engine and the files of a mapping -> a small world that can be searched and read, with nothing stood in for. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { printDiagnostic } from '../../src/mapping/diagnostics.ts'
import { loadMapping, type Loaded } from '../../src/mapping/load.ts'
import type { Mapping } from '../../src/mapping/model.ts'
import { parseSearch } from '../../src/parse/search.ts'
import type { Context } from '../../src/plan/model.ts'
import { planRead } from '../../src/plan/read.ts'
import { planSearch } from '../../src/plan/search.ts'
import { compileTable } from '../../src/query/table.ts'
import type { Database } from '../../src/rows/database.ts'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { openDatabase } from '../../src/rows/open.ts'
import { readAllRows } from '../../src/search/read-rows.ts'
import { runRead } from '../../src/search/run-read.ts'
import { runSearch } from '../../src/search/run-search.ts'
import type { Engine } from '../rows/engines.ts'
import { context } from './clinic.ts'

export interface Resource {
  readonly resourceType: string
  readonly id: string
  readonly [name: string]: unknown
}

export interface World {
  readonly mapping: Mapping
  readonly database: Database
  /** As organization `key` sees it, all of its data open to the caller. */
  context(key?: string): Context
  /** The matches of one page. */
  search(url: string, key?: string): Promise<readonly Resource[]>
  ids(url: string, key?: string): Promise<readonly string[]>
  read(type: string, id: string, key?: string): Promise<Resource | undefined>
  close(): Promise<void>
}

export type Files = Readonly<Record<string, string>>

/** Names in the engine's own quotes, where the statements have double ones. */
export const quoted = ({ dialect }: Engine, sql: string): string =>
  dialect === 'mariadb' ? sql.replaceAll('"', '`') : sql

/** Against the tables as they are now. */
export async function loadFiles(
  engine: Pick<Engine, 'url' | 'schema'>,
  files: Files,
  database: Database,
): Promise<Loaded> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-world-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), text)
    }
    const schema = await introspect({ url: engine.url, ...(engine.schema !== undefined && { schema: engine.schema }) })
    const { dialect } = database
    const readTable = (table: Parameters<typeof compileTable>[0]) => readAllRows(database, compileTable(table, dialect))
    return await loadMapping(folder, { schema, usCore: '6.1.0', readTable })
  } finally {
    await rm(folder, { recursive: true })
  }
}

interface Page {
  readonly entry?: readonly { readonly resource: Resource; readonly search: { readonly mode: string } }[]
}

export async function openWorld(engine: Engine, files: Files): Promise<World> {
  const database = await openDatabase({ url: engine.url })
  const { mapping, diagnostics } = await loadFiles(engine, files, database)
  if (mapping === undefined) {
    await database.close()
    throw new Error(diagnostics.map(printDiagnostic).join('\n'))
  }
  const contextOf = (key = [...mapping.tenants.keys()][0]!): Context => {
    const plain = context({ scanRows: 100_000 })
    return { ...plain, mapping, tenant: mapping.tenants.get(key)!, grant: { ...plain.grant, organization: key } }
  }
  const search = async (url: string, key?: string): Promise<readonly Resource[]> => {
    const [type = '', query = ''] = url.split('?')
    let text = ''
    for await (const piece of runSearch(planSearch(parseSearch({ type, query }), contextOf(key)), database))
      text += piece
    const { entry = [] } = JSON.parse(text) as Page
    return entry.map(({ resource }) => resource)
  }
  return {
    mapping,
    database,
    context: contextOf,
    search,
    ids: async (url, key) => (await search(url, key)).map(({ id }) => id),
    read: async (type, id, key) => {
      const text = await runRead(planRead(type, id, contextOf(key)), database)
      return text === undefined ? undefined : (JSON.parse(text) as Resource)
    },
    close: () => database.close(),
  }
}
