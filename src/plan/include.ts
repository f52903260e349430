/** `_include` and `_revinclude` -> the references to follow, and the plans that read what they reach. https://hl7.org/fhir/R4/search.html#include */
import { Problem } from '../fhir/problem.ts'
import type { Hit, Parameter, Source } from '../mapping/model.ts'
import type { IncludeRequest } from '../parse/request.ts'
import type { Asking, Draft } from './passes/draft.ts'
import { matchKeys } from './question/id-parameter.ts'
import { allOf } from './question/matching.ts'
import type { Driver, IncludePlan, SearchPlan, SourcePlan } from './model.ts'
import { nearest } from './question/nearest.ts'
import { narrow } from './passes/narrow.ts'
import { askParameter } from './question/parameter.ts'
import { accessFor, isGranted, restrict } from './passes/restrict.ts'
import { driverOf, servingOf } from './passes/drive.ts'
import { settle } from './passes/settle.ts'
import { isFollowed, parametersOf } from './question/offered.ts'

type Kind = IncludePlan['kind']

const print = ({ type, parameter, target }: IncludeRequest): string =>
  type === '*' ? '*' : [type, parameter, ...(target === undefined ? [] : [target])].join(':')

function refuse(kind: Kind, asked: IncludeRequest, known: readonly string[]): Problem {
  const near = nearest(asked.parameter, known)
  const offer =
    known.length === 0
      ? `${asked.type} has no references here.`
      : `${asked.type} has ${known.map((name) => `${asked.type}:${name}`).join(', ')}.`
  const hint = near === undefined ? offer : `Did you mean ${asked.type}:${near}? ${offer}`
  return new Problem('plan-include-unknown', `There is no _${kind}=${print(asked)}.`, {
    expression: [`_${kind}`],
    hint,
  })
}

const refuseIterate = (kind: Kind): Problem =>
  new Problem('plan-include-unknown', `There is no _${kind}:iterate: what is included is one step from a match.`, {
    expression: [`_${kind}`],
    hint: `Write _${kind} without :iterate, and ask for the rest in another search.`,
  })

function referencesOf(asking: Asking, type: string): readonly Parameter[] {
  return [...parametersOf(asking.context.mapping, type).values()].filter(isFollowed)
}

const isTarget = ({ target }: Parameter, type: string): boolean => target.length === 0 || target.includes(type)

const leavesOf = ({ hits }: Parameter): readonly Hit['leaf'][] => [...hits.values()].flat().map(({ leaf }) => leaf)

/** Without those that look at no reference that another does not: `patient` beside `subject`. */
function distinct(parameters: readonly Parameter[]): readonly Parameter[] {
  const seen = new Set<Hit['leaf']>()
  const widest = parameters.toSorted((one, other) => leavesOf(other).length - leavesOf(one).length)
  return widest.filter((parameter) => {
    const leaves = leavesOf(parameter)
    const isNew = leaves.some((leaf) => !seen.has(leaf))
    for (const leaf of leaves) seen.add(leaf)
    return isNew
  })
}

/** `_revinclude=*`: every reference to the searched type, of every type that may be searched. */
function findReferring(asking: Asking): readonly IncludePlan[] {
  const { context, request } = asking
  const types = [...context.mapping.byType.keys()].filter((type) => isGranted(accessFor(context, type, 'search')))
  return types.flatMap((type) => {
    const reaching = referencesOf(asking, type).filter((each) => isTarget(each, request.type))
    return distinct(reaching).map((parameter) => ({ kind: 'revinclude' as const, parameter, type }))
  })
}

