/** What is seen of a request and of a row, and what is made of them, as data. */
import type { StatedCases } from '../fhir/token-case.ts'
import type { Column, PieceLookUp, Raw, Rows } from './table.ts'

/** What a tenant contributes: its key, zone and the facts that texts like `{tenant.oid}` use. Read at start. */
export interface Tenant {
  readonly key: string
  readonly zone: string
  readonly facts: Readonly<Record<string, string>>
  /** Of code systems, by their URIs as this tenant has them, of which the mapping says whether case counts. */
  readonly cases?: StatedCases
  /** Undefined where the mapping publishes nothing of it. */
  readonly published?: Published
}

/** What everyone may know of an organization, as its row had it. Whoever publishes it adds ids, addresses and what is the same of all. */
export interface Published {
  /** An Organization. `active` is not there where nothing is said of it. */
  readonly organization: Json
  /** Of its Endpoint. */
  readonly name: string
  /** ContactPoints of its Endpoint, for who makes apps. */
  readonly contacts: readonly Json[]
}

/** What lenses need to know of the request besides the row. `now` is bound once a request (epoch milliseconds). */
export interface Facts {
  readonly tenant: Tenant
  readonly now: number
  /** The rows that pieces of texts name, looked up once the rows with the texts are read: those that are served, by what names them. */
  readonly named?: Map<PieceLookUp, Map<string, readonly Raw[] | undefined>>
}

/** How lenses and conditions see one row: by column, and by child table. */
export interface Reader {
  get(column: Column): Raw
  rows(rows: Rows): readonly Reader[]
}

/** A value that is there but means nothing, or not all that it says: the reason, in words, never the value. */
export interface Bad {
  readonly bad: string
  /** What of it is served all the same: the day of an unreadable time, a concept without one of its codings. */
  readonly instead?: Json
}

/** A JSON value whose leaves are texts: what lenses of complex types give (Coding, CodeableConcept, Reference, HumanName). */
export type Json = string | readonly Json[] | { readonly [name: string]: Json }
