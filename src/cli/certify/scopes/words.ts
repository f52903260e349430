/** Which scopes the suite asks for, and which types they must reach. https://www.healthit.gov/test-method/standardized-api-patient-and-population-services */

const askedTypes = [
  'Medication',
  'AllergyIntolerance',
  'CarePlan',
  'CareTeam',
  'Condition',
  'Coverage',
  'Device',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'Goal',
  'Immunization',
  'Location',
  'MedicationDispense',
  'MedicationRequest',
  'Observation',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Procedure',
  'Provenance',
  'QuestionnaireResponse',
  'RelatedPerson',
  'ServiceRequest',
  'Specimen',
] as const

const scopesOf = (context: string, access: string, types: readonly string[]): string =>
  types.map((type) => `${context}/${type}.${access}`).join(' ')

export const standaloneWords: readonly string[] = ['openid', 'fhirUser', 'launch/patient', 'offline_access']
export const ehrWords: readonly string[] = ['openid', 'fhirUser', 'launch', 'offline_access']

const standalone = 'launch/patient openid fhirUser offline_access'

export const standaloneScope = `${standalone} ${scopesOf('patient', 'rs', askedTypes)}`

export const ehrScope = `launch openid fhirUser offline_access ${scopesOf('user', 'rs', askedTypes)}`

export const ehrPatientScope = 'launch openid fhirUser offline_access patient/Patient.rs'

const withoutVersion1 = new Set(['QuestionnaireResponse', 'RelatedPerson'])

export const version1Scope = `${standalone} ${scopesOf(
  'patient',
  'read',
  askedTypes.filter((type) => !withoutVersion1.has(type)),
)}`

export const selectionScope = `${standalone} ${scopesOf('patient', 'rs', ['Condition', 'Observation', 'Patient'])}`

/** What a granted scope must reach, in the patient's compartment. */
export const compartmentTypes: readonly string[] = [
  'Patient',
  'AllergyIntolerance',
  'CarePlan',
  'CareTeam',
  'Condition',
  'DiagnosticReport',
  'DocumentReference',
  'Goal',
  'Immunization',
  'MedicationRequest',
  'Observation',
  'Procedure',
  'Provenance',
  'ServiceRequest',
  'Coverage',
  'MedicationDispense',
  'Specimen',
]

/** What a scope asked for may name. */
export const permittedTypes: ReadonlySet<string> = new Set([
  '*',
  ...askedTypes,
  ...['Binary', 'Media', 'MedicationOrder', 'MedicationStatement', 'Person'],
])

/** What the person may refuse in group 2, as far as it is looked at. */
export const refusableTypes: readonly string[] = [
  'AllergyIntolerance',
  'CarePlan',
  'CareTeam',
  'Condition',
  'Device',
  'DiagnosticReport',
  'DocumentReference',
  'Goal',
  'Immunization',
  'MedicationRequest',
  'Observation',
  'Procedure',
  'Patient',
  'Encounter',
  'ServiceRequest',
  'Specimen',
  'Coverage',
  'MedicationDispense',
]

/** What 1.7.01 wants at `patient/`, and at `patient/` or `user/`. */
export const unrestrictedTypes = {
  patient: [
    ...['AllergyIntolerance', 'CarePlan', 'CareTeam', 'Condition', 'DiagnosticReport', 'DocumentReference', 'Goal'],
    ...['Immunization', 'MedicationRequest', 'Observation', 'Procedure', 'Patient', 'Provenance', 'Coverage'],
    ...['MedicationDispense', 'Encounter'],
  ],
  patientOrUser: ['Device', 'Organization', 'Practitioner', 'ServiceRequest'],
} as const

const conditionCategory = 'http://terminology.hl7.org/CodeSystem/condition-category'
const observationCategory = 'http://terminology.hl7.org/CodeSystem/observation-category'

/** The granular scopes that 9.14 asks for, launch by launch. */
export const granularScopes: readonly (readonly string[])[] = [
  [
    `patient/Condition.rs?category=${conditionCategory}|encounter-diagnosis`,
    'patient/Condition.rs?category=http://hl7.org/fhir/us/core/CodeSystem/condition-category|health-concern',
    `patient/Observation.rs?category=${observationCategory}|laboratory`,
    `patient/Observation.rs?category=${observationCategory}|social-history`,
  ],
  [
    `patient/Condition.rs?category=${conditionCategory}|problem-list-item`,
    `patient/Observation.rs?category=${observationCategory}|vital-signs`,
    `patient/Observation.rs?category=${observationCategory}|survey`,
    'patient/Observation.rs?category=http://hl7.org/fhir/us/core/CodeSystem/us-core-category|sdoh',
  ],
]

export const granularScope = (round: number): string => `${standalone} ${(granularScopes[round] ?? []).join(' ')}`

/** What 9.14's first searches read with, before they are compared. */
export const comparisonScope = `${standalone} ${scopesOf('patient', 'rs', ['Condition', 'Observation', 'Patient'])}`
