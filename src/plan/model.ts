/** What a request means against a mapping, as values that can be printed, compared and compiled: nothing here refuses any more. */
import type { Grant } from '../auth/grant.ts'
import type { Cond } from '../mapping/cond.ts'
import type { Column, Facts, Hit, Kind, Mapping, Parameter, Reader, Rows, Source, Tenant } from '../mapping/model.ts'
import type { SearchRequest } from '../parse/request.ts'

/** Settings that bound what one request may cost. */
export interface Limits {
  readonly defaultCount: number
  readonly maximumCount: number
  /** A table of up to this many rows may be read through where no index serves a search. */
  readonly scanRows: number
  /** The most rows that may be gathered to sort or to count an answer that SQL alone cannot. */
  readonly gatherRows: number
  /** The most resources that one page includes. */
  readonly maximumIncluded: number
}

export interface Context {
  readonly mapping: Mapping
  readonly grant: Grant
  readonly tenant: Tenant
  readonly limits: Limits
  /** The FHIR base URL, without a slash at the end. */
  readonly base: string
  /** Epoch milliseconds, pinned for all pages of one search. */
  readonly now: number
  /** Encrypts and opens cursors; of several the first encrypts. See plan/page/cursor.ts. */
  readonly cursorKey: Uint8Array | readonly Uint8Array[]
}

/** One kind of a source that may match. `check` is there where the condition only bounds the answer: it decides on the row. */
export interface KindPlan {
  readonly kind: Kind
  readonly where: Cond
  readonly check?: (row: Reader) => boolean
}

/** Why a source may be asked: what drives its statement, in words for `explain`. */
export interface Driver {
  readonly by: 'id' | 'patient' | 'index' | 'scan'
  readonly text: string
}

/** Where some patients' data is filed. */
export interface Charts {
  /** Conditions on the Patient table, under the alias of the root's join, that together find their charts: their own, and those merged into them. */
  readonly found: readonly Cond[]
  /** What is left to ask of the rows under these charts. */
  readonly rest: Cond
}

/** One way into a source: rows of its own table, or child rows that hold its key in the columns of `key`. */
export type Seek =
  | { readonly kind: 'own'; readonly where: Cond; readonly charts?: Charts }
  | { readonly kind: 'child'; readonly rows: Rows; readonly where: Cond; readonly key: readonly Column[] }

/** Ways into a source that together find every row that can match; `rest` is what is left to ask of the rows found. */
export interface Seeks {
  readonly seeks: readonly Seek[]
  readonly rest: Cond
}

/** The predicate of a request's part on one source, and the line of the mapping it came from, for `explain`. */
export interface Trace {
  readonly parameter: string
  readonly at: string
}

/** One source's share of a search. */
export interface SourcePlan {
  readonly source: Source
  readonly kinds: readonly KindPlan[]
  /** Tenant, compartment and deletion; holds for every row that matches. */
  readonly root: Cond
  /** `root` and some kind's condition, simplified: the WHERE of the statement. */
  readonly where: Cond
  /** Columns of the statement itself that `check`s ask, beside what `hits` and kinds' conditions need. */
  readonly columns: readonly Column[]
  /** What `check`s look at: their paths' columns and child rows, and their leaves, have to be read. Empty when SQL decides. */
  readonly hits: readonly Hit[]
  readonly driver: Driver
  /** For what joins ask of the clock, and of who asks. */
  readonly facts?: Facts
  /** There where the statement should begin with the keys that several tables give, rather than with `where` on its own. */
  readonly seeks?: Seeks
  /** There where the statement should begin with the charts of some patients. */
  readonly charts?: Charts
  readonly trace: readonly Trace[]
}

/** A source that was not asked, and why. */
export interface Pruned {
  readonly source: Source
  readonly reason: string
}

/** Where a page begins: after this row (and this kind of it) of this source. */
export interface Position {
  readonly source: string
  readonly key: readonly string[]
  readonly kind: number
  /** For sorted answers: the values the row was sorted by. */
  readonly sort?: readonly (string | number | null)[]
}

export interface SortKey {
  readonly name: string
  readonly descending: boolean
  /** Undefined for `_id`. */
  readonly parameter?: Parameter
}

export interface IncludePlan {
  /** Forward: the reference parameter of resources on the page. Reverse: the parameter of the other type that points at them. */
  readonly kind: 'include' | 'revinclude'
  readonly parameter: Parameter
  readonly type: string
  readonly target?: string
}

export interface SearchPlan {
  readonly kind: 'search'
  /** What was understood of the request: without what lenient handling left out. */
  readonly request: SearchRequest
  readonly context: Context
  readonly facts: Facts
  readonly count: number
  readonly sources: readonly SourcePlan[]
  readonly pruned: readonly Pruned[]
  readonly sort: readonly SortKey[]
  readonly includes: readonly IncludePlan[]
  readonly total: 'none' | 'accurate'
  /** `_summary=count`: only the total. */
  readonly countOnly: boolean
  /** Top-level elements to write; undefined: all. Mandatory ones are added by the writer, with the SUBSETTED tag. */
  readonly elements?: readonly string[]
  readonly after?: Position
  /** What lenient handling ignored, as sentences for an outcome entry. */
  readonly warnings: readonly string[]
  /** The absolute URL of `request`, for the self link. */
  readonly self: string
}

/** A read is a search for one id on one source. */
export interface ReadPlan {
  readonly kind: 'read'
  readonly context: Context
  readonly facts: Facts
  readonly source: SourcePlan
  readonly id: string
}

export type Plan = SearchPlan | ReadPlan
