/** `tenants:` of system.yaml: which organizations there are, their zones, and the facts that texts may use. */
import { makeElement } from './template/element.ts'
import { always, type Cond } from './cond.ts'
import { parseCondition } from './conditions.ts'
import type { Diagnostics } from './diagnostics.ts'
import { build, columnsOfNode } from './forward.ts'
import type { Column, Facts, Node, Place, Raw, Reader, Table, Tenant } from './model.ts'
import { parseTable, resolveColumn, type Database, type Scope } from './scope.ts'
import type { Build, Vocabulary } from './template/context.ts'
import { makeOccurrences } from './template/values.ts'
import { checkKeys, entryOf, type MapNode, type Yaml } from './yaml.ts'
import { isZone } from './zone.ts'

export interface TenantsClause {
  readonly at: Place
  readonly table: Table
  readonly columns: readonly Column[]
  readonly where: Cond
  /** A row as a tenant; undefined when it has no key or no known zone. */
  toTenant(row: readonly Raw[]): Tenant | undefined
}

const textOf = (node: MapNode, key: string): string => {
  const value = entryOf(node, key)?.value
  return value?.kind === 'text' ? value.text : ''
}

const noTenant: Facts = { tenant: { key: '', zone: 'UTC', facts: {} }, now: 0, merged: new Map() }

function textNode(build: Build, node: Yaml): Node {
  return { kind: 'first', of: makeOccurrences(build, { type: 'string' }, node, true) }
}

const evaluate = (node: Node, reader: Reader): string | undefined => {
  const value = build(node, reader, { facts: noTenant, report: () => undefined, path: 'tenants' })
  return typeof value === 'string' ? value : undefined
}

/** What texts may say of a tenant: `{tenant.key}` and each of its `facts`. */
export function readFactNames(system: MapNode): readonly string[] {
  const tenants = entryOf(system, 'tenants')?.value
  const facts = tenants?.kind === 'map' ? entryOf(tenants, 'facts')?.value : undefined
  return ['key', ...(facts?.kind === 'map' ? facts.entries.map(({ key }) => key) : [])]
}

interface Parts {
  readonly key: Column
  readonly zone: Node
  readonly facts: readonly (readonly [string, Node])[]
}

function toTenant(parts: Parts, columns: readonly Column[], row: readonly Raw[]): Tenant | undefined {
  const index = (column: Column): number =>
    columns.findIndex((each) => each.alias === column.alias && each.name === column.name)
  const reader: Reader = { get: (column) => row[index(column)] ?? null, rows: () => [] }
  const key = reader.get(parts.key)?.trim()
  const zone = evaluate(parts.zone, reader)
  if (key === undefined || zone === undefined || !isZone(zone)) return undefined
  const facts = parts.facts.flatMap(([name, node]) => {
    const value = evaluate(node, reader)
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.freeze({ key, zone, facts: Object.freeze(Object.fromEntries(facts)) })
}

function clauseOf(scope: Scope, table: Table, node: MapNode, vocabulary: Vocabulary): TenantsClause | undefined {
  const { diagnostics } = scope
  const around: Build = {
    scope,
    vocabulary,
    sources: new Map(),
    rows: new Map(),
    diagnostics,
    updating: false,
    makeElement,
    path: 'tenants',
  }
  const key = resolveColumn(scope, textOf(node, 'key').replace(/^=/, ''), entryOf(node, 'key')?.value.at ?? node.at)
  const zone = entryOf(node, 'zone')
  if (zone === undefined)
    diagnostics.error(node.at, 'tenants have no zone', 'write zone: =o.TZ_NM, or zone: America/Chicago')
  if (key === undefined || zone === undefined) return undefined
  const facts = entryOf(node, 'facts')?.value
  const entries = facts?.kind === 'map' ? facts.entries : []
  const parts: Parts = {
    key,
    zone: textNode(around, zone.value),
    facts: entries.map(({ key: name, value }) => [name, textNode(around, value)] as const),
  }
  const columns = [key, ...columnsOfNode(parts.zone), ...parts.facts.flatMap(([, each]) => columnsOfNode(each))]
  const where = entryOf(node, 'where')
  return {
    at: node.at,
    table,
    columns,
    where: where === undefined ? always : parseCondition(scope, where.value),
    toTenant: (row) => toTenant(parts, columns, row),
  }
}

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
      'write tenants: { from: ..., key: ..., zone: ... }',
    )
    return undefined
  }
  checkKeys(node, ['from', 'key', 'where', 'zone', 'facts'], 'clause of tenants', diagnostics)
  const table = parseTable(database, textOf(node, 'from'), entryOf(node, 'from')?.value.at ?? node.at, diagnostics)
  return table && clauseOf({ database, tables: new Map([[table.alias, table]]), diagnostics }, table, node, vocabulary)
}
