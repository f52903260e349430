/** A Grant and a type -> the rules that apply to it, sorted by how far they reach. The first pass of a plan restricts by them. */
import type { Grant, ScopeRule } from './grant.ts'

/**
 * A resource of the type may be given out when it matches one rule of either list. A rule with `parameters` matches only
 * what all its search arguments match. Both lists empty: the type is not granted (`auth-scope`).
 */
export interface Access {
  /** Rules that reach only the compartment of `grant.patient`. Always empty when the grant names no patient. */
  readonly patient: readonly ScopeRule[]
  /** Rules that reach the whole organization. */
  readonly other: readonly ScopeRule[]
}

const isConfined = (grant: Grant, rule: ScopeRule): boolean =>
  rule.context === 'patient' || grant.reach !== 'organization'

/** What `grant` allows of `type` (a resource type's name) in a read or a search. Pure; checks nothing of the token again. */
export const access = (grant: Grant, type: string, interaction: 'read' | 'search'): Access => {
  const rules = grant.rules.filter((rule) => rule[interaction] && (rule.type === '*' || rule.type === type))
  return {
    patient: grant.patient === undefined ? [] : rules.filter((rule) => isConfined(grant, rule)),
    other: rules.filter((rule) => !isConfined(grant, rule)),
  }
}
