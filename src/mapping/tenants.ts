/** `tenants:` of system.yaml: whether there is one organization or many, which they are, their zones, and the facts that texts may use. */
import { makeElement } from './template/element.ts'
import { always, type Cond } from './cond.ts'
import { parseCondition } from './conditions.ts'
import type { Diagnostics } from './diagnostics.ts'
import { build } from './build.ts'
import { columnsOfNode } from './forward.ts'
import type { Column, Facts, Mapping, Node, Place, Raw, Reader, Table, Tenant } from './model.ts'
import { readPublished, type PublishedClause } from './published.ts'
import { parseTable, requireColumn, type Database, type Scope } from './scope.ts'
import type { Build, Vocabulary } from './template/context.ts'
import { makeOccurrences } from './template/values.ts'
import { textOf as storedText } from './equality/absent.ts'
import { checkKeys, entryOf, textIn, type MapNode, type Yaml } from './yaml.ts'
import { isZone } from './zone.ts'

/** A database without organizations states its one; others keep them in a table. */
export type TenantsClause = StatedTenant | TenantsTable

interface StatedTenant {
  readonly kind: 'stated'
  readonly tenant: Tenant
}

export interface TenantsTable {
  readonly kind: 'table'
  readonly at: Place
  /** What the mapping is written for: held against the rows whenever they are read. */
  readonly expect: Mapping['organizations']
  readonly table: Table
  readonly key: Column
  readonly columns: readonly Column[]
  readonly where: Cond
  readonly isPublished: boolean
  /** A row as a tenant; undefined when it has no key or no known zone. */
  toTenant(row: readonly Raw[]): Tenant | undefined
}

const textOf = (node: MapNode, key: string): string => {
  const value = entryOf(node, key)?.value
  return value?.kind === 'text' ? value.text : ''
}

function mapIn(node: MapNode, key: string): MapNode | undefined {
  const value = entryOf(node, key)?.value
  return value?.kind === 'map' ? value : undefined
}

const noTenant: Facts = { tenant: { key: '', zone: 'UTC', facts: {} }, now: 0 }

function textNode(build: Build, node: Yaml): Node {
  return { kind: 'first', of: makeOccurrences(build, { type: 'string' }, node, true) }
}

const evaluate = (node: Node, reader: Reader): string | undefined => {
  const value = build(node, reader, { facts: noTenant, report: () => undefined, path: 'tenants' })
  return typeof value === 'string' ? value : undefined
}

/** What texts may say of a tenant: `{tenant.key}` and each of its `facts`. */
export function readFactNames(system: MapNode): readonly string[] {
  const tenants = mapIn(system, 'tenants')
  const stated = tenants && (mapIn(tenants, 'one') ?? tenants)
  const facts = stated && mapIn(stated, 'facts')
  return ['key', ...(facts?.entries.map(({ key }) => key) ?? [])]
}

interface Parts {
  readonly key: Column
  readonly zone: Node
  readonly facts: readonly (readonly [string, Node])[]
  readonly published?: PublishedClause
}

function withPublished(tenant: Tenant, reader: Reader, clause: PublishedClause | undefined): Tenant {
  const published = clause?.read(reader, { tenant, now: Date.now() })
  return Object.freeze({ ...tenant, ...(published && { published }) })
}

const isSameColumn = (one: Column, other: Column): boolean => one.alias === other.alias && one.name === other.name

const distinct = (columns: readonly Column[]): readonly Column[] =>
  columns.filter((each, index) => columns.findIndex((other) => isSameColumn(each, other)) === index)

function toTenant(parts: Parts, columns: readonly Column[], row: readonly Raw[]): Tenant | undefined {
  const index = (column: Column): number => columns.findIndex((each) => isSameColumn(each, column))
  const reader: Reader = { get: (column) => row[index(column)] ?? null, rows: () => [] }
  const key = storedText(parts.key, reader.get(parts.key))
  const zone = evaluate(parts.zone, reader)
  if (key === undefined || zone === undefined || !isZone(zone)) return undefined
  const facts = parts.facts.flatMap(([name, node]) => {
    const value = evaluate(node, reader)
    return value === undefined ? [] : [[name, value] as const]
  })
  return withPublished({ key, zone, facts: Object.freeze(Object.fromEntries(facts)) }, reader, parts.published)
}

const expectations: readonly string[] = ['one', 'many']

/** Many, unless said. */
function expectOf(node: MapNode, diagnostics: Diagnostics): Mapping['organizations'] {
  const text = textIn(node, 'expect') ?? 'many'
  if (!expectations.includes(text))
    diagnostics.error(entryOf(node, 'expect')!.value.at, `"${text}" is no number of organizations`, 'known: one, many')
  return text === 'one' ? 'one' : 'many'
}

const buildIn = (scope: Scope, vocabulary: Vocabulary): Build => ({
  scope,
  vocabulary,
  sources: new Map(),
  rows: new Map(),
  aliases: new Set(),
  diagnostics: scope.diagnostics,
  updating: false,
  makeElement,
  path: 'tenants',
})

