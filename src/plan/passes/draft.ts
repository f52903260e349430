/** What the passes hand on: a source that may still match, with what is known of it so far. */
import type { Cond } from '../../mapping/cond.ts'
import type { Facts, Kind, Source } from '../../mapping/model.ts'
import type { SearchRequest } from '../../parse/request.ts'
import type { Matching } from '../question/matching.ts'
import type { Context, Pruned, Trace } from '../model.ts'

export interface DraftKind {
  readonly kind: Kind
  readonly matching: Matching
}

export interface Draft {
  readonly source: Source
  /** Tenant, compartment and deletion. */
  readonly root: Cond
  readonly kinds: readonly DraftKind[]
  readonly trace: readonly Trace[]
}

/** Drafts that are left, and why others are not. */
export interface Drafts {
  readonly left: readonly Draft[]
  readonly pruned: readonly Pruned[]
}

/** What every pass may look at. */
export interface Asking {
  readonly request: SearchRequest
  readonly context: Context
  readonly facts: Facts
}
