/** The realms of the demo identity provider and who can sign in to them. Everything here is public and for the demo only. */

export const realmNames = ['portal', 'sevocity'] as const

export type RealmName = (typeof realmNames)[number]

export interface Realm {
  readonly name: RealmName
  /** The first part of the gateway's base paths that take this realm's tokens. */
  readonly surface: string
  readonly title: string
  /** The contexts of the scopes that its clients may ask for. */
  readonly contexts: readonly ('patient' | 'user' | 'system')[]
  /** What `npm run token` asks for unless told. */
  readonly defaultScope: string
}

export const realms: Readonly<Record<RealmName, Realm>> = {
  portal: {
    name: 'portal',
    surface: 'patients',
    title: 'Patient portal',
    contexts: ['patient'],
    defaultScope: 'launch/patient openid fhirUser patient/*.rs',
  },
  sevocity: {
    name: 'sevocity',
    surface: 'sevocity',
    title: 'Clinic staff',
    contexts: ['patient', 'user', 'system'],
    defaultScope: 'openid fhirUser user/*.rs',
  },
}

/** The organizations of the demo database. */
export const organizations: readonly string[] = ['1', '2', '3']

export interface DemoUser {
  readonly realm: RealmName
  readonly name: string
  readonly firstName: string
  readonly lastName: string
  /** For the login page and `npm run token -- --list`. */
  readonly title: string
  /** The `sub` of the tokens. */
  readonly id: string
  readonly password: string
  readonly organization: string
  /** The resource that the user is, relative: `Patient/pat-1`. */
  readonly fhirUser: string
  /** The patients that the account itself is of. */
  readonly patients: readonly string[]
}

type Personal = Pick<DemoUser, 'name' | 'firstName' | 'lastName' | 'title'>

const password = 'demo'

const patient = (person: Personal, account: number, organization: string, id: string): DemoUser => ({
  ...person,
  realm: 'portal',
  id: `0d5b7e1a-5f0c-4c53-9b1e-0000000000${account}0`,
  password,
  organization,
  fhirUser: `Patient/${id}`,
  patients: [id],
})

const staff = (person: Personal, account: number, organization: string, fhirUser: string): DemoUser => ({
  ...person,
  realm: 'sevocity',
  id: `7c1f0b86-2d7a-4e0e-8a4d-0000000000${account}0`,
  password,
  organization,
  fhirUser,
  patients: [],
})

const amy = { name: 'amy', firstName: 'Amy', lastName: 'Rivera', title: 'Amy, a patient of organization 1' }
const ben = { name: 'ben', firstName: 'Ben', lastName: 'Chen', title: 'Ben, a patient of organization 2' }
const carla = { name: 'carla', firstName: 'Carla', lastName: 'Begay', title: 'Carla, a patient of organization 3' }
const maria = {
  name: 'maria',
  firstName: 'Maria',
  lastName: 'Delgado',
  title: 'Maria, a patient of organization 1 and a mother of two',
}
const drlee = { name: 'drlee', firstName: 'Jordan', lastName: 'Lee', title: 'Dr. Lee, a doctor of organization 1' }
const nurse = { name: 'nurse', firstName: 'Nora', lastName: 'Walsh', title: 'A nurse of organization 1' }
const drkim = { name: 'drkim', firstName: 'Min', lastName: 'Kim', title: 'Dr. Kim, a doctor of organization 2' }

export const demoUsers: readonly DemoUser[] = [
  patient(amy, 1, '1', 'pat-1'),
  patient(ben, 2, '2', 'pat-2'),
  patient(carla, 3, '3', 'pat-3'),
  // The account is of her own chart alone: that she may open her children's is known to the demo database, not to the provider.
  patient(maria, 4, '1', 'pat-23'),
  staff(drlee, 1, '1', 'Practitioner/prac-1'),
  staff(nurse, 2, '1', 'Practitioner/usr-2'),
  staff(drkim, 3, '2', 'Practitioner/prac-2'),
]

/** A patient and a doctor of an organization that is not the demo's: the doctor sees all of it. */
export const usersOf = (organization: string, patientId = 'pat-1'): readonly DemoUser[] => [
  patient({ ...amy, title: `Amy, who is ${patientId} of organization ${organization}` }, 1, organization, patientId),
  staff({ ...drlee, title: `Dr. Lee, of organization ${organization}` }, 1, organization, 'Practitioner/prac-1'),
]

/** The user's `fhirUser` as the directory and the tokens have it: with the base URL of the user's own organization. */
export const fhirUserUrl = (gatewayUrl: string, user: DemoUser): string =>
  `${gatewayUrl}/api/${realms[user.realm].surface}/v1/${user.organization}/${user.fhirUser}`
