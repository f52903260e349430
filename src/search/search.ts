/** What the parts of one search share while it runs. */
import type { Hit } from '../mapping/model.ts'
import type { IncludePlan, Position, SearchPlan, SourcePlan } from '../plan/model.ts'
import type { Database } from '../rows/database.ts'
import { layoutFor, type Found, type WriteContext } from './asked.ts'
import type { Shape } from './row-reader.ts'
import type { Walk } from './walk.ts'

export interface Search {
  readonly plan: SearchPlan
  readonly database: Database
  readonly signal?: AbortSignal
  readonly write: WriteContext
}

/** How far a page has come. */
export interface Progress {
  /** Resources on the page. */
  taken: number
  /** Rows looked at; what residual checks reject counts too. */
  examined: number
  /** Where the next page begins; undefined when there is none. */
  next: Position | undefined
}

export const startSearch = (plan: SearchPlan, database: Database, signal?: AbortSignal): Search => ({
  plan,
  database,
  ...(signal && { signal }),
  write: writeContext(plan),
})

export const writeContext = ({ context, facts, elements }: SearchPlan): WriteContext => ({
  facts,
  tenant: context.tenant,
  base: context.base,
  ...(elements && { elements }),
})

/** References of this source's resources that the search includes the targets of. */
export const includeHits = ({ includes }: SearchPlan, { source }: SourcePlan): readonly Hit[] =>
  includes.filter(isForward).flatMap(({ parameter }) => parameter.hits.get(source) ?? [])

export const isForward = ({ kind }: IncludePlan): boolean => kind === 'include'

/** A walk that reads what the matches of a search are written of. */
export function matchWalk(
  { plan, database, signal, write: { elements } }: Search,
  source: SourcePlan,
): Omit<Walk, 'room'> {
  const layout = layoutFor(source, {
    isWritten: true,
    ...(elements && { elements }),
    hits: includeHits(plan, source),
  })
  return { plan: source, layout, facts: plan.facts, database, ...(signal && { signal }) }
}

/** Where a page begins that ends with this resource. */
export const positionOf = ({ source }: SourcePlan, { key, kind }: Found): Position => ({
  source: source.name,
  key,
  kind: kind.ordinal,
})

/** Matches of one batch as they are given out: on the page, and known to it. */
export interface Taken {
  readonly plan: SourcePlan
  readonly shape: Shape
  readonly found: readonly Found[]
  /** Matches whose key makes no id. */
  readonly lost: number
}
