/** All matches of a search, by key and sort values -> those of one page, in order. https://hl7.org/fhir/R4/search.html#sort */
import { Problem } from '../fhir/problem.ts'
import type { Hit } from '../mapping/model.ts'
import { inPieces } from '../mapping/pause.ts'
import type { Position, SortKey, SourcePlan } from '../plan/model.ts'
import { maximumKeys } from '../query/dialects.ts'
import { layoutFor, type Found } from './asked.ts'
import { matchWalk, type Progress, type Search, type Taken } from './search.ts'
import { compareValues, sortValue, type SortValue } from './sort-value.ts'
import { readKeys, walkSource, type Step } from './walk.ts'

/** One match, as far as order needs to know it. */
interface Item {
  readonly plan: SourcePlan
  /** Place of the source in the search. */
  readonly ordinal: number
  readonly key: readonly string[]
  readonly kind: number
  readonly values: readonly SortValue[]
}

interface Gathered {
  readonly items: readonly Item[]
  /** What stands in no order, for want of a key: told of behind the last. */
  readonly lost: readonly Taken[]
}

const hitsOf = ({ parameter }: SortKey, { source }: SourcePlan): readonly Hit[] => parameter?.hits.get(source) ?? []

function tooMany(most: number): Problem {
  const message = `Sorting this search would gather more than ${most} rows.`
  return new Problem('plan-sort-unbounded', message, { hint: 'Narrow the search, or leave _sort out.' })
}

function toItem({ plan: { sort, facts } }: Search, plan: SourcePlan, { shape }: Step, found: Found): Item {
  const reader = shape.reader(found.row, found.children)
  const values = sort.map((key) => {
    const hits = hitsOf(key, plan).filter(({ kind }) => kind === found.kind)
    return key.parameter ? sortValue(key, hits, reader, facts) : found.id
  })
  return { plan, ordinal: plan.source.ordinal, key: found.key, kind: found.kind.ordinal, values }
}

/** Throws `plan-sort-unbounded` when there are more rows than may be held. */
async function gather(search: Search): Promise<Gathered> {
  const { plan, database, signal } = search
  const most = plan.context.limits.gatherRows
  const items: Item[] = []
  const lost: Taken[] = []
  let examined = 0
  for (const source of plan.sources) {
    const layout = layoutFor(source, { isWritten: false, hits: plan.sort.flatMap((key) => hitsOf(key, source)) })
    const room = (): number => most - examined + 1
    const walk = { plan: source, layout, facts: plan.facts, database, ...(signal && { signal }), room }
    for await (const step of walkSource(walk)) {
      examined += step.examined
      if (examined > most) throw tooMany(most)
      if (step.lost > 0) lost.push({ ...step, plan: source, found: [] })
      items.push(...(await inPieces(step.found, (found) => toItem(search, source, step, found))))
    }
  }
  return { items, lost }
}

/** As exactly as the texts say it. */
function compareNumbers(one: string, other: string): number {
  const [whole, less] = [one, other].map((text) => BigInt(text.replace(/\..*$/, '')))
  return whole === less ? Number(one) - Number(other) : whole! < less! ? -1 : 1
}

/** Parts of keys that are numbers compare as numbers. */
function compareKeys({ source }: SourcePlan, one: readonly string[], other: readonly string[]): number {
  for (const [index, part] of source.key.entries()) {
    const [a = '', b = ''] = [one[index], other[index]]
    if (a === b) continue
    if (part.codec === 'integer') return compareNumbers(a, b)
    return a < b ? -1 : 1
  }
  return 0
}

type Ranked = Omit<Item, 'plan'>

function compareItems(sort: readonly SortKey[], plan: SourcePlan, one: Ranked, other: Ranked): number {
  for (const [index, { descending }] of sort.entries()) {
    const order = compareValues(one.values[index] ?? null, other.values[index] ?? null, descending)
    if (order !== 0) return order
  }
  if (one.ordinal !== other.ordinal) return one.ordinal - other.ordinal
  return compareKeys(plan, one.key, other.key) || one.kind - other.kind
}

function rankOf({ plan }: Search, { source, key, kind, sort = [] }: Position): Ranked {
  const ordinal = plan.context.mapping.byName.get(source)?.ordinal ?? 0
  return { ordinal, key, kind, values: sort }
}

function sortItems(search: Search, items: readonly Item[]): readonly Item[] {
  const { sort, after } = search.plan
  const sorted = items.toSorted((one, other) => compareItems(sort, one.plan, one, other))
  if (!after) return sorted
  const rank = rankOf(search, after)
  return sorted.filter((item) => compareItems(sort, item.plan, item, rank) > 0)
}

const itemName = (key: readonly string[], kind: number): string => `${key.join('\u0000')}\u0000${kind}`

/** The resources of one source's items, by key and kind, with what their rows look like. */
async function fetch(search: Search, plan: SourcePlan, items: readonly Item[]): Promise<ReadonlyMap<Item, Taken>> {
  const walk = matchWalk(search, plan)
  const keys = new Map(items.map(({ key }) => [key.join('\u0000'), key]))
  const step = await readKeys(walk, [...keys.values()])
  const found = new Map(step.found.map((each) => [itemName(each.key, each.kind.ordinal), each]))
  const taken = new Map<Item, Taken>()
  for (const item of items) {
    const match = found.get(itemName(item.key, item.kind))
    // It may be gone since it was gathered.
    if (match) taken.set(item, { plan, shape: step.shape, found: [match], lost: 0 })
  }
  return taken
}

async function fetchAll(search: Search, items: readonly Item[]): Promise<readonly Taken[]> {
  const taken = new Map<Item, Taken>()
  for (const plan of new Set(items.map((item) => item.plan))) {
    const own = items.filter((item) => item.plan === plan)
    for (const [item, match] of await fetch(search, plan, own)) taken.set(item, match)
  }
  return items.flatMap((item) => taken.get(item) ?? [])
}

const positionAt = ({ plan, key, kind, values }: Item): Position => ({
  source: plan.source.name,
  key,
  kind,
  sort: values,
})

/** The matches of one page of a sorted search; sets `progress.next`. Throws `plan-sort-unbounded`. */
export async function* sortedMatches(search: Search, progress: Progress): AsyncGenerator<Taken, void> {
  const gathered = await gather(search)
  const items = sortItems(search, gathered.items)
  const page = items.slice(0, search.plan.count)
  const last = page.at(-1)
  if (last && items.length > page.length) progress.next = positionAt(last)
  progress.taken = page.length
  const most = maximumKeys(search.database.dialect, 2)
  for (let start = 0; start < page.length; start += most) yield* await fetchAll(search, page.slice(start, start + most))
  if (!progress.next) yield* gathered.lost
}
