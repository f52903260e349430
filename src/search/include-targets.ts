/** The matches of a page -> what their references point to, and what may point to them. */
import { repeat } from '../mapping/forward.ts'
import { isSo } from '../mapping/template/decide.ts'
import type { Facts, Hit, Lens, Mapping, Reader } from '../mapping/model.ts'
import type { IncludePlan, SearchPlan } from '../plan/model.ts'
import { isBetween, isSplit, type Step } from '../plan/question/branches.ts'
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
  /** By the name of the source they are rows of: keys to read. */
  readonly targets: Map<string, Map<string, readonly string[]>>
}

export const startIncludes = ({ includes, facts, context }: SearchPlan): Includes => ({
  facts,
  mapping: context.mapping,
  isAsked: includes.length > 0,
  seen: new Set(),
  matched: [],
  targets: new Map(),
})

/** The rows, of child tables too, in which a hit's leaf may be there. */
function readersOf({ path }: Hit, reader: Reader, facts: Facts): readonly Reader[] {
  let readers: readonly Reader[] = [reader]
  for (const step of path as readonly Step[]) {
    if (isBetween(step)) readers = readers.filter((each) => isSo(step, each, facts))
    else readers = readers.flatMap((each) => repeat(isSplit(step) ? step : { kind: 'table', rows: step }, each))
  }
  return readers
}

/** A Reference is a hole, or an element with one in `reference`. */
function lensesOf(leaf: Hit['leaf']): readonly Lens[] {
  if (leaf.kind === 'hole') return [leaf.lens]
  if (leaf.kind === 'constant') return []
  const nodes = leaf.children.filter(({ json }) => json === 'reference').flatMap(({ occurrences }) => occurrences)
  return nodes.flatMap(({ node }) => (node.kind === 'hole' ? [node.lens] : []))
}

function noteTarget(includes: Includes, lens: Lens, reader: Reader, type: string | undefined): void {
  const target = lens.target?.(lens.columns.map((column) => reader.get(column)))
  if (!target || (type !== undefined && includes.mapping.byName.get(target.source)?.resource !== type)) return
  const known = includes.targets.get(target.source) ?? new Map<string, readonly string[]>()
  includes.targets.set(target.source, known)
  known.set(target.key.join('\u0000'), target.key)
}

/** Remembers where these matches' references of one parameter point to. */
function noteReferences(includes: Includes, { parameter, target }: IncludePlan, { plan, shape, found }: Taken): void {
  const hits = parameter.hits.get(plan.source) ?? []
  for (const { kind, row, children } of hits.length === 0 ? [] : found) {
    const reader = shape.reader(row, children)
    for (const hit of hits.filter((each) => each.kind === kind)) {
      for (const each of readersOf(hit, reader, includes.facts)) {
        for (const lens of lensesOf(hit.leaf)) noteTarget(includes, lens, each, target)
      }
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