function publishedIn(around: Build, node: MapNode): PublishedClause | undefined {
  const entry = entryOf(node, 'published')
  return entry && readPublished(around, entry.value)
}

function tableClause(scope: Scope, table: Table, node: MapNode, vocabulary: Vocabulary): TenantsTable | undefined {
  const { diagnostics } = scope
  const around = buildIn(scope, vocabulary)
  const key = requireColumn(scope, textOf(node, 'key').replace(/^=/, ''), entryOf(node, 'key')?.value.at ?? node.at)
  const zone = entryOf(node, 'zone')
  if (zone === undefined)
    diagnostics.error(node.at, 'tenants have no zone', 'write zone: =o.TZ_NM, or zone: America/Chicago')
  if (key === undefined || zone === undefined) return undefined
  const facts = entryOf(node, 'facts')?.value
  const entries = facts?.kind === 'map' ? facts.entries : []
  const published = publishedIn(around, node)
  const parts: Parts = {
    key,
    zone: textNode(around, zone.value),
    facts: entries.map(({ key: name, value }) => [name, textNode(around, value)] as const),
    ...(published && { published }),
  }
  const named = [parts.zone, ...parts.facts.map(([, each]) => each)].flatMap(columnsOfNode)
  const columns = distinct([key, ...named, ...(published?.columns ?? [])])
  const where = entryOf(node, 'where')
  return {
    kind: 'table',
    at: node.at,
    expect: expectOf(node, diagnostics),
    table,
    key,
    columns,
    where: where === undefined ? always : parseCondition(scope, where.value),
    isPublished: published !== undefined,
    toTenant: (row) => toTenant(parts, columns, row),
  }
}

/** Of what is stated nothing is a column. */
const noRow: Reader = { get: () => null, rows: () => [] }

const oneHint = "write one: { key: '1', zone: America/Chicago }"

function statedFacts(node: MapNode, diagnostics: Diagnostics): Tenant['facts'] {
  const entries = mapIn(node, 'facts')?.entries ?? []
  const facts = entries.flatMap(({ key, value }) => {
    if (value.kind === 'text' && !value.text.startsWith('=')) return [[key, value.text] as const]
    diagnostics.error(value.at, `what is known of the one organization is a text`, 'write oid: 2.16.840.1')
    return []
  })
  return Object.freeze(Object.fromEntries(facts))
}

/** `one: { key: '1', zone: America/Chicago, facts: { oid: ... } }`: a database without organizations. */
function statedClause(node: Yaml, scope: Scope, vocabulary: Vocabulary): StatedTenant | undefined {
  const { diagnostics } = scope
  if (node.kind !== 'map') return void diagnostics.error(node.at, 'the one organization is a map', oneHint)
  checkKeys(node, ['key', 'zone', 'facts', 'published'], 'clause of the one organization', diagnostics)
  const clause = publishedIn(buildIn(scope, vocabulary), node)
  const key = textOf(node, 'key').trim()
  const zone = textOf(node, 'zone')
  const facts = statedFacts(node, diagnostics)
  if (key === '') return void diagnostics.error(node.at, 'the one organization has no key', oneHint)
  if (isZone(zone)) return { kind: 'stated', tenant: withPublished({ key, zone, facts }, noRow, clause) }
  const at = entryOf(node, 'zone')?.value.at ?? node.at
  return void diagnostics.error(at, `"${zone}" is no time zone that is known`, oneHint)
}

const tableKeys = ['from', 'key', 'where', 'zone', 'facts', 'expect', 'published']

/** Undefined (and told) when the clause is missing or wrong: without tenants nothing can be served. */
export function readTenants(
  database: Database,
  system: MapNode,
  vocabulary: Vocabulary,
  diagnostics: Diagnostics,
): TenantsClause | undefined {
  const node = entryOf(system, 'tenants')?.value
  if (node?.kind !== 'map') {
    diagnostics.error(
      node?.at ?? system.at,
      'system.yaml says no tenants',
      'write tenants: { from: ..., key: ..., zone: ... }, or tenants: { one: { key: ..., zone: ... } }',
    )
    return undefined
  }
  const one = entryOf(node, 'one')
  checkKeys(node, one === undefined ? ['one', ...tableKeys] : ['one'], 'clause of tenants', diagnostics)
  if (one !== undefined) return statedClause(one.value, { database, tables: new Map(), diagnostics }, vocabulary)
  const table = parseTable(database, textOf(node, 'from'), entryOf(node, 'from')?.value.at ?? node.at, diagnostics)
  const scope = table && { database, tables: new Map([[table.alias, table]]), diagnostics }
  return table && scope && tableClause(scope, table, node, vocabulary)
}

export const organizationsOf = (clause: TenantsClause | undefined): Mapping['organizations'] =>
  clause === undefined || (clause.kind === 'table' && clause.expect === 'many') ? 'many' : 'one'
