/** A folder of YAML and a schema become a checked, frozen Mapping, or the list of all that is wrong with it. */
import type { Edition } from '../fhir/definitions.ts'
import type { StatedCases } from '../fhir/token-case.ts'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Diagnostics, type Diagnostic } from './diagnostics.ts'
import type { Mapping, Parameter, Source } from './model.ts'
import { parametersOf, proxyOf } from './parameters.ts'
import { inPieces, pause } from './pause.ts'
import type { Schema } from './schema.ts'
import type { Database } from './scope.ts'
import { parseHead, type Head } from './source/head.ts'
import { expandOver, isOver } from './source/over.ts'
import { checkClashes } from './source/id-clash.ts'
import { checkNarrowing } from './source/narrowing.ts'
import { makeRoot, patientTable } from './source/root.ts'
import { referredTo } from './source/referred.ts'
import { makeSource, type Surroundings } from './source/source.ts'
import { readLists } from './code-lists.ts'
import { readDocuments } from './documents.ts'
import { readSystems, withCases } from './systems.ts'
import { checkSystem, readColumnFacts } from './system.ts'
import type { KnownSource, Vocabulary } from './template/context.ts'
import {
  countRows,
  fillLists,
  readTables,
  digestRows,
  tenantsOf,
  type TableReader,
  type TableRows,
} from './read-tables.ts'
import { checkStated, tablesOf } from './tables.ts'
import { checkOrganizations } from './source/organizations.ts'
import { organizationsOf, readFactNames, readTenants, type TenantsClause } from './tenants.ts'
import { entryOf, readYaml, type MapNode } from './yaml.ts'

export interface LoadOptions {
  readonly schema: Schema
  readonly usCore: Edition
  /** Absent: the mapping is only compiled; code tables stay empty and there are no tenants. */
  readonly readTable?: TableReader
}

export interface Loaded {
  /** Undefined when there are errors. */
  readonly mapping?: Mapping
  readonly diagnostics: readonly Diagnostic[]
  /**
   * Reads code tables and tenants anew, for the same texts of the same files: the very same where no row has changed. There where the
   * mapping is, and was read with a database.
   */
  readonly again?: () => Promise<Loaded>
}

interface Files {
  readonly texts: ReadonlyMap<string, string>
  readonly folder: string
  /** Code lists, as they were when they were first read. */
  readonly lists: Map<string, string | undefined>
}

async function readFiles(folder: string): Promise<Files> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
  )
  return { folder, texts: new Map(texts), lists: new Map() }
}

const emptyMap: MapNode = { kind: 'map', entries: [], at: { file: 'system.yaml', line: 1, column: 1 } }

async function documentsOf(
  files: Files,
  diagnostics: Diagnostics,
): Promise<{ system: MapNode; sources: readonly MapNode[] }> {
  let system = emptyMap
  const sources: MapNode[] = []
  for (const [name, text] of files.texts) {
    await pause()
    for (const node of readYaml(name, text, diagnostics)) {
      if (node.kind !== 'map') diagnostics.error(node.at, 'a document of a mapping is a map')
      else if (/^system\.ya?ml$/.test(name)) system = node
      else sources.push(node)
    }
  }
  if (system === emptyMap)
    diagnostics.error(
      emptyMap.at,
      'there is no system.yaml',
      'it names the tenants, the code lists and the null values',
    )
  return { system, sources }
}

function uniqueHeads(heads: readonly Head[], diagnostics: Diagnostics): ReadonlyMap<string, Head> {
  const unique = new Map<string, Head>()
  for (const head of heads) {
    const other = unique.get(head.name)
    if (other === undefined) unique.set(head.name, head)
    else
      diagnostics.error(
        head.at,
        `the source name ${head.name} stands in ${other.at.file} too`,
        'ids begin with it: choose another',
      )
  }
  return unique
}

/** Those that stand for themselves, and behind them those over their rows. */
function headsOf(database: Database, nodes: readonly MapNode[], diagnostics: Diagnostics): ReadonlyMap<string, Head> {
  const plain = nodes.filter((node) => !isOver(node)).flatMap((node) => parseHead(database, node, diagnostics) ?? [])
  const heads = uniqueHeads(plain, diagnostics)
  const over = nodes.filter(isOver).flatMap((node) => expandOver(node, heads, diagnostics))
  const made = over.flatMap(({ node, target }) => {
    const patient = patientTable(target, heads)
    return parseHead(database, node, diagnostics, { target, ...(patient && { patient }) }) ?? []
  })
  return uniqueHeads([...plain, ...made], diagnostics)
}

const knownOf = (
  heads: ReadonlyMap<string, Head>,
  sources: ReadonlyMap<string, Source>,
): ReadonlyMap<string, KnownSource> =>
  new Map(
    [...heads].map(([name, head]) => [
      name,
      {
        name,
        resource: head.resource,
        key: head.key.map(({ column }) => column),
        kinded: isKinded(head),
        referredBy: (by, at) => {
          const column = referredTo(head, by, at)
          return column && [column]
        },
        later: () => sources.get(name)!,
      },
    ]),
  )

function isKinded(head: Head): boolean {
  const kinds = entryOf(head.node, 'kinds')?.value
  return kinds?.kind === 'map'
}

