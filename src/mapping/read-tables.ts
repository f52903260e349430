/** The tables that a mapping reads as a whole, tenants and code lists -> their rows, and what the mapping makes of them. */
import { createHash } from 'node:crypto'
import type { TableQuery } from './code-lists.ts'
import type { CodeList } from './codes.ts'
import type { Diagnostics } from './diagnostics.ts'
import type { Mapping, Raw } from './model.ts'
import { toTenants } from './read-tenants.ts'
import type { TenantsClause } from './tenants.ts'

type Rows = readonly (readonly Raw[])[]

/** Runs a plain select of the mapping's own (tenants, code tables), all rows. */
export type TableReader = (query: TableQuery) => Promise<Rows>

export interface TableRows {
  /** By the name of the list. */
  readonly lists: ReadonlyMap<string, Rows>
  readonly tenants: Rows
}

interface Reading {
  readonly tenants: TenantsClause | undefined
  readonly vocabulary: { readonly lists: ReadonlyMap<string, CodeList> }
}

export async function readTables({ tenants, vocabulary }: Reading, read: TableReader): Promise<TableRows> {
  const lists = new Map<string, Rows>()
  for (const [name, { definition }] of vocabulary.lists) {
    if (definition.source.kind === 'table' && definition.source.live === undefined)
      lists.set(name, await read(definition.source))
  }
  return { lists, tenants: tenants?.kind === 'table' ? await read(tenants) : [] }
}

/** Tables have no order: the same for the same rows. */
export function digestRows({ lists, tenants }: TableRows): string {
  const hash = createHash('sha256')
  for (const rows of [tenants, ...lists.values()]) {
    for (const text of rows.map((row) => JSON.stringify(row)).sort()) hash.update(text)
    hash.update('\0')
  }
  return hash.digest('hex')
}

export const countRows = ({ lists }: TableRows): Mapping['codeRows'] =>
  new Map([...lists].map(([name, rows]) => [name, rows.length]))

export function fillLists({ vocabulary }: Reading, rows: TableRows, diagnostics: Diagnostics): void {
  for (const [name, list] of vocabulary.lists) {
    const { source, at } = list.definition
    const own = rows.lists.get(name)
    if (source.kind !== 'table' || own === undefined) continue
    if (own.length === 0) diagnostics.warn(at, `${source.table.name} has no row for the code list ${name}`)
    list.load(own.flatMap((row) => source.toEntry(row) ?? []))
  }
}

/** `rows` are undefined where no database is asked. */
export function tenantsOf(
  clause: TenantsClause | undefined,
  rows: Rows | undefined,
  diagnostics: Diagnostics,
): Mapping['tenants'] {
  if (clause?.kind === 'stated') return new Map([[clause.tenant.key, clause.tenant]])
  return clause === undefined || rows === undefined ? new Map() : toTenants(clause, rows, diagnostics)
}
