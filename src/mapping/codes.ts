/** Code lists: local codes to standard ones and back, from CSV files or from tables of the database, loaded once. */
import { isCodeOf } from '../fhir/code-syntax.ts'
import { CodeIndex } from './code-index.ts'
import type { Cond } from './cond.ts'
import type { Text } from './lenses/pipeline.ts'
import type { Column, Facts, Place, Raw, Table } from './model.ts'
import { foldCase } from './value.ts'

/** One row of a list. `from` and `to` are the first and last day, as yyyymmdd. */
export interface CodeEntry {
  readonly local: string
  /** Tenant the row belongs to; undefined: everybody's. */
  readonly tenant?: string
  readonly system?: string
  readonly code?: string
  readonly display?: string
  readonly preferred: boolean
  /** The code that the list states cannot be one of the system's: it is left out, and told wherever the row is used. */
  readonly flawed?: boolean
  readonly from?: string
  readonly to?: string
}

/** What becomes of a stored code that no row has. A `code` is one of the element's value set. */
export type Otherwise =
  { readonly kind: 'drop' | 'text' | 'local' | 'bad' } | { readonly kind: 'code'; readonly code: string }

/** Where the rows of a list come from when it is a table. */
export interface CodeTable {
  readonly table: Table
  readonly where: Cond
  readonly columns: readonly Column[]
  toEntry(row: readonly Raw[]): CodeEntry | undefined
  /** There where rows are looked up as they are needed, by way of a join: what a search asks of the joined row. */
  readonly live?: LiveTexts
}

export interface LiveTexts {
  readonly local: Column
  readonly code?: Text
  readonly display?: Text
  readonly system: SystemRule
}

/** One system for all rows, or by a text of the row. */
export type SystemRule =
  { readonly fixed: string | undefined } | { readonly text: Text; readonly cases: ReadonlyMap<string, string> }

export interface CodeListDefinition {
  readonly name: string
  readonly at: Place
  readonly otherwise: Otherwise
  /** System of local codes, with `{tenant.fact}` holes. */
  readonly own?: string
  /** Rows are valid only on some days: lookups take a day. */
  readonly dated: boolean
  /** Shared rows are those of this tenant key. */
  readonly fallback?: string
  readonly source:
    { readonly kind: 'rows'; readonly entries: readonly CodeEntry[] } | ({ readonly kind: 'table' } & CodeTable)
}

type Index = ReadonlyMap<string, readonly CodeEntry[]>

function indexOf(entries: readonly CodeEntry[]): Map<string, CodeEntry[]> {
  const index = new Map<string, CodeEntry[]>()
  for (const entry of entries) {
    const key = foldCase(entry.local)
    const list = index.get(key)
    if (list === undefined) index.set(key, [entry])
    else list.push(entry)
  }
  return index
}

const validOn = (entry: CodeEntry, day: string | undefined): boolean =>
  day === undefined || ((entry.from === undefined || entry.from <= day) && (entry.to === undefined || day <= entry.to))

/** Without a code that cannot be one of its system: what is not served is not found either. */
export function sound(entry: CodeEntry): CodeEntry {
  const { system, code, ...rest } = entry
  return code === undefined || isCodeOf(system, code) ? entry : { ...rest, flawed: true }
}

/** Preferred rows alone, where there are some. */
function prefer(entries: readonly CodeEntry[]): readonly CodeEntry[] {
  const preferred = entries.filter((entry) => entry.preferred)
  return preferred.length > 0 ? preferred : entries
}

/** A list in use. Lookups fold case and drop blanks; a tenant's own rows hide the shared ones of the same code. */
export class CodeList {
  readonly definition: CodeListDefinition
  #entries: readonly CodeEntry[] = []
  #effective = new Map<string, Index>()
  readonly #given = new WeakMap<Index, CodeIndex>()
  readonly #keys = new WeakMap<Index, readonly string[]>()
  #isComplete = true
  #isPerTenant = false

  constructor(definition: CodeListDefinition) {
    this.definition = definition
    if (definition.source.kind === 'rows') this.load(definition.source.entries)
  }

  load(entries: readonly CodeEntry[]): void {
    this.#entries = Object.freeze(entries.map(sound))
    this.#effective = new Map()
    this.#isComplete = this.#entries.every((each) => each.code !== undefined)
    this.#isPerTenant = entries.some((each) => each.tenant !== undefined)
  }

  get size(): number {
    return this.#entries.length
  }

  /** Every row has a standard code. */
  get isComplete(): boolean {
    return this.#isComplete
  }

  /** What the list says depends on the tenant. */
  get isPerTenant(): boolean {
    return this.definition.fallback !== undefined || this.#isPerTenant
  }

  #of(facts: Facts): Index {
    const tenant = this.isPerTenant ? facts.tenant.key : ''
    const known = this.#effective.get(tenant)
    if (known !== undefined) return known
    const { fallback } = this.definition
    const shared = this.#entries.filter((each) => each.tenant === undefined || each.tenant === fallback)
    const own = this.#entries.filter((each) => each.tenant === tenant)
    const index = new Map([...indexOf(shared), ...indexOf(own)])
    this.#effective.set(tenant, index)
    return index
  }

  /** The rows of a local code that count on a day (yyyymmdd), preferred ones first choice. */
  find(local: string, facts: Facts, day?: string): readonly CodeEntry[] {
    const entries = this.#of(facts).get(foldCase(local.trim()))
    return entries === undefined ? [] : prefer(entries.filter((entry) => validOn(entry, day)))
  }

  /** What its local codes give, to look up. Made once for the rows that are loaded. */
  given(facts: Facts): CodeIndex {
    const index = this.#of(facts)
    const known = this.#given.get(index) ?? new CodeIndex([...index.values()].map(this.#choose))
    this.#given.set(index, known)
    return known
  }

  /** Where a day decides, all rows of a local code may count. */
  readonly #choose = (entries: readonly CodeEntry[]): readonly CodeEntry[] =>
    this.definition.dated ? entries : prefer(entries)

  /** Local codes some row of which, valid on whatever day, satisfies the test. */
  locals(facts: Facts, accept: (entry: CodeEntry) => boolean): readonly string[] {
    return [...this.#of(facts).values()].flatMap((entries) =>
      this.#choose(entries).some(accept) ? [entries[0]!.local] : [],
    )
  }

  /** Its local codes: the same array for as long as the same rows are loaded. */
  keys(facts: Facts): readonly string[] {
    const index = this.#of(facts)
    const known = this.#keys.get(index) ?? Object.freeze([...index.values()].map((entries) => entries[0]!.local))
    this.#keys.set(index, known)
    return known
  }

  /** The system of local codes for a tenant. */
  own(facts: Facts): string | undefined {
    return this.definition.own === undefined ? undefined : fillTenant(this.definition.own, facts)
  }
}

/** `urn:oid:{tenant.oid}.1` with the tenant's facts; a missing fact gives undefined, so that nothing half-filled is served. */
export function fillTenant(text: string, facts: Facts): string | undefined {
  let missing = false
  const filled = text.replace(/\{tenant\.(\w+)\}/g, (_, name: string) => {
    const { key, facts: known } = facts.tenant
    const value = name === 'key' ? key : Object.hasOwn(known, name) ? known[name] : undefined
    if (value === undefined || value === '') missing = true
    return value ?? ''
  })
  return missing ? undefined : filled
}
