/** Tokens that no authorization request came before -> what they carry: of a backend client, or of a person by password. */
import type { Client, GrantContext, Person } from '../model.ts'
import { resolveScopes } from '../scopes/resolve.ts'
import type { Door, DoorRealm } from './door.ts'
import { boundTo, checkGroups, groupsOf, listOf } from './groups.ts'
import { wordsOf, type Parameters } from './parameters.ts'
import { Refusal } from './refusal.ts'
import type { Issued } from './token-response.ts'

async function clientOf(door: Door, realm: DoorRealm, { claims }: Issued): Promise<Client> {
  const azp: unknown = claims['azp']
  const client = typeof azp === 'string' ? await door.directory.client(realm.name, azp) : undefined
  if (client === undefined) throw new Refusal('invalid_client', 'the client is not registered here')
  return client
}

/** Not of FHIR: lets the EHR's own client make launches. */
export const launchScope = 'portico/launch'

/** The request without the scopes that the client is not registered for, as at the authorization endpoint. Who the client is, the provider checks. */
export async function withKnownScopes(
  door: Door,
  realm: DoorRealm,
  type: 'client_credentials' | 'password',
  parameters: Parameters,
  id: string | undefined,
): Promise<Parameters> {
  const client = id === undefined ? undefined : await door.directory.client(realm.name, id)
  const asked = parameters.get('scope')
  if (client === undefined || asked === undefined) return parameters
  const contexts = realm.contexts.filter((each) => (each === 'system') === (type === 'client_credentials'))
  const registered = new Set(client.scopes)
  const known = resolveScopes(asked, registered, { contexts, types: door.patients.types() })
  const own = wordsOf(asked).filter((word) => word === launchScope && registered.has(word))
  const scopes = [...known, ...own]
  if (scopes.length === 0) throw new Refusal('invalid_scope', 'none of the scopes can be granted to this client')
  return new Map([...parameters, ['scope', scopes.join(' ')]])
}

/** Its organizations are bound to its registration; one without any reaches nothing, so it gets no token. */
export async function grantForClient(door: Door, realm: DoorRealm, issued: Issued): Promise<GrantContext> {
  const client = await clientOf(door, realm, issued)
  const { id, attributes } = client
  checkGroups(door, client)
  const organizations = listOf(attributes['organizations']).filter((each) => door.patients.hasOrganization(each))
  if (organizations.length === 0)
    throw new Refusal('unauthorized_client', 'the client is bound to no organization: portico.organizations is not set')
  const own = { realm: realm.name, client: id, subject: issued.claims.sub ?? '', organizations }
  return { ...own, ...boundTo(groupsOf(client)), launch: {} }
}

function organizationOf(realm: DoorRealm, parameters: Parameters, { organizations }: Person): string {
  const aud = parameters.get('aud')
  const [only, ...others] = organizations
  const named = aud === undefined ? undefined : realm.findBase(aud.replace(/\/$/, ''))
  const organization = named?.organization ?? (others.length === 0 ? only : undefined)
  if ((aud !== undefined && named === undefined) || organization === undefined || !organizations.includes(organization))
    throw new Refusal('invalid_request', 'aud has to be a FHIR base URL of an organization of the user')
  return organization
}

/** The person's own chart, where scopes mean a patient and there is just one. */
async function patientOf(
  door: Door,
  realm: DoorRealm,
  client: Client,
  person: Person,
  organization: string,
): Promise<string | undefined> {
  if (realm.reach === 'organization') return undefined
  const own = await door.patients.within(groupsOf(client)).own(person, organization)
  return own.find(({ isSelf }) => isSelf)?.id
}

export async function grantForPassword(
  door: Door,
  realm: DoorRealm,
  issued: Issued,
  parameters: Parameters,
): Promise<GrantContext> {
  const client = await clientOf(door, realm, issued)
  checkGroups(door, client)
  const person = await door.directory.person(realm.name, issued.claims.sub ?? '')
  if (person === undefined) throw new Refusal('invalid_grant', 'the account is not active')
  const organization = organizationOf(realm, parameters, person)
  const isWanted = wordsOf(String(issued.claims['scope'])).some(
    (each) => each.startsWith('patient/') || each === 'launch/patient',
  )
  const patient = isWanted ? await patientOf(door, realm, client, person, organization) : undefined
  return {
    realm: realm.name,
    client: client.id,
    subject: person.subject,
    organizations: [organization],
    ...boundTo(groupsOf(client)),
    ...(person.patients.length > 0 && { patients: person.patients }),
    launch: patient === undefined ? {} : { patient },
    ...(person.fhirUser !== undefined && { fhirUser: person.fhirUser }),
  }
}
