/** The first pass: a grant and a type -> the rows that the caller may be shown at all. Read, search and include all begin here. */
import { access, type Access } from '../../auth/access.ts'
import type { ScopeRule } from '../../auth/grant.ts'
import { Problem } from '../../fhir/problem.ts'
import { and, isExact, type Cond } from '../../mapping/cond.ts'
import type { Facts, Kind, Source } from '../../mapping/model.ts'
import { askParameter, type AskedParameter } from '../question/parameter.ts'
import { allOf, anyOf, anything, noMatch, type Matching } from '../question/matching.ts'
import type { Draft } from './draft.ts'
import type { Context } from '../model.ts'
import { compartmentOf, rootOf } from './root.ts'
import { parametersOf } from '../question/offered.ts'

/**
 * `include` is what a page refers to: who may read a type, whose id the page has, or search it, may be given it so. What refers to the page
 * is found as by a search, and is given to whom may search. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#scopes-for-requesting-fhir-resources
 */
export type Interaction = 'read' | 'search' | 'include'

export const isGranted = ({ patient, other }: Access): boolean => patient.length + other.length > 0

export function accessFor({ grant }: Context, type: string, interaction: Interaction): Access {
  if (interaction !== 'include') return access(grant, type, interaction)
  const [read, search] = [access(grant, type, 'read'), access(grant, type, 'search')]
  return { patient: [...read.patient, ...search.patient], other: [...read.other, ...search.other] }
}

/** Throws Problem auth-scope. */
export function checkGranted(granted: Access, type: string, interaction: 'read' | 'search'): void {
  if (isGranted(granted)) return
  const letter = interaction === 'read' ? 'r' : 's'
  throw new Problem('auth-scope', `No scope of the token allows to ${interaction} ${type}.`, {
    hint: `Ask for a scope such as patient/${type}.${letter}.`,
  })
}

/** The search arguments of a granular scope, asked as any others; undefined where one of them cannot be: the rule then gives nothing. */
function argumentsOf(
  { parameters }: ScopeRule,
  type: string,
  context: Context,
  facts: Facts,
): readonly AskedParameter[] | undefined {
  const known = parametersOf(context.mapping, type)
  try {
    return parameters.map(({ name: text, value }) => {
      const [name = '', modifier] = text.split(':')
      const parameter = known.get(name)
      if (parameter === undefined) throw new Problem('plan-parameter-unknown', name)
      const request = { name, values: splitValues(value), ...(modifier !== undefined && { modifier }) }
      return askParameter(request, parameter, { facts, base: context.base })
    })
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}

/** A comma separates alternatives unless a backslash stands before it. */
const splitValues = (value: string): readonly string[] =>
  value.split(/(?<!\\),/).map((each) => each.replaceAll('\\,', ','))

type Rule = readonly AskedParameter[]

interface Rules {
  readonly confined: readonly Rule[]
  readonly free: readonly Rule[]
}

function rulesOf(granted: Access, type: string, context: Context, facts: Facts): Rules {
  const read = (rules: readonly ScopeRule[]): readonly Rule[] =>
    rules.flatMap((rule) => {
      const asked = argumentsOf(rule, type, context, facts)
      return asked === undefined ? [] : [asked]
    })
  return { confined: read(granted.patient), free: read(granted.other) }
}

const byRule = (rule: Rule, source: Source, kind: Kind): Matching =>
  allOf(rule.map((asked) => asked.matching(source, kind)))

const hasPlain = (rules: readonly Rule[]): boolean => rules.some((rule) => rule.length === 0)

const byAnyRule = (rules: readonly Rule[], source: Source, kind: Kind): Matching =>
  hasPlain(rules) ? anything : anyOf(rules.map((rule) => byRule(rule, source, kind)))

/** How far the rules reach on one source: `root` holds for all of it, `reach` decides by kind what of it. */
interface Reach {
  readonly root: Cond
  reach(kind: Kind): Matching
}

function reachOf({ confined, free }: Rules, source: Source, context: Context, facts: Facts): Reach {
  const root = rootOf(source, context)
  if (hasPlain(free)) return { root, reach: () => anything }
  const { patient } = context.grant
  const inside = patient === undefined ? noMatch : compartmentOf(source, patient, context, facts)
  const { over } = inside.between
  // What only the row can tell is asked of each kind.
  const left = isExact(inside.between) ? [] : [inside]
  if (free.length === 0)
    return { root: and(root, over), reach: (kind) => allOf([...left, byAnyRule(confined, source, kind)]) }
  const reach = (kind: Kind): Matching =>
    anyOf([allOf([inside, byAnyRule(confined, source, kind)]), byAnyRule(free, source, kind)])
  return { root, reach }
}

/**
 * The sources as far as the grant reaches into them, none left out yet. No tenant, no compartment: nothing. A rule whose
 * search arguments cannot be asked grants nothing.
 */
export function restrict(
  sources: readonly Source[],
  granted: Access,
  context: Context,
  facts: Facts,
): readonly Draft[] {
  const [first] = sources
  if (first === undefined || !isGranted(granted)) return []
  const rules = rulesOf(granted, first.resource, context, facts)
  return sources.map((source) => {
    const { root, reach } = reachOf(rules, source, context, facts)
    return { source, root, kinds: source.kinds.map((kind) => ({ kind, matching: reach(kind) })), trace: [] }
  })
}
