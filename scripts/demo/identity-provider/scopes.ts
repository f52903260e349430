/** Which scopes a client has registered in a realm. Keycloak refuses a request with any other, so the demo does too. */
import { smartScopes } from '../../../src/smart/realms/scopes.ts'
import type { ScopeGroup } from './clients.ts'
import { errors } from './library.ts'
import type { Realm } from './users.ts'

/** Those of US Core and those beside them that a mapping may serve, whether the demo's mapping serves them or not: what it does not the front door never asks for. */
const types = [
  ...['AllergyIntolerance', 'Appointment', 'Binary', 'CarePlan', 'CareTeam'],
  ...['Condition', 'Coverage', 'Device', 'DiagnosticReport', 'DocumentReference'],
  ...['Encounter', 'Endpoint', 'Goal', 'Group', 'Immunization'],
  ...['Location', 'Medication', 'MedicationDispense', 'MedicationRequest', 'Observation'],
  ...['Organization', 'Patient', 'Person', 'Practitioner', 'PractitionerRole'],
  ...['Procedure', 'Provenance', 'Questionnaire', 'QuestionnaireResponse', 'RelatedPerson'],
  ...['ServiceRequest', 'Specimen'],
]

const smart = smartScopes(types)

/** All that a client of the group may ask for beside `openid`, which everyone may. */
export const scopesOf = ({ contexts }: Realm, group: ScopeGroup): readonly string[] => {
  const persons = (['patient', 'user'] as const).filter((context) => contexts.includes(context))
  const groups: Readonly<Record<ScopeGroup, readonly string[]>> = {
    app: [...smart.launch, ...persons.flatMap((context) => smart[context])],
    backend: contexts.includes('system') ? smart.system : [],
    ehr: smart.ehr,
    gate: [],
  }
  return groups[group]
}

/** The words of `scope`. Throws `invalid_scope` for one that is not among the `registered`. */
export const checkScopes = (scope: string | undefined, registered: readonly string[]): readonly string[] => {
  const words = (scope ?? '').split(' ').filter((word) => word !== '')
  const unknown = words.find((word) => word !== 'openid' && !registered.includes(word))
  if (unknown !== undefined) throw new errors.InvalidScope('Invalid scopes', unknown)
  return words
}