interface Compiled {
  readonly sources: readonly Source[]
  readonly tenants: TenantsClause | undefined
  readonly vocabulary: Vocabulary
  readonly cases: StatedCases
}

function readList({ folder, lists }: Files, name: string): string | undefined {
  const path = join(folder, name)
  if (!lists.has(name))
    lists.set(name, !name.includes('..') && existsSync(path) ? readFileSync(path, 'utf8') : undefined)
  return lists.get(name)
}

/** With pauses: a mapping is read anew while requests are answered. */
async function compile(files: Files, options: LoadOptions, diagnostics: Diagnostics): Promise<Compiled> {
  const { system, sources: nodes } = await documentsOf(files, diagnostics)
  const database: Database = { schema: options.schema, ...readColumnFacts(system) }
  checkSystem(system, options.schema, diagnostics)
  const { uris: systems, cases } = readSystems(system, diagnostics)
  const vocabulary: Vocabulary = {
    usCore: options.usCore,
    systems,
    facts: readFactNames(system),
    documents: readDocuments(system, diagnostics),
    lists: readLists({ database, systems, readFile: (name) => readList(files, name), diagnostics }, system),
  }
  const heads = headsOf(database, nodes, diagnostics)
  checkClashes(heads, diagnostics)
  const byName = new Map<string, Source>()
  const roots = new Map([...heads].map(([name, head]) => [name, makeRoot(head, heads, diagnostics)]))
  const later: Surroundings['later'] = []
  const around: Surroundings = { heads, roots, later, known: knownOf(heads, byName), vocabulary, diagnostics }
  await inPieces([...heads.values()], (head, index) => byName.set(head.name, makeSource(head, index, around)))
  await inPieces(later, (each) => each(byName))
  // What leads nowhere is told of mappings that are otherwise whole: their hits need all lenses.
  if (!diagnostics.failed)
    await inPieces([...byName], ([name, source]) => checkNarrowing(heads.get(name)!, source, diagnostics))
  const tenants = readTenants(database, system, vocabulary, diagnostics)
  checkStated(options.schema, byName.values(), diagnostics)
  if (organizationsOf(tenants) === 'many') checkOrganizations(heads.values(), diagnostics)
  return { sources: [...byName.values()], tenants, vocabulary, cases }
}

function byTypeOf(sources: readonly Source[]): ReadonlyMap<string, readonly Source[]> {
  const types = [...new Set(sources.map((source) => source.resource))]
  return new Map(types.map((type) => [type, sources.filter((source) => source.resource === type)]))
}

function hashOf(files: Files, schema: Schema): string {
  const hash = createHash('sha256').update(JSON.stringify(schema))
  for (const [name, text] of files.texts) hash.update(name).update('\0').update(text)
  return hash.digest('hex').slice(0, 16)
}

async function assemble(
  files: Files,
  options: LoadOptions,
  compiled: Compiled,
  rows: TableRows,
  tenants: Mapping['tenants'],
) {
  const { sources } = compiled
  const byType = byTypeOf(sources)
  const proxy = proxyOf(sources)
  const parameters = new Map<string, ReadonlyMap<string, Parameter>>()
  for (const [type, own] of byType) parameters.set(type, await parametersOf(type, own))
  const mapping: Mapping = {
    hash: hashOf(files, options.schema),
    usCore: options.usCore,
    sources,
    byName: new Map(sources.map((source) => [source.name, source])),
    byType,
    parameters,
    ...(proxy !== undefined && { proxy }),
    organizations: organizationsOf(compiled.tenants),
    tenants: new Map([...tenants].map(([key, tenant]) => [key, withCases(tenant, compiled.cases)])),
    documents: compiled.vocabulary.documents,
    codeRows: countRows(rows),
    tables: tablesOf(options.schema, sources),
  }
  return Object.freeze(mapping)
}

const noRows: TableRows = { lists: new Map(), tenants: [] }

/** `known`: rows that were read already. */
async function loadFiles(files: Files, options: LoadOptions, known?: TableRows): Promise<Loaded> {
  const { readTable } = options
  const diagnostics = new Diagnostics()
  const compiled = await compile(files, options, diagnostics)
  if (diagnostics.failed) return { diagnostics: diagnostics.all() }
  const read = readTable && (() => readTables(compiled, readTable))
  const rows = known ?? (await read?.()) ?? noRows
  fillLists(compiled, rows, diagnostics)
  const tenants = tenantsOf(compiled.tenants, read && rows.tenants, diagnostics)
  if (diagnostics.failed) return { diagnostics: diagnostics.all() }
  const mapping = await assemble(files, options, compiled, rows, tenants)
  const digest = digestRows(rows)
  const again = async (reader: () => Promise<TableRows>): Promise<Loaded> => {
    const now = await reader()
    return digestRows(now) === digest ? loaded : loadFiles(files, options, now)
  }
  const loaded: Loaded = { mapping, diagnostics: diagnostics.all(), ...(read && { again: () => again(read) }) }
  return loaded
}

/** Compiles the mapping in `folder`; with `readTable` also reads code tables and tenants, so that requests can be served. */
export const loadMapping = async (folder: string, options: LoadOptions): Promise<Loaded> =>
  loadFiles(await readFiles(folder), options)
