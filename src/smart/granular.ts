/** The categories by which scopes divide Condition and Observation, as certification names them. https://hl7.org/fhir/us/core/STU6.1/scopes.html#us-core-scopes */

export interface GranularScope {
  readonly type: 'Condition' | 'Observation'
  /** The search parameter of the scope. */
  readonly parameter: 'category'
  /** Its value, `system|code`. */
  readonly value: string
  /** The code alone: a short name, unique within the type. */
  readonly key: string
}

const conditionCategory = 'http://terminology.hl7.org/CodeSystem/condition-category'
const observationCategory = 'http://terminology.hl7.org/CodeSystem/observation-category'
const usCore = 'http://hl7.org/fhir/us/core/CodeSystem'

const granular = (type: GranularScope['type'], system: string, ...codes: readonly string[]): readonly GranularScope[] =>
  codes.map((key) => ({ type, parameter: 'category', value: `${system}|${key}`, key }))

/** `procedure` is what certification calls Clinical Test. */
export const granularScopes: readonly GranularScope[] = [
  ...granular('Condition', conditionCategory, 'encounter-diagnosis', 'problem-list-item'),
  ...granular('Condition', `${usCore}/condition-category`, 'health-concern'),
  ...granular('Observation', observationCategory, 'laboratory', 'social-history', 'vital-signs', 'survey', 'procedure'),
  ...granular('Observation', `${usCore}/us-core-category`, 'sdoh'),
]

/** What follows the access in a scope: `?category=system|code`. */
export const granularQuery = ({ parameter, value }: GranularScope): string => `?${parameter}=${value}`