function findInclude(kind: Kind, asked: IncludeRequest, asking: Asking): readonly IncludePlan[] {
  if (asked.iterate) throw refuseIterate(kind)
  if (asked.type === '*') return findReferring(asking)
  const references = referencesOf(asking, asked.type)
  // What refers to a page refers to its type: another target would find nothing.
  const isHere =
    kind === 'include'
      ? asked.type === asking.request.type
      : asked.target === undefined || asked.target === asking.request.type
  const meant = asked.parameter === '*' ? references : references.filter(({ name }) => name === asked.parameter)
  const fitting = asked.target === undefined ? meant : meant.filter((each) => isTarget(each, asked.target!))
  const reaching = kind === 'include' ? fitting : fitting.filter((each) => isTarget(each, asking.request.type))
  if (!isHere || reaching.length === 0)
    throw refuse(
      kind,
      asked,
      references.map(({ name }) => name),
    )
  return reaching.map((parameter) => ({
    kind,
    parameter,
    type: asked.type,
    ...(asked.target !== undefined && { target: asked.target }),
  }))
}

export interface Including {
  readonly includes: readonly IncludePlan[]
  readonly warnings: readonly string[]
}

/** Lenient handling leaves out what is unknown. Throws Problem plan-include-unknown. */
export function askIncludes(asking: Asking): Including {
  const { request } = asking
  const warnings: string[] = []
  const find =
    (kind: Kind) =>
    (asked: IncludeRequest): readonly IncludePlan[] => {
      try {
        return findInclude(kind, asked, asking)
      } catch (error) {
        if (!(error instanceof Problem) || request.handling === 'strict') throw error
        warnings.push(`${error.message} It was left out.`)
        return []
      }
    }
  const includes = [...request.include.flatMap(find('include')), ...request.revinclude.flatMap(find('revinclude'))]
  return { includes, warnings }
}

const byKey: Driver = { by: 'id', text: 'the keys that the page refers to' }

function settleWith(draft: Draft, { facts }: SearchPlan, driver: Driver): SourcePlan | undefined {
  const settled = settle(draft, facts)
  return settled && { ...settled, driver }
}

function drafts(
  { context, facts }: SearchPlan,
  sources: readonly Source[],
  interaction: 'include' | 'search',
): readonly Draft[] {
  const [first] = sources
  if (first === undefined) return []
  const granted = accessFor(context, first.resource, interaction)
  return isGranted(granted) ? restrict(sources, granted, context, facts) : []
}

/**
 * The plan that reads rows of `source` by key, as far as the caller may see them; undefined when the type is not granted or
 * nothing of the source is within reach. At most `maximumKeys` keys a plan. `kind`: of rows that give several resources only this one.
 */
export function planTargets(
  plan: SearchPlan,
  source: Source,
  keys: readonly (readonly string[])[],
  kind?: string,
): SourcePlan | undefined {
  const [draft] = drafts(plan, [source], 'include')
  if (draft === undefined) return undefined
  const matching = matchKeys(source, keys, plan.facts)
  const meant = draft.kinds.filter((each) => kind === undefined || each.kind.id === kind)
  const kinds = meant.map((each) => ({ ...each, matching: allOf([each.matching, matching]) }))
  const [left] = narrow([{ ...draft, kinds }], []).left
  return left && settleWith(left, plan, byKey)
}

/**
 * The plans that read what refers to resources of the page: `ids` are their logical ids, at most `maximumKeys`. Sources that
 * no index serves for it, and types that may not be searched, are left out: a reverse include is a search.
 */
export function planReferring(plan: SearchPlan, include: IncludePlan, ids: readonly string[]): readonly SourcePlan[] {
  const { context, facts, request } = plan
  if (ids.length === 0) return []
  const values = ids.map((id) => `${request.type}/${id}`)
  const part = askParameter({ name: include.parameter.name, values }, include.parameter, { facts, base: context.base })
  const { left } = narrow(drafts(plan, context.mapping.byType.get(include.type) ?? [], 'search'), [part])
  return left.flatMap((draft) => {
    const settled = settle(draft, facts)
    const serving = servingOf(draft.source, context)
    const driven = settled && driverOf(serving, settled.where)
    return settled && driven ? [{ ...settled, ...driven }] : []
  })
}
