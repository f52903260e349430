/** The resource types that a mapping serves -> every scope that a provider has to know by name. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html */
import { granularQuery, granularScopes } from '../granular.ts'

/** By who may be given them: `patient` and `user` are for apps of persons, `system` for backend clients, `ehr` for the one that launches. */
export interface SmartScopes {
  readonly patient: readonly string[]
  readonly user: readonly string[]
  readonly system: readonly string[]
  /** Those that ask for no data: identity, launch, how long. `openid` is not among them, every provider has it. */
  readonly launch: readonly string[]
  readonly ehr: readonly string[]
}

export type ScopeContext = 'patient' | 'user' | 'system'

/** The scope of the client that may tell the front door of a launch: `POST /realms/{realm}/launch`. */
export const launchScope = 'portico/launch'

/** As SMART 2 writes it, the letters; as SMART 1 does, `read`. */
const accesses = ['rs', 'r', 's', 'read']
const granularAccesses = accesses.filter((access) => access !== 'read')

const operations: Readonly<Record<ScopeContext, readonly string[]>> = {
  patient: ['DocumentReference.$docref'],
  user: ['DocumentReference.$docref'],
  system: ['*.$export', 'Group.$export', 'Patient.$export', '*.$bulkdata-status'],
}

const plain = (context: ScopeContext, types: readonly string[]): readonly string[] =>
  ['*', ...types].flatMap((type) => accesses.map((access) => `${context}/${type}.${access}`))

/** A backend client is bound by organizations and groups, never by category. */
function granular(context: ScopeContext, types: readonly string[]): readonly string[] {
  if (context === 'system') return []
  const served = granularScopes.filter(({ type }) => types.includes(type))
  return served.flatMap((each) =>
    granularAccesses.map((access) => `${context}/${each.type}.${access}${granularQuery(each)}`),
  )
}

const scopesOf = (context: ScopeContext, types: readonly string[]): readonly string[] => [
  ...plain(context, types),
  ...granular(context, types),
  ...operations[context].map((operation) => `${context}/${operation}`),
]

/** `types` in any order; the answer does not depend on it. */
export function smartScopes(types: readonly string[]): SmartScopes {
  const sorted = [...new Set(types)].sort()
  return {
    patient: scopesOf('patient', sorted),
    user: scopesOf('user', sorted),
    system: scopesOf('system', sorted),
    launch: ['fhirUser', 'launch', 'launch/patient', 'launch/encounter', 'offline_access', 'online_access'],
    ehr: [launchScope],
  }
}
