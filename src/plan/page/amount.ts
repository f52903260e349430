/** `_count`, `_total`, `_summary`, `_elements` -> how much of the answer is given, and of each resource. */
import { elementsOf, elementOf } from '../../fhir/definitions.ts'
import { Problem } from '../../fhir/problem.ts'
import type { SearchRequest } from '../../parse/request.ts'
import type { Asking } from '../passes/draft.ts'
import type { SearchPlan, SourcePlan } from '../model.ts'
import { countedBySql } from './whole.ts'

export type Amount = Pick<SearchPlan, 'count' | 'total' | 'countOnly'>

/** A server may give fewer than asked, never more. https://hl7.org/fhir/R4/search.html#count */
export function askAmount({ request, context: { limits } }: Asking): Amount {
  // https://hl7.org/fhir/R4/search.html#count: "this is treated the same as _summary=count".
  const countOnly = request.summary === 'count' || request.count === 0
  const isCounted = countOnly || request.total === 'accurate' || request.total === 'estimate'
  return {
    count: Math.min(request.count ?? limits.defaultCount, limits.maximumCount),
    total: isCounted ? 'accurate' : 'none',
    countOnly,
  }
}

const always = ['id', 'meta']

const summaries = new Map<string, readonly string[]>()

function summaryOf(type: string): readonly string[] {
  const known = summaries.get(type)
  if (known !== undefined) return known
  const names = elementsOf(type)
    .filter(([, element]) => element.summary === true)
    .map(([name]) => name)
  const elements = Object.freeze([...new Set([...always, ...names])])
  summaries.set(type, elements)
  return elements
}

function withoutText(type: string): readonly string[] {
  return elementsOf(type)
    .map(([name]) => name)
    .filter((name) => name !== 'text')
}

function checkNames({ type, elements, handling }: SearchRequest): readonly string[] {
  const wrong = elements.filter((name) => elementOf(type, name.replace(/\[x\]$/, '')) === undefined)
  if (wrong.length === 0 || handling === 'lenient') return elements
  throw new Problem('plan-value', `${type} has no element ${wrong[0]}.`, {
    expression: ['_elements'],
    hint: 'Elements are named at the top level of a resource, a choice without its type: value.',
  })
}

/** Names without a choice's type; undefined for all. https://hl7.org/fhir/R4/search.html#summary. Throws Problem plan-value. */
export function askElements(request: SearchRequest): readonly string[] | undefined {
  if (request.elements.length > 0) return [...always, ...checkNames(request)]
  return summarised(request, request.type)
}

/** Of resources of any type, those that are included too: `_summary` speaks of all that is returned. Undefined for all elements. */
export function summarised({ summary }: SearchRequest, type: string): readonly string[] | undefined {
  if (summary === 'true') return summaryOf(type)
  if (summary === 'text') return [...always, 'text']
  return summary === 'data' ? withoutText(type) : undefined
}

/** Where the row decides, counting reads all that matches. Throws Problem plan-total-unbounded. */
export function checkTotal({ total }: Amount, sources: readonly SourcePlan[], { context, facts }: Asking): void {
  if (total === 'none') return
  const { mapping, limits } = context
  const large = sources.find(
    (plan) =>
      plan.driver.by === 'scan' &&
      (mapping.tables.get(plan.source.from.name)?.rows ?? Infinity) > limits.gatherRows &&
      countedBySql(plan, facts) === undefined,
  )
  if (large === undefined) return
  const { source } = large
  throw new Problem('plan-total-unbounded', `Counting this ${source.resource} search would look at too many records.`, {
    expression: ['_total'],
    operator: `It would read all of ${source.from.name} (${source.at.file}:${source.at.line}).`,
    hint: 'Add a parameter that narrows the search, or leave _total out.',
  })
}
