/** A patient -> the searches of Condition and Observation that group 10 makes, and what they find with whole scopes. */
import { patientOf } from '../checks/fhir.ts'
import type { FhirResource, SearchRecord, Session, Visit } from '../model.ts'
import { recordSearch, type Search } from './search.ts'

type Parameters = SearchRecord['parameters']

const conditionCategories = ['encounter-diagnosis', 'problem-list-item', 'health-concern']

const observationCategories = [
  ...['laboratory', 'survey', 'exam', 'therapy', 'imaging', 'procedure', 'vital-signs', 'activity', 'social-history'],
]

/** The codes of the profiles that are searched for by code first. */
const observationCodes = [
  ...['82810-3', '86645-9', '11341-5', '9279-1', '8867-4', '8310-5', '77606-2', '59408-5', '2708-6', '72166-2'],
  ...['9843-4', '8289-1', '8302-2', '39156-5', '85354-9', '59576-9', '29463-7'],
]

const get = (type: string, parameters: Parameters): Search => ({ type, method: 'GET', parameters })

const parametersOf = (patient: string, ...others: Parameters): Parameters => [['patient', patient], ...others]

/** Each first search is also made by POST and with the patient as a reference. */
const threeWays = (type: string, patient: string, name: string, value: string): readonly Search[] => [
  get(type, parametersOf(patient, [name, value])),
  { type, method: 'POST', parameters: parametersOf(patient, [name, value]) },
  get(type, parametersOf(`Patient/${patient}`, [name, value])),
]

const firstSearches = (patient: string): readonly Search[] => [
  ...conditionCategories.flatMap((category) => threeWays('Condition', patient, 'category', category)),
  get('Condition', parametersOf(patient)),
  ...observationCategories.flatMap((category) => threeWays('Observation', patient, 'category', category)),
  ...observationCodes.map((code) => get('Observation', parametersOf(patient, ['code', code]))),
]

const tokensOf = (concepts: FhirResource['category'] = []): readonly string[] =>
  concepts.flatMap(({ coding = [] }) =>
    coding.flatMap(({ system, code }) => (system === undefined || code === undefined ? [] : [`${system}|${code}`])),
  )

const day = 24 * 60 * 60 * 1000

const instant = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}+00:00`

/** As the suite asks: a day to either side for comparators, the instant itself, a day as what lies after the day before. */
export const datesOf = (value: string): readonly string[] => {
  const time = Date.parse(value)
  if (Number.isNaN(time)) return []
  const compared = [
    ...['gt', 'ge'].map((prefix) => `${prefix}${instant(time - day)}`),
    ...['lt', 'le'].map((prefix) => `${prefix}${instant(time + day)}`),
  ]
  return value.includes('T') ? [value, ...compared] : compared
}

const dateOf = ({ effectiveDateTime, effectivePeriod }: FhirResource): string | undefined =>
  effectiveDateTime ?? effectivePeriod?.start

const categoryDates = (patient: string, category: string, resources: readonly FhirResource[]): readonly Search[] => {
  const date = resources.map(dateOf).find((one) => one !== undefined)
  const dates = date === undefined ? [] : datesOf(date)
  return dates.map((value) => get('Observation', parametersOf(patient, ['category', category], ['date', value])))
}

interface Categorized {
  readonly resource: FhirResource
  readonly token: string
}

/** What was found, by type and category. A resource stands in each of its categories. */
const byCategory = (found: readonly FhirResource[]): readonly (readonly Categorized[])[] => {
  const groups = new Map<string, Categorized[]>()
  for (const resource of found)
    for (const token of tokensOf(resource.category)) {
      const key = `${resource.resourceType} ${token}`
      groups.set(key, [...(groups.get(key) ?? []), { resource, token }])
    }
  return [...groups.values()]
}

const observationSearches = (patient: string, token: string, resources: readonly FhirResource[]): readonly Search[] => {
  const [code] = tokensOf(resources.flatMap((resource) => resource.code ?? []))
  const byCode = code === undefined ? [] : [parametersOf(patient, ['code', code])]
  return [...categoryDates(patient, token, resources), ...byCode.map((parameters) => get('Observation', parameters))]
}

/** Searches with values that the first ones found: every category as `system|code`, dates, codes. */
const laterSearches = (patient: string, first: readonly SearchRecord[]): readonly Search[] =>
  byCategory(first.flatMap(({ resources }) => resources)).flatMap((members) => {
    const { resource, token } = members[0]!
    const search = get(resource.resourceType, parametersOf(patient, ['category', token]))
    if (resource.resourceType !== 'Observation') return [search]
    return [
      search,
      ...observationSearches(
        patient,
        token,
        members.map((member) => member.resource),
      ),
    ]
  })

const recordAll = async (session: Session, visit: Visit, searches: readonly Search[]): Promise<SearchRecord[]> => {
  const records: SearchRecord[] = []
  for (const search of searches) records.push(await recordSearch(session, visit, search))
  return records
}

/** Throws Failed when one of them does not answer with a Bundle. */
export const recordBaseline = async (session: Session, visit: Visit): Promise<readonly SearchRecord[]> => {
  const patient = patientOf(visit)
  const first = await recordAll(session, visit, firstSearches(patient))
  return [...first, ...(await recordAll(session, visit, laterSearches(patient, first)))]
}
