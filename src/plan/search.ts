/** A search request -> its plan, or the reason why not. Meaning is decided here; nothing after it refuses. */
import type { SearchRequest } from '../parse/request.ts'
import { askAll, type AskedPart } from './passes/ask.ts'
import { nothingBeside, type Beside } from './passes/charts.ts'
import { decodeCursor, selfUrl } from './page/cursor.ts'
import { checkBudget } from './passes/budget.ts'
import type { Asking, Draft } from './passes/draft.ts'
import { drive } from './passes/drive.ts'
import { factsOf } from './facts.ts'
import { askIncludes } from './include.ts'
import type { Context, IncludePlan, Pruned, SearchPlan, SortKey, SourcePlan } from './model.ts'
import { narrow } from './passes/narrow.ts'
import { askAmount, askElements, checkTotal } from './page/amount.ts'
import { checkReferring } from './passes/referring.ts'
import { accessFor, checkGranted, restrict } from './passes/restrict.ts'
import { settle } from './passes/settle.ts'
import { askSort, checkSort } from './page/sort.ts'
import { checkSearched, sourcesOf } from './question/offered.ts'

/** What is asked, read once, before it is held against any source. */
interface Understood {
  readonly parts: readonly AskedPart[]
  readonly sort: readonly SortKey[]
  readonly includes: readonly IncludePlan[]
  readonly warnings: readonly string[]
  readonly request: SearchRequest
}

/** The first pass: who may see what. Throws Problem plan-type-unknown, auth-scope. */
function restricted({ request: { type }, context, facts }: Asking): readonly Draft[] {
  checkSearched(type)
  const sources = sourcesOf(context.mapping, type)
  const granted = accessFor(context, type, 'search')
  checkGranted(granted, type, 'search')
  return restrict(sources, granted, context, facts)
}

function understand(asking: Asking): Understood {
  const { request } = asking
  const { parts, warnings } = askAll(asking)
  const sorting = askSort(asking)
  const including = askIncludes(asking)
  const isLeft = new Set(parts.map((part) => part.request))
  return {
    parts,
    sort: sorting.sort,
    includes: including.includes,
    warnings: [...warnings, ...sorting.warnings, ...including.warnings],
    request: {
      ...request,
      parameters: request.parameters.filter((each) => isLeft.has(each)),
      sort: sorting.sort.map(({ name, descending }) => ({ name, descending })),
      ...includesLeft(request, including.includes),
    },
  }
}

function includesLeft({ include, revinclude }: SearchRequest, plans: readonly IncludePlan[]) {
  const isLeft =
    (kind: IncludePlan['kind']) =>
    (asked: SearchRequest['include'][number]): boolean =>
      plans.some(
        (plan) =>
          plan.kind === kind &&
          ['*', plan.type].includes(asked.type) &&
          ['*', plan.parameter.name].includes(asked.parameter),
      )
  return { include: include.filter(isLeft('include')), revinclude: revinclude.filter(isLeft('revinclude')) }
}

function settled(
  drafts: readonly Draft[],
  asking: Asking,
): { sources: readonly SourcePlan[]; pruned: readonly Pruned[] } {
  const pruned: Pruned[] = []
  const sources = drafts.flatMap((draft) => {
    const plan = settle(draft, asking.facts)
    if (plan === undefined) pruned.push({ source: draft.source, reason: 'the conditions contradict each other' })
    return plan === undefined ? [] : [drive(plan, asking)]
  })
  return { sources, pruned }
}

/** The moment of the first page holds for all that follow. */
function startAt(request: SearchRequest, context: Context) {
  const facts = factsOf(context)
  if (request.cursor === undefined) return { asking: { request, context, facts } }
  const { now, position, request: whole } = decodeCursor(request.cursor, request, context)
  return { asking: { request: whole, context, facts: { ...facts, now } }, after: position }
}

/**
 * Throws Problem `auth-scope`, the `plan-` ones and `parse-value`. `beside` is asked together with the request, and stands in no
 * link.
 */
export function planSearch(asked: SearchRequest, context: Context, beside: Beside = nothingBeside): SearchPlan {
  const { asking, after } = startAt(asked, context)
  const { request } = asking
  const reachable = restricted(asking)
  checkBudget(request, context)
  const understood = understand(asking)
  const { left, pruned } = narrow(reachable, [...understood.parts, ...beside(asking)])
  const { sources, pruned: contradicting } = settled(left, asking)
  const amount = askAmount(asking)
  checkSort(understood.sort, sources, asking)
  checkTotal(amount, sources, asking)
  const elements = askElements(request)
  return checkReferring({
    kind: 'search',
    request: understood.request,
    context,
    facts: asking.facts,
    sources,
    pruned: [...pruned, ...contradicting],
    sort: understood.sort,
    includes: understood.includes,
    ...amount,
    ...(elements !== undefined && { elements }),
    ...(after !== undefined && { after }),
    warnings: understood.warnings,
    self: selfUrl({ request: understood.request, context, facts: asking.facts, ...amount }),
  })
}
