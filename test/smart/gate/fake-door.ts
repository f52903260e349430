/** A gate whose provider, directory and patients say what a test wants: for what no honest provider would ever answer. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import jsonwebtoken from 'jsonwebtoken'
import type { Authorizer } from '../../../src/auth/authorizer.ts'
import { createDoorApp } from '../../../src/smart/gate/server.ts'
import type { Door, DoorEvent, DoorRealm } from '../../../src/smart/gate/door.ts'
import type { Client, GrantContext, Person } from '../../../src/smart/model.ts'
import type { PatientDirectory } from '../../../src/smart/patients/directory.ts'
import { createSeal } from '../../../src/smart/seal.ts'
import { openStore } from '../../../src/smart/store/store.ts'
import type { UpstreamAnswer, UpstreamRequest } from '../../../src/smart/upstream/forward.ts'

export const person: Person = {
  realm: 'portal',
  subject: 'sub-1',
  name: 'A Person',
  fhirUser: 'Patient/p1',
  patients: ['p1'],
  organizations: ['1'],
}

export const client: Client = {
  id: 'app',
  name: 'An app',
  isPublic: true,
  scopes: ['launch/patient', 'patient/*.rs', 'offline_access'],
  redirectUris: ['https://app.example/cb'],
  needsPkce: true,
  hasServiceAccount: false,
  takesPasswords: false,
  attributes: {},
}

export const context: GrantContext = {
  realm: 'portal',
  client: 'app',
  subject: 'sub-1',
  organizations: ['1'],
  launch: { patient: 'p1' },
}

/** A token response as the provider would give it for these claims. */
export const issuing = (claims: object = {}, more: object = {}): UpstreamAnswer => {
  const all = { jti: 'jti-1', exp: 2_000_000_000, azp: 'app', sub: 'sub-1', scope: 'launch/patient', ...claims }
  const body = {
    access_token: jsonwebtoken.sign(all, 'any'),
    token_type: 'Bearer',
    expires_in: 60,
    scope: 'launch/patient',
    ...more,
  }
  return answering(200, body)
}

export const answering = (status: number, body: object): UpstreamAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(body)),
})

export interface FakeDoor {
  readonly url: string
  readonly door: Door
  readonly asked: UpstreamRequest[]
  readonly events: DoorEvent[]
  answer: (request: UpstreamRequest) => UpstreamAnswer | Promise<UpstreamAnswer>
  person: Person | undefined
  client: Client | undefined
  opens: (patient: string) => boolean
  /** Whether the mapping says who is in which group, and the groups that patients were asked within. */
  knowsGroups: boolean
  readonly within: (readonly string[] | undefined)[]
  /** Seconds that have passed for the store. */
  later: number
  stop(): Promise<void>
}

const settings: Door['settings'] = {
  publicUrl: 'http://door.example',
  provider: 'http://provider.example',
  client: { id: 'portico-gate', secret: 's' },
  store: 'sqlite::memory:',
  recheckMs: 0,
  smartVersion: '2.2.0',
  passwordGrant: false,
  proxies: 0,
  clientsMs: 0,
  timeoutMs: 1_000,
  brand: {
    name: 'Clinic',
    colors: { primary: '#000000', onPrimary: '#ffffff', background: '#ffffff', text: '#000000' },
  },
  lifetimes: { accessTokenSeconds: 60, refreshTokenDays: 1, sessionHours: 1 },
}

const realmNamed = (name: string): DoorRealm => ({
  name,
  issuer: `http://door.example/realms/${name}`,
  surface: name,
  reach: 'patient',
  contexts: ['patient'],
  findBase: (url) => (url === 'http://fhir.example/1' ? { organization: '1' } : undefined),
  baseOf: (organization) => `http://fhir.example/${organization}`,
  signIn: {
    url: async () => new URL('http://door.example/login'),
    finish: async () => 'sub-1',
    ownToken: async () => 'own',
  },
})

const patientsOf = (fake: FakeDoor): PatientDirectory => ({
  own: async () => [{ id: 'p1', name: 'P', isSelf: true }],
  search: async () => ({ patients: [], more: false }),
  mayOpen: async (_person, _realm, _organization, patient) => fake.opens(patient),
  find: async () => undefined,
  hasEncounter: async () => false,
  hasOrganization: () => true,
  hasGroups: () => fake.knowsGroups,
  within: (groups) => {
    fake.within.push(groups)
    return patientsOf(fake)
  },
  types: () => ['Patient'],
})

export async function startFakeDoor(): Promise<FakeDoor> {
  const [asked, events]: [UpstreamRequest[], DoorEvent[]] = [[], []]
  const groups = { knowsGroups: true, within: [] }
  const given = { asked, events, answer: () => issuing(), person, client, opens: () => true, later: 0, ...groups }
  const fake = given as unknown as FakeDoor
  const now = (): number => Date.now() + fake.later * 1000
  const seal = createSeal(Buffer.alloc(32, 1), now)
  const store = await openStore('sqlite::memory:', seal, now)
  const forward = async (request: UpstreamRequest): Promise<UpstreamAnswer> => {
    asked.push(request)
    return fake.answer(request)
  }
  const door: Door = {
    settings,
    realms: new Map(['portal', 'other'].map((name) => [name, realmNamed(name)])),
    store,
    seal,
    upstream: { forward, close: async () => {} },
    directory: { client: async () => fake.client, person: async () => fake.person },
    patients: patientsOf(fake),
    organizationName: (organization) => organization,
    authorizer: {} as Authorizer,
    emit: (event) => void events.push(event),
  }
  const server = createServer(createDoorApp(door)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = async (): Promise<void> => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
    await store.close()
  }
  return Object.assign(fake, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, door, stop })
}
