/** The mapping and the legacy database -> who may launch an app with whose chart. Asked live, under the person's own rights; nothing is kept. */
import { Problem } from '../../fhir/problem.ts'
import type { PatientEntry, Person } from '../model.ts'
import { askByIds } from './ask.ts'
import { amongPatients, asPatient, openDesk, type Desk, type DirectoryParts, type RealmRights } from './desk.ts'
import { isOwnEncounter } from './encounter.ts'
import { compareEntries, toEntry } from './entry.ts'
import { chartsOfOthers, ownCharts } from './own.ts'
import { searchPatients, wordsOf, type AskedPatient } from './search.ts'

/**
 * Every promise rejects with the Problems of the pipeline where the database does not answer (`rows-...`). A chart that is deleted, of another
 * organization, or was merged into another is nobody's to open.
 */
export interface PatientDirectory {
  /** The patients whose charts a patient's account may open, the person first: empty for staff and outside of the person's organizations. */
  own(person: Person, organization: string, signal?: AbortSignal): Promise<readonly PatientEntry[]>
  /**
   * For staff: at most `limit` patients of their organization, by name. `more`: there are others. Rejects with `auth-scope` for whom may not search here,
   * `parse-value` for what cannot be read, and `plan-needs-driver` where no index serves the search and the table is large.
   */
  search(
    person: Person,
    organization: string,
    asked: AskedPatient,
    limit: number,
    signal?: AbortSignal,
  ): Promise<{ readonly patients: readonly PatientEntry[]; readonly more: boolean }>
  /** Whether the person, who signed in to this realm, may open this chart now. */
  mayOpen(
    person: Person,
    realm: RealmRights,
    organization: string,
    patient: string,
    signal?: AbortSignal,
  ): Promise<boolean>
  /** One patient, whoever asks: for the launch from an EHR. Undefined where there is none in the organization. */
  find(organization: string, patient: string, signal?: AbortSignal): Promise<PatientEntry | undefined>
  /** Whether the encounter is there and is the patient's. */
  hasEncounter(organization: string, patient: string, encounter: string, signal?: AbortSignal): Promise<boolean>
  hasOrganization(organization: string): boolean
  /** The same, but that of patients only members of these groups are there; undefined: all are. */
  within(groups: readonly string[] | undefined): PatientDirectory
  /** Whether the mapping says who is in which group. */
  hasGroups(): boolean
  /** The resource types that the mapping serves. */
  types(): readonly string[]
}

type Reach = RealmRights['reach']

/** By the realm that the person signed in to, never by what the account says of itself. */
const hasReach = ({ realms }: DirectoryParts, person: Person, organization: string, reach: Reach): boolean =>
  realms.get(person.realm)?.reach === reach && person.organizations.includes(organization)

/** An account may be given several charts; where it says which patient it is, the others are not them. */
function isSelf({ fhirUser = '', patients }: Person, id: string): boolean {
  return fhirUser.startsWith('Patient/') ? fhirUser === `Patient/${id}` : patients.includes(id)
}

async function listOwn(desk: Desk, person: Person, organization: string): Promise<readonly PatientEntry[]> {
  const own = await ownCharts(desk, person, organization)
  const others = await chartsOfOthers(desk, person, organization)
  const charts = new Map([...others, ...own].map((each) => [each.id, each]))
  return [...charts.values()].map((each) => toEntry(each, isSelf(person, each.id))).sort(compareEntries)
}

async function findOne(desk: Desk, organization: string, patient: string): Promise<PatientEntry | undefined> {
  const context = amongPatients(desk, organization)
  const [found] = context === undefined ? [] : await askByIds(desk, context, [patient])
  return found && toEntry(found, false)
}

async function isOpen(desk: Desk, person: Person, organization: string, patient: string): Promise<boolean> {
  const isOwn = person.patients.includes(patient)
  const found = isOwn
    ? await ownCharts(desk, { patients: [patient] }, organization)
    : await chartsOfOthers(desk, person, organization, [patient])
  return found.length > 0
}

async function searchFor(desk: Desk, organization: string, asked: AskedPatient, limit: number) {
  const context = amongPatients(desk, organization)
  if (context === undefined) throw new Problem('plan-organization-unknown', 'There is no such organization.')
  const { patients, more } = await searchPatients(desk, context, asked, limit)
  const words = wordsOf(asked)
  return { patients: patients.map((each) => toEntry(each, false, words)).sort(compareEntries), more }
}

const noSearch = (): Problem =>
  new Problem('auth-scope', 'Only staff of the organization may search for its patients.', {
    hint: 'Sign in with an account of the clinic.',
  })

type Asking = Pick<PatientDirectory, 'own' | 'search' | 'mayOpen'>

const forPeople = (parts: DirectoryParts): Asking => ({
  own: async (person, organization, signal) => {
    if (!hasReach(parts, person, organization, 'patient')) return []
    return listOwn(openDesk(parts, person.subject, signal), person, organization)
  },
  search: async (person, organization, asked, limit, signal) => {
    if (!hasReach(parts, person, organization, 'organization')) throw noSearch()
    return searchFor(openDesk(parts, person.subject, signal), organization, asked, limit)
  },
  mayOpen: async (person, { name, reach }, organization, patient, signal) => {
    if (name !== person.realm || !hasReach(parts, person, organization, reach)) return false
    const desk = openDesk(parts, person.subject, signal)
    if (reach === 'patient') return isOpen(desk, person, organization, patient)
    return (await findOne(desk, organization, patient)) !== undefined
  },
})

/** Who asks where no person does. */
const nobody = 'portico'

/** See {@link PatientDirectory}. */
export const createDirectory = (parts: DirectoryParts): PatientDirectory => ({
  ...forPeople(parts),
  find: async (organization, patient, signal) => findOne(openDesk(parts, nobody, signal), organization, patient),
  hasEncounter: async (organization, patient, encounter, signal) => {
    const desk = openDesk(parts, nobody, signal)
    const context = asPatient(desk, organization, patient)
    return context !== undefined && isOwnEncounter(desk, context, encounter)
  },
  hasOrganization: (organization) => parts.mapping().tenants.has(organization),
  within: (groups) => createDirectory(groups === undefined ? parts : { ...parts, groups }),
  hasGroups: () => parts.mapping().sources.some(({ members }) => members !== undefined),
  types: () => [...parts.mapping().byType.keys()],
})
