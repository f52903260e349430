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

/** `$` and its name stand for an operation. */
export type Interaction = 'read' | 'search' | `$${string}`

const isFor = (rule: ScopeRule, interaction: Interaction): boolean =>
  interaction === 'read' || interaction === 'search'
    ? rule[interaction]
    : rule.operations.includes(interaction.slice(1))

/** What `grant` allows of `type` (a resource type's name) in one interaction. Pure; checks nothing of the token again. */
export const access = (grant: Grant, type: string, interaction: Interaction): Access => {
  const rules = grant.rules.filter((rule) => isFor(rule, interaction) && (rule.type === '*' || rule.type === type))
  return {
    patient: grant.patient === undefined ? [] : rules.filter((rule) => isConfined(grant, rule)),
    other: rules.filter((rule) => !isConfined(grant, rule)),
  }
}

/**
 * Whether a scope was granted for the operation, whose name has no `$`, on `type`; `*` is the operation on the whole base,
 * which only a scope for every type allows. How far the operation may reach is for {@link access} to say.
 */
export const allowsOperation = (grant: Grant, type: string, operation: string): boolean => {
  const { patient, other } = access(grant, type, `$${operation}`)
  return patient.length + other.length > 0
}
