/** The matches of a page -> what their references point to, and what may point to them. */
import type { Facts, Hit, Lens, Mapping, Reader } from '../mapping/model.ts'
import type { RowName } from '../mapping/table.ts'
import { placesOf, turnsInto } from '../mapping/turns.ts'
import type { IncludePlan, SearchPlan } from '../plan/model.ts'
import { isForward, type Taken } from './search.ts'

/** What a page has to include. Empty and idle where nothing is asked for. */
export interface Includes {
  readonly facts: Facts
  readonly mapping: Mapping
  readonly isAsked: boolean
  /** `Patient/pat-12` of all entries so far: none stands in a Bundle twice. */
  readonly seen: Set<string>
  /** Logical ids of the page's matches, which reverse includes point to. */
  readonly matched: string[]
  /** By the source they are rows of, and the kind where one is meant: keys to read. */
  readonly targets: Map<string, Targets>
}

export interface Targets extends Pick<RowName, 'source' | 'kind'> {
  readonly keys: Map<string, readonly string[]>
}

export const startIncludes = ({ includes, facts, context }: SearchPlan): Includes => ({
  facts,
  mapping: context.mapping,
  isAsked: includes.length > 0,
  seen: new Set(),
  matched: [],
  targets: new Map(),
})

/** A way down to a reference. */
type Way = Pick<Hit, 'path' | 'leaf'>

/** A Reference is a hole, or an element with one in `reference`: those that are served, each with the row that it is served of. */
function* referencesOf({ path, leaf }: Way, reader: Reader, facts: Facts): Generator<readonly [Lens, Reader], void> {
  if (leaf.kind === 'element') {
    for (const turn of turnsInto(leaf, 'reference'))
      yield* referencesOf({ path: [...path, turn], leaf: turn.node }, reader, facts)
  } else if (leaf.kind === 'hole') for (const place of placesOf(path, reader, facts)) yield [leaf.lens, place]
}

function noteTarget(includes: Includes, lens: Lens, reader: Reader, type: string | undefined): void {
  const target = lens.target?.(
    lens.columns.map((column) => reader.get(column)),
    includes.facts,
  )
  if (!target || (type !== undefined && includes.mapping.byName.get(target.source)?.resource !== type)) return
  const { source, kind, key } = target
  const name = kind === undefined ? source : `${source} ${kind}`
  const known: Targets = includes.targets.get(name) ?? { source, keys: new Map(), ...(kind !== undefined && { kind }) }
  includes.targets.set(name, known)
  known.keys.set(key.join('\u0000'), key)
}

/** Remembers where these matches' references of one parameter point to. */
function noteReferences(includes: Includes, { parameter, target }: IncludePlan, { plan, shape, found }: Taken): void {
  const hits = parameter.hits.get(plan.source) ?? []
  for (const { kind, row, children } of hits.length === 0 ? [] : found) {
    const reader = shape.reader(row, children)
    for (const hit of hits.filter((each) => each.kind === kind)) {
      for (const [lens, place] of referencesOf(hit, reader, includes.facts)) noteTarget(includes, lens, place, target)
    }
  }
}

/** Remembers what these matches ask to include. */
export function noteMatches(includes: Includes, { includes: asked }: SearchPlan, taken: Taken): void {
  if (!includes.isAsked) return
  for (const { id } of taken.found) {
    includes.seen.add(`${taken.plan.source.resource}/${id}`)
    includes.matched.push(id)
  }
  for (const include of asked.filter(isForward)) noteReferences(includes, include, taken)
}
