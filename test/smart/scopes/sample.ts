/** What the specs about scopes share: a surface, and a client that is registered for all it has. */
import { granularScopes } from '../../../src/smart/granular.ts'
import type { ScopeOffer } from '../../../src/smart/scopes/resolve.ts'

export const offer: ScopeOffer = {
  contexts: ['patient', 'user'],
  types: ['AllergyIntolerance', 'Condition', 'Encounter', 'Observation', 'Patient'],
}

export const observation = 'http://terminology.hl7.org/CodeSystem/observation-category'
export const condition = 'http://terminology.hl7.org/CodeSystem/condition-category'
export const concern = 'http://hl7.org/fhir/us/core/CodeSystem/condition-category'

const everyAccess = ['rs', 'r', 's', 'read']

export const registered: ReadonlySet<string> = new Set([
  ...'fhirUser launch launch/patient launch/encounter offline_access online_access'.split(' '),
  ...['patient', 'user', 'system'].flatMap((context) => [
    ...['*', ...offer.types].flatMap((type) => everyAccess.map((access) => `${context}/${type}.${access}`)),
    ...granularScopes.flatMap((each) =>
      ['rs', 'r', 's'].map((access) => `${context}/${each.type}.${access}?${each.parameter}=${each.value}`),
    ),
  ]),
])
