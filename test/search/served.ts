/** Tables of a spec's own on an engine, introspected and mapped -> what is served of them, as a client sees it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printDiagnostic } from '../../src/mapping/diagnostics.ts'
import type { Mapping } from '../../src/mapping/model.ts'
import { parseScopes } from '../../src/auth/scope.ts'
import { parseSearch } from '../../src/parse/search.ts'
import type { Context, Limits } from '../../src/plan/model.ts'
import { planRead } from '../../src/plan/read.ts'
import { planSearch } from '../../src/plan/search.ts'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { openDatabase } from '../../src/rows/open.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import { loadLiveMapping } from '../../src/search/load.ts'
import { runRead } from '../../src/search/run-read.ts'
import { runSearch } from '../../src/search/run-search.ts'
import type { Engine } from '../rows/engines.ts'

export interface Resource {
  readonly resourceType: string
  readonly id: string
  readonly [name: string]: unknown
}

export interface Entry {
  readonly fullUrl?: string
  readonly resource: Resource
  readonly search: { readonly mode: 'match' | 'include' | 'outcome' }
}

export interface Bundle {
  readonly total?: number
  readonly entry?: readonly Entry[]
  readonly link: readonly { readonly relation: string; readonly url: string }[]
}

/** What a caller asks of the served tables. */
export interface Caller {
  search(url: string): Promise<Bundle>
  /** A search as a form, as POST sends it. */
  post(type: string, form: string): Promise<Bundle>
  /** All pages, from the first to the last. */
  pages(url: string): Promise<readonly Bundle[]>
  read(type: string, id: string): Promise<Resource | undefined>
}

export interface Token {
  readonly scope?: string
  readonly patient?: string
}

export interface Served extends Caller {
  readonly mapping: Mapping
  readonly database: PooledDatabase
  as(token: Token, limits?: Partial<Limits>): Caller
  /** What plans are made of for such a caller. */
  context(token: Token): Context
  close(): Promise<void>
}

export const idsOf = ({ entry = [] }: Bundle, mode = 'match'): readonly string[] =>
  entry.filter(({ search }) => search.mode === mode).map(({ resource }) => resource.id)

/** The texts of the outcomes that stand in an answer. */
export const toldIn = ({ entry = [] }: Bundle): readonly string[] =>
  entry
    .filter(({ search }) => search.mode === 'outcome')
    .flatMap(({ resource }) => resource['issue'] as readonly { readonly details: { readonly text: string } }[])
    .map(({ details }) => details.text)

export const nextOf = ({ link }: Bundle): string | undefined => link.find(({ relation }) => relation === 'next')?.url

const base = 'http://fhir.example/1'
const mostPages = 300

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += chunk
  return text
}

async function load(
  files: Readonly<Record<string, string>>,
  engine: Engine,
  database: PooledDatabase,
): Promise<Mapping> {
  const folder = mkdtempSync(join(tmpdir(), 'served-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const schema = await introspect({ url: engine.url, ...(engine.schema && { schema: engine.schema }) })
    const { mapping, diagnostics } = await loadLiveMapping(folder, { schema, usCore: '6.1.0' }, database)
    if (mapping === undefined) throw new Error(diagnostics.map(printDiagnostic).join('\n'))
    return mapping
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const limits: Limits = {
  defaultCount: 10,
  maximumCount: 1000,
  scanRows: 1000,
  gatherRows: 1000,
  maximumIncluded: 100,
}

function contextOf(mapping: Mapping, scope: string, patient: string | undefined, more: Partial<Limits>): Context {
  const [tenant] = mapping.tenants.values()
  if (tenant === undefined) throw new Error('the mapping has no tenant')
  return {
    mapping,
    tenant,
    base,
    now: Date.UTC(2024, 4, 1),
    cursorKey: new Uint8Array(32).fill(7),
    limits: { ...limits, ...more },
    grant: {
      surface: 'any',
      reach: patient === undefined ? 'organization' : 'patient',
      organization: tenant.key,
      subject: 'someone',
      client: 'app',
      rules: parseScopes(scope),
      expires: 9e9,
      ...(patient !== undefined && { patient }),
    },
  }
}

function callerOf(context: Context, database: PooledDatabase): Caller {
  const ask = async (type: string, query: string, body?: string): Promise<Bundle> => {
    const request = parseSearch({ type, query, ...(body !== undefined && { body }) })
    return JSON.parse(await textOf(runSearch(planSearch(request, context), database))) as Bundle
  }
  const search = (url: string): Promise<Bundle> => {
    const [type = '', query = ''] = url.replace(`${base}/`, '').split('?')
    return ask(type, query)
  }
  const pages = async (url: string): Promise<readonly Bundle[]> => {
    const all: Bundle[] = []
    for (let next: string | undefined = url; next !== undefined; next = nextOf(all.at(-1)!)) {
      all.push(await search(next))
      if (all.length > mostPages) throw new Error('the pages have no end')
    }
    return all
  }
  const read = async (type: string, id: string): Promise<Resource | undefined> => {
    const text = await runRead(planRead(type, id, context), database)
    return text === undefined ? undefined : (JSON.parse(text) as Resource)
  }
  return { search, post: (type, form) => ask(type, '', form), pages, read }
}

/** Over a mapping and a database that are there already. */
export const callerWith = (
  mapping: Mapping,
  database: PooledDatabase,
  { scope = 'system/*.rs', patient }: { readonly scope?: string; readonly patient?: string },
): Caller => callerOf(contextOf(mapping, scope, patient, { maximumIncluded: 1_000, scanRows: 100_000 }), database)

/** Runs the statements, then serves by the mapping of these files. */
export async function serve(
  engine: Engine,
  statements: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<Served> {
  await engine.write(...statements)
  const database = await openDatabase({ url: engine.url, pool: { max: 2, waitMs: 1_000 } })
  const mapping = await load(files, engine, database).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  const as: Served['as'] = ({ scope = 'system/*.rs', patient }, more = {}) =>
    callerOf(contextOf(mapping, scope, patient, more), database)
  const context: Served['context'] = ({ scope = 'system/*.rs', patient }) => contextOf(mapping, scope, patient, {})
  return { ...as({}), mapping, database, as, context, close: () => database.close() }
}
