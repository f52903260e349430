/** The realms of the demo identity provider and who can sign in to them. Everything here is public and for the demo only. */

export const realmNames = ['portal', 'sevocity'] as const

export type RealmName = (typeof realmNames)[number]

export interface Realm {
  readonly name: RealmName
  /** The first part of the gateway's base paths that take this realm's tokens. */
  readonly surface: string
  readonly title: string
  /** What `npm run token` asks for unless told. */
  readonly defaultScope: string
}

export const realms: Readonly<Record<RealmName, Realm>> = {
  portal: {
    name: 'portal',
    surface: 'patients',
    title: 'Patient portal',
    defaultScope: 'launch/patient openid fhirUser patient/*.rs',
  },
  sevocity: { name: 'sevocity', surface: 'sevocity', title: 'Clinic staff', defaultScope: 'openid fhirUser user/*.rs' },
}

/** The organizations of the demo database, all of which the backend client serves. */
export const organizations: readonly string[] = ['1', '2', '3']

export interface DemoUser {
  readonly realm: RealmName
  readonly name: string
  readonly title: string
  /** The `sub` of the tokens. */
  readonly id: string
  readonly password: string
  readonly organization: string
  /** The resource that the user is, as in the claim of the same name. */
  readonly fhirUser: string
  /** The patient of `launch/patient`. */
  readonly patient?: string
}

const password = 'demo'

const patient = (name: string, title: string, number: number): DemoUser => ({
  realm: 'portal',
  name,
  title,
  id: `0d5b7e1a-5f0c-4c53-9b1e-0000000000${number}0`,
  password,
  organization: String(number),
  fhirUser: `Patient/pat-${number}`,
  patient: `pat-${number}`,
})

const staff = (name: string, title: string, number: number, organization: string, fhirUser: string): DemoUser => ({
  realm: 'sevocity',
  name,
  title,
  id: `7c1f0b86-2d7a-4e0e-8a4d-0000000000${number}0`,
  password,
  organization,
  fhirUser,
})

export const demoUsers: readonly DemoUser[] = [
  patient('amy', 'Amy, a patient of organization 1', 1),
  patient('ben', 'Ben, a patient of organization 2', 2),
  patient('carla', 'Carla, a patient of organization 3', 3),
  staff('drlee', 'Dr. Lee, a doctor of organization 1', 1, '1', 'Practitioner/prac-1'),
  staff('nurse', 'A nurse of organization 1', 2, '1', 'Practitioner/usr-2'),
  staff('drkim', 'Dr. Kim, a doctor of organization 2', 3, '2', 'Practitioner/prac-2'),
]
