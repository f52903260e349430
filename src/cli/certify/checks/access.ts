/** A granted scope -> the steps that ask one search of each type. https://hl7.org/fhir/us/core/STU6.1/CapabilityStatement-us-core-server.html */
import { mustAnswer, textOf } from '../answers.ts'
import type { Answer, Session, Visit } from '../model.ts'
import { checkUnrestricted } from '../scopes/granted.ts'
import { unservedWords } from '../scopes/received.ts'
import { Failed, need, type Check } from '../verdict.ts'
import { askFhir, patientOf } from './fhir.ts'

interface AccessSearch {
  readonly type: string
  /** What is searched for beside the patient, as the suite has it first. */
  readonly parameters: string
  /** The status to try again with, where a server may demand one. */
  readonly status?: string
}

const searches: readonly AccessSearch[] = [
  { type: 'Patient', parameters: '_id={patient}' },
  { type: 'AllergyIntolerance', parameters: 'patient={patient}' },
  { type: 'CarePlan', parameters: 'category=assess-plan&patient={patient}', status: 'status=draft' },
  { type: 'CareTeam', parameters: 'patient={patient}&status=proposed' },
  { type: 'Condition', parameters: 'patient={patient}', status: 'clinical-status=active' },
  { type: 'Device', parameters: 'patient={patient}' },
  { type: 'DiagnosticReport', parameters: 'category=LAB&patient={patient}', status: 'status=registered' },
  { type: 'DocumentReference', parameters: 'patient={patient}', status: 'status=current' },
  { type: 'Goal', parameters: 'patient={patient}', status: 'lifecycle-status=proposed' },
  { type: 'Immunization', parameters: 'patient={patient}', status: 'status=completed' },
  { type: 'MedicationRequest', parameters: 'intent=proposal&patient={patient}', status: 'status=active' },
  { type: 'Observation', parameters: 'code=2708-6&patient={patient}', status: 'status=registered' },
  { type: 'Procedure', parameters: 'patient={patient}', status: 'status=preparation' },
]

/** Those that came with later versions of US Core. Their ids leave out those of the versions in between. */
const laterSearches: readonly AccessSearch[] = [
  { type: 'Encounter', parameters: 'patient={patient}', status: 'status=planned' },
  { type: 'ServiceRequest', parameters: 'patient={patient}', status: 'status=draft' },
  { type: 'Coverage', parameters: 'patient={patient}', status: 'status=active' },
  { type: 'MedicationDispense', parameters: 'patient={patient}', status: 'status=preparation' },
]

const askSearch = (session: Session, visit: Visit, type: string, parameters: string): Promise<Answer> => {
  const name = `${type}?${parameters}`
  return askFhir(session, visit, name.replace('{patient}', encodeURIComponent(patientOf(visit))), { name })
}

/** A 400 is let pass once, where it is an OperationOutcome and a status was not given. */
const askAgain = (answer: Answer, { status }: AccessSearch): boolean =>
  answer.status === 400 && status !== undefined && answer.json?.['resourceType'] === 'OperationOutcome'

const mustFind = async (session: Session, visit: Visit, search: AccessSearch): Promise<void> => {
  const first = await askSearch(session, visit, search.type, search.parameters)
  const answer = askAgain(first, search)
    ? await askSearch(session, visit, search.type, `${search.parameters}&${search.status}`)
    : first
  mustAnswer(answer, 200)
}

const mustRefuse = async (session: Session, visit: Visit, { type, parameters }: AccessSearch): Promise<void> => {
  const answer = await askSearch(session, visit, type, parameters)
  mustAnswer(answer, 401, 403)
}

/** A type that is not served cannot be found, and that is then all that is wrong. */
const orUnserved = async (session: Session, { base }: Visit, type: string, asked: Promise<void>): Promise<void> => {
  try {
    await asked
  } catch (error) {
    if (!(error instanceof Failed) || (await session.served(base)).has(type)) throw error
    throw new Failed(unservedWords([type]), [type])
  }
}

const accessStep = (name: string, search: AccessSearch, isAllowed: boolean): Check => ({
  title: `${search.type} can ${isAllowed ? 'be searched' : 'not be searched, as it was refused'}`,
  run: async (session) => {
    const visit = session.visit(name)
    need(textOf(visit.token, 'scope'), 'no scope was received')
    const asked = isAllowed ? mustFind(session, visit, search) : mustRefuse(session, visit, search)
    await orUnserved(session, visit, search.type, asked)
  },
})

const scopeStep = (name: string): Check => ({
  title: 'the scope that was granted opens every type of the criterion',
  run: async (session) => {
    const visit = session.visit(name)
    const scope = need(textOf(visit.token, 'scope'), 'no scope was received')
    checkUnrestricted(scope, await session.served(visit.base))
  },
})

const withIds = (name: string, first: number, isAllowed: (type: string) => boolean): readonly Check[] => [
  ...searches.map((search) => accessStep(name, search, isAllowed(search.type))),
  ...laterSearches.map((search, at) => ({
    ...accessStep(name, search, isAllowed(search.type)),
    id: String(first + at),
  })),
]

/** 1.7: everything is granted and can be searched. */
export const unrestrictedAccess = (name: string): readonly Check[] => [
  scopeStep(name),
  ...withIds(name, 17, () => true),
]

/** 2.3: what the person allowed can be searched, and nothing else. */
export const restrictedAccess = (name: string, allowed: readonly string[]): readonly Check[] =>
  withIds(name, 16, (type) => allowed.includes(type))
