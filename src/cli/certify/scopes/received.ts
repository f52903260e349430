/** Scopes asked for and received -> what is wrong with them, as the step "level access ... scopes used" sees it (1.4.08, 3.4.10). */
import { Failed, must } from '../verdict.ts'
import { hasForm, parseResourceScope, wordsOf, type ResourceScope, type ScopeForm } from './resource-scope.ts'
import { compartmentTypes, permittedTypes } from './words.ts'

export interface ScopeRules {
  /** `patient` or `user`: the context of what must be granted. */
  readonly context: 'patient' | 'user'
  /** Words that must be asked for and received: `openid`. */
  readonly words: readonly string[]
  readonly askedForm: ScopeForm
  readonly receivedForm: ScopeForm
  /** The types that must be received. */
  readonly types: readonly string[]
}

const otherWords = ['online_access', 'offline_access', 'launch', 'launch/patient', 'launch/encounter']

const resourceWords = (scope: string, { words }: ScopeRules): readonly string[] =>
  wordsOf(scope).filter((word) => !words.includes(word) && !otherWords.includes(word))

const mustHaveWords = (scope: string, { words }: ScopeRules, said: string): void => {
  const has = wordsOf(scope)
  const missing = words.filter((word) => !has.includes(word))
  must(missing.length === 0, `these scopes were not ${said}: ${missing.join(', ')}`)
}

/** Types outside the patient's compartment may be granted at either level in a patient's launch. */
const mustHaveContext = ({ text, context, type }: ResourceScope, rules: ScopeRules, said: string): void => {
  const isFree = rules.context === 'patient' && type !== '*' && !compartmentTypes.includes(type)
  const allowed = isFree ? ['user', 'patient'] : [rules.context]
  must(allowed.includes(context), `the ${said} scope ${text} must begin with ${allowed.join('/ or ')}/`)
}

const checkAsked = (asked: string, rules: ScopeRules): void => {
  mustHaveWords(asked, rules, 'asked for')
  for (const word of resourceWords(asked, rules)) {
    const scope = parseResourceScope(word)
    must(scope !== undefined && hasForm(scope, rules.askedForm), `the scope ${word} that was asked for is malformed`)
    must(permittedTypes.has(scope.type), `${scope.type} is no resource type that may be asked for`)
    mustHaveContext(scope, rules, 'requested')
  }
}

const receivedTypes = (received: string, rules: ScopeRules): readonly string[] =>
  resourceWords(received, rules)
    .flatMap((word) => parseResourceScope(word) ?? [])
    .filter((scope) => ['patient', 'user', 'system'].includes(scope.context) && hasForm(scope, rules.receivedForm))
    .map((scope) => {
      mustHaveContext(scope, rules, 'received')
      return scope.type
    })

/** Throws Failed, naming as unserved the missing types that the deployment does not serve when no others are missing. */
export const mustGrantTypes = (missing: readonly string[], served: ReadonlySet<string>): void => {
  const unserved = missing.filter((type) => !served.has(type))
  const refused = missing.filter((type) => served.has(type))
  if (refused.length > 0) throw new Failed(`no scope was granted for ${missing.join(', ')}`)
  if (unserved.length > 0) throw new Failed(unservedWords(unserved), unserved)
}

/** `CarePlan, Goal: not served by this deployment`. */
export const unservedWords = (types: readonly string[]): string => `${types.join(', ')}: not served by this deployment`

/** Throws Failed. */
export const checkScopes = (asked: string, received: string, rules: ScopeRules, served: ReadonlySet<string>): void => {
  checkAsked(asked, rules)
  mustHaveWords(received, rules, 'received')
  const types = receivedTypes(received, rules)
  if (!types.includes('*'))
    mustGrantTypes(
      rules.types.filter((type) => !types.includes(type)),
      served,
    )
}
