/** The searches with whole scopes -> the steps that make them again with scopes by category (9.14). */
import { describe } from '../answers.ts'
import { askFhir, mustBeResource } from '../checks/fhir.ts'
import { receivedOf } from '../checks/scopes.ts'
import type { FhirResource, SearchRecord, Session, Visit } from '../model.ts'
import { must, need, Skipped, type Check } from '../verdict.ts'
import { categoryScopesOf, checkSame, hasCategory, matching, type CategoryScope } from './compare.ts'
import { nameOf, runSearch } from './search.ts'

/** The names of the visits: of the one with whole scopes, and of the one with categories. */
export interface Pair {
  readonly whole: string
  readonly part: string
}

const recordsOf = ({ visit }: Session, { whole }: Pair, type: string): readonly SearchRecord[] =>
  need(visit(whole).searches, 'the searches with whole scopes were not made').filter((record) => record.type === type)

const scopesOf = ({ visit }: Session, { part }: Pair, type: string): readonly CategoryScope[] => {
  const scopes = categoryScopesOf(receivedOf(visit(part))).filter((scope) => scope.type === type)
  must(scopes.length > 0, `no scope of a category of ${type} was received`)
  return scopes
}

const hasNames = ({ parameters }: SearchRecord, names: readonly string[]): boolean =>
  parameters.length === names.length && names.every((name) => parameters.some(([one]) => one === name))

const searchStep = (pair: Pair, type: string, names: readonly string[]): Check => ({
  title: `searches of ${type} by ${names.join(', ')} find what was granted, and all of it`,
  run: async (session) => {
    const scopes = scopesOf(session, pair, type)
    const records = recordsOf(session, pair, type).filter((record) => hasNames(record, names))
    if (records.length === 0) throw new Skipped('no such search was made with whole scopes')
    for (const record of records) {
      const { resources } = await runSearch(session, session.visit(pair.part), record)
      checkSame(record, resources, scopes, `${nameOf(record)} by ${record.method}`)
    }
    return [`${records.length} searches`]
  },
})

const known = (session: Session, pair: Pair, type: string): readonly FhirResource[] =>
  recordsOf(session, pair, type).flatMap(({ resources }) => resources)

const readEach = async (session: Session, visit: Visit, values: readonly string[], found: readonly FhirResource[]) => {
  const missing: string[] = []
  for (const value of values) {
    const one = found.find((resource) => hasCategory(resource, value))
    if (one === undefined) missing.push(value)
    else {
      const { resourceType: type, id } = one
      mustBeResource(await askFhir(session, visit, `${type}/${id}`, { name: `${type}/{of ${value}}` }), type)
    }
  }
  return missing
}

const mustNotRead = async (session: Session, visit: Visit, { resourceType: type, id }: FhirResource): Promise<void> => {
  const answer = await askFhir(session, visit, `${type}/${id}`, { name: `${type}/{of another category}` })
  must(answer.status !== 200, describe(answer))
}

/** Skipped, for want of data, only once all that is there was read. */
const readStep = (pair: Pair, type: string): Check => ({
  title: `one ${type} of each granted category can be read, and one of another cannot`,
  run: async (session) => {
    const visit = session.visit(pair.part)
    const scopes = scopesOf(session, pair, type)
    const found = known(session, pair, type)
    const values = scopes.map(({ value }) => value)
    const missing = (await readEach(session, visit, values, found)).toSorted()
    const other = found.find((resource) => matching([resource], scopes).length === 0)
    if (other !== undefined) await mustNotRead(session, visit, other)
    if (missing.length > 0) throw new Skipped(`the patient has no ${type} of the category ${missing.join(', ')}`)
    return other === undefined ? ['there is none of another category'] : []
  },
})

export const conditionSteps = (pair: Pair): readonly Check[] => [
  searchStep(pair, 'Condition', ['patient', 'category']),
  searchStep(pair, 'Condition', ['patient']),
  readStep(pair, 'Condition'),
]

export const observationSteps = (pair: Pair): readonly Check[] => [
  searchStep(pair, 'Observation', ['patient', 'category']),
  searchStep(pair, 'Observation', ['patient', 'category', 'date']),
  searchStep(pair, 'Observation', ['patient', 'code']),
  readStep(pair, 'Observation'),
]
