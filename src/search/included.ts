/** What a page's matches point to, and what points to them -> entries of mode `include`. https://hl7.org/fhir/R4/search.html#include */
import { pause } from '../mapping/pause.ts'
import type { IncludePlan, SourcePlan } from '../plan/model.ts'
import { planReferring, planTargets } from '../plan/include.ts'
import { summarised } from '../plan/page/amount.ts'
import { maximumKeys } from '../query/dialects.ts'
import { outcomeEntry } from '../write/bundle.ts'
import { cappedText } from '../write/outcome.ts'
import { layoutFor, type WriteContext } from './asked.ts'
import { entryWriter, joinEntries, lostEntry } from './entries.ts'
import type { Includes } from './include-targets.ts'
import { isForward, type Search } from './search.ts'
import { walkSource, type Step } from './walk.ts'

/** How many resources were included so far, and whether there were more than may be. */
interface Budget {
  left: number
  isCapped: boolean
}

function parts<T>(list: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / most) }, (_, index) =>
    list.slice(index * most, (index + 1) * most),
  )
}

/** A key's first part leads the condition; twice as many values as keys are bound where both parts differ. */
function* targetPlans({ plan, database }: Search, { targets }: Includes): Generator<SourcePlan, void> {
  for (const { source: name, kind, keys } of targets.values()) {
    const source = plan.context.mapping.byName.get(name)
    if (!source) continue
    for (const some of parts([...keys.values()], maximumKeys(database.dialect, source.key.length))) {
      const planned = planTargets(plan, source, some, kind)
      if (planned) yield planned
    }
  }
}

function* referringPlans(
  { plan, database }: Search,
  { matched }: Includes,
  include: IncludePlan,
): Generator<SourcePlan, void> {
  // A reference may be held by several columns, each of which binds every id, and that of a patient by four.
  for (const ids of parts(matched, maximumKeys(database.dialect, 8))) {
    yield* planReferring(plan, include, ids)
  }
}

function* includePlans(search: Search, includes: Includes): Generator<SourcePlan, void> {
  yield* targetPlans(search, includes)
  for (const include of search.plan.includes) if (!isForward(include)) yield* referringPlans(search, includes, include)
}

/** The entries of one batch that are in the Bundle not yet, as many as it may still hold. */
async function writeNew(
  { plan, shape, found, lost }: Step & { plan: SourcePlan },
  includes: Includes,
  budget: Budget,
  write: WriteContext,
): Promise<string> {
  const writer = entryWriter(plan, shape, write)
  const texts: string[] = []
  for (const each of found) {
    const name = `${plan.source.resource}/${each.id}`
    if (includes.seen.has(name)) continue
    if (budget.left === 0) budget.isCapped = true
    if (budget.isCapped) break
    includes.seen.add(name)
    budget.left--
    await pause()
    texts.push(writer.entry(each, 'include').text)
  }
  return joinEntries([...texts, lostEntry(plan, lost)])
}

/** The elements of an included resource: `_elements` names those of the matches, `_summary` goes for all. */
function elementsOf({ plan: { request } }: Search, { source }: SourcePlan): Pick<WriteContext, 'elements'> {
  const elements = request.elements.length > 0 ? undefined : summarised(request, source.resource)
  return elements ? { elements } : {}
}

/** Whole resources, or their summaries, whatever elements were asked of the matches. One outcome says so when there were more than a page may include. */
export async function* includedEntries(search: Search, includes: Includes): AsyncGenerator<string, void> {
  const { plan: asked, database, signal } = search
  const { elements: _, ...write } = search.write
  const most = asked.context.limits.maximumIncluded
  const budget: Budget = { left: most, isCapped: false }
  for (const plan of includePlans(search, includes)) {
    const elements = elementsOf(search, plan)
    const layout = layoutFor(plan, { isWritten: true, hits: [], ...elements })
    const walk = {
      plan,
      layout,
      facts: asked.facts,
      database,
      ...(signal && { signal }),
      room: () => budget.left + includes.seen.size + 1,
    }
    for await (const step of walkSource(walk)) {
      yield await writeNew({ ...step, plan }, includes, budget, { ...write, ...elements })
      if (budget.isCapped) break
    }
    if (budget.isCapped) break
  }
  if (budget.isCapped) yield outcomeEntry(cappedText(most))
}
