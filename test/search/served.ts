/** Tables of a spec's own on an engine, introspected and mapped -> what is served of them, as a client sees it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { printDiagnostic } from '../../src/mapping/diagnostics.ts'
import type { Loaded } from '../../src/mapping/load.ts'
import type { Mapping } from '../../src/mapping/model.ts'
import { parseScopes } from '../../src/auth/scope.ts'
import { parseSearch } from '../../src/parse/search.ts'
import type { Context, Limits } from '../../src/plan/model.ts'
import { planRead } from '../../src/plan/read.ts'
import { planSearch } from '../../src/plan/search.ts'
import type { Database } from '../../src/rows/database.ts'
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
  /** The key of an organization; the first where it is left out. */
  readonly organization?: string
}

export interface Served extends Caller {
  readonly mapping: Mapping
  readonly database: PooledDatabase
  as(token: Token, limits?: Partial<Limits>): Caller
  /** What plans are made of for such a caller. */
  context(token: Token, limits?: Partial<Limits>): Context
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

export type Files = Readonly<Record<string, string>>

/** The mapping of these files, against the tables as they are now. */
export async function loadFiles(
  { url, schema: own }: Pick<Engine, 'url' | 'schema'>,
  files: Files,
  database: Database,
): Promise<Loaded> {
  const folder = await mkdtemp(join(tmpdir(), 'served-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), text)
    }
    const schema = await introspect({ url, ...(own !== undefined && { schema: own }) })
    return await loadLiveMapping(folder, { schema, usCore: '6.1.0' }, database)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const limits: Limits = {
  defaultCount: 10,
  maximumCount: 1000,
  scanRows: 1000,
  gatherRows: 1000,
  maximumIncluded: 100,
}

function contextOf(mapping: Mapping, token: Token, more: Partial<Limits>): Context {
  const { scope = 'system/*.rs', patient, organization = [...mapping.tenants.keys()][0] ?? '' } = token
  const tenant = mapping.tenants.get(organization)
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
export const callerWith = (mapping: Mapping, database: PooledDatabase, token: Token): Caller =>
  callerOf(contextOf(mapping, token, { maximumIncluded: 1_000, scanRows: 100_000 }), database)

/** Serves by the mapping of these files what stands in the tables. Rejects with what the compiler says of them. */
export async function openServed(engine: Engine, files: Files): Promise<Served> {
  const database = await openDatabase({ url: engine.url, pool: { max: 2, waitMs: 1_000 } })
  const { mapping, diagnostics } = await loadFiles(engine, files, database)
  if (mapping === undefined) {
    await database.close()
    throw new Error(diagnostics.map(printDiagnostic).join('\n'))
  }
  const context: Served['context'] = (token, more = {}) => contextOf(mapping, token, more)
  const as: Served['as'] = (token, more) => callerOf(context(token, more), database)
  return { ...as({}), mapping, database, as, context, close: () => database.close() }
}

/** Runs the statements first. `limits`: of what the caller without a token asks. */
export async function serve(
  engine: Engine,
  statements: readonly string[],
  files: Files,
  own: Partial<Limits> = {},
): Promise<Served> {
  await engine.write(...statements)
  const served = await openServed(engine, files)
  return { ...served, ...served.as({}, own) }
}

/** Opens before the first spec of the suite around it, closes behind the last: what it gives is filled in by then. */
export function opened<Open extends { close(): Promise<void> }>(open: () => Promise<Open>): Open {
  const found = {} as Open
  before(async () => void Object.assign(found, await open()))
  after(async () => void (await (found as Partial<Open>).close?.()))
  return found
}
