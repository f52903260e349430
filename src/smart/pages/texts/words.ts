/** The names for which every language has a word. https://hl7.org/fhir/us/core/us-core-server-uscdi.html */

/** A name in plain words, and one line about it. */
export interface Word {
  readonly name: string
  readonly about: string
}

/** The resource types of US Core, and those that its types name. */
export type NamedType =
  | 'AllergyIntolerance'
  | 'CarePlan'
  | 'CareTeam'
  | 'Condition'
  | 'Coverage'
  | 'Device'
  | 'DiagnosticReport'
  | 'DocumentReference'
  | 'Encounter'
  | 'Endpoint'
  | 'Goal'
  | 'Immunization'
  | 'Location'
  | 'Medication'
  | 'MedicationDispense'
  | 'MedicationRequest'
  | 'Observation'
  | 'Organization'
  | 'Patient'
  | 'Practitioner'
  | 'PractitionerRole'
  | 'Procedure'
  | 'Provenance'
  | 'QuestionnaireResponse'
  | 'RelatedPerson'
  | 'ServiceRequest'
  | 'Specimen'

/** The parts of problems and observations, by the codes of their categories. */
export type NamedCategory =
  | 'encounter-diagnosis'
  | 'problem-list-item'
  | 'health-concern'
  | 'laboratory'
  | 'social-history'
  | 'vital-signs'
  | 'survey'
  | 'procedure'
  | 'sdoh'

export type TypeWords = Readonly<Record<NamedType, Word>>
export type CategoryWords = Readonly<Record<NamedCategory, Word>>

/** `BodyStructure` -> `Body structure`, `social-history` -> `Social history`: better than nothing. */
function splitName(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What has no word in the tables has its name taken apart, and nothing about it. */
export function wordOf(name: string, words: Readonly<Record<string, Word>>): Word {
  return Object.hasOwn(words, name) ? (words[name] as Word) : { name: splitName(name), about: '' }
}
