/** The demo's clients and users -> both realms as Keycloak imports them: those of any clinic, and in them the demo's own. */
import { realmInputs, type RealmInput } from '../../../src/smart/realms/input.ts'
import { defaultScopes, offeredScopes } from '../../../src/smart/realms/client-scopes.ts'
import { realmRepresentation } from '../../../src/smart/realms/realm.ts'
import type { ClientRepresentation, RealmRepresentation, User } from '../../../src/smart/realms/representation.ts'
import {
  demoClientList,
  gateClient,
  gateSecret,
  hasKeys,
  hasServiceAccount,
  isApp,
  publicClient,
  type DemoClient,
} from '../identity-provider/clients.ts'
import type { ClientKeys } from '../identity-provider/keys.ts'
import { scopesOf } from '../identity-provider/scopes.ts'
import { demoUsers, fhirUserUrl, realmNames, realms, type DemoUser } from '../identity-provider/users.ts'

export interface DemoRealmSettings {
  /** The front door's address. */
  readonly publicUrl: string
  readonly gatewayUrl: string
  readonly gate?: { readonly id: string; readonly secret: string }
  /** Of the clients that have keys: without, they cannot authenticate. */
  readonly clientKeys?: ClientKeys
  readonly tokenLifetime?: number
  readonly passwordGrant?: boolean
}

/** The types that the demo's other provider knows, so that both offer the same scopes. */
const types = scopesOf(realms.sevocity, 'app').flatMap((scope) => /^patient\/([A-Z]\w+)\.rs$/.exec(scope)?.[1] ?? [])

export function demoInputs(settings: DemoRealmSettings): readonly RealmInput[] {
  const { publicUrl, gatewayUrl, gate, tokenLifetime, passwordGrant } = settings
  const door = {
    publicUrl,
    client: gate ?? { id: gateClient, secret: gateSecret },
    brand: { name: 'Demo clinic', colors: { primary: '', onPrimary: '', background: '', text: '' } },
    lifetimes: { accessTokenSeconds: tokenLifetime ?? 300, refreshTokenDays: 93, sessionHours: 10 },
    passwordGrant: passwordGrant ?? false,
  }
  const surfaces = realmNames.map((name) => ({
    issuer: `${publicUrl}/realms/${name}`,
    root: `${gatewayUrl}/api/${realms[name].surface}/v1`,
    contexts: realms[name].contexts,
  }))
  return realmInputs(door, surfaces, types)
}

const keyAttributes = ({ rs384, es384 }: ClientKeys): Readonly<Record<string, string>> => ({
  'use.jwks.string': 'true',
  'jwks.string': JSON.stringify({ keys: [rs384.publicKey, es384.publicKey] }),
})

function scopesFor(client: DemoClient, input: RealmInput) {
  const { persons, system, ehr } = offeredScopes(input)
  if (isApp(client)) return { defaultClientScopes: defaultScopes, optionalClientScopes: persons }
  return { defaultClientScopes: ['basic'], optionalClientScopes: client.kind === 'ehr' ? ehr : system }
}

const takesPasswords = ({ id }: DemoClient, passwordGrant = false): boolean => passwordGrant && id === publicClient

export const demoClient = (
  client: DemoClient,
  input: RealmInput,
  { clientKeys, passwordGrant }: DemoRealmSettings,
): ClientRepresentation => ({
  clientId: client.id,
  name: client.name,
  enabled: true,
  protocol: 'openid-connect',
  publicClient: client.kind === 'public',
  ...(client.secret !== undefined && { secret: client.secret }),
  clientAuthenticatorType: hasKeys(client) ? 'client-jwt' : 'client-secret',
  standardFlowEnabled: isApp(client),
  implicitFlowEnabled: false,
  directAccessGrantsEnabled: takesPasswords(client, passwordGrant),
  serviceAccountsEnabled: hasServiceAccount(client),
  fullScopeAllowed: false,
  // Who sends a password is on no page that could ask.
  consentRequired: isApp(client) && !takesPasswords(client, passwordGrant),
  redirectUris: client.redirectUris,
  webOrigins: client.webOrigins,
  attributes: {
    ...client.attributes,
    ...(isApp(client) && { 'post.logout.redirect.uris': '+' }),
    ...(clientKeys !== undefined && hasKeys(client) && keyAttributes(clientKeys)),
  },
  ...scopesFor(client, input),
})

export const demoUser = (user: DemoUser, gatewayUrl: string): User => ({
  id: user.id,
  username: user.name,
  enabled: true,
  email: `${user.name}@example.org`,
  emailVerified: true,
  firstName: user.firstName,
  lastName: user.lastName,
  attributes: {
    fhirUser: [fhirUserUrl(gatewayUrl, user)],
    patient: user.patients,
    organization: [user.organization],
  },
  credentials: [{ type: 'password', value: user.password }],
  // Who is imported gets no role by default.
  realmRoles: [`default-roles-${user.realm}`],
})

export const demoUsersOf = (realm: string): readonly DemoUser[] => demoUsers.filter((user) => user.realm === realm)

/** The demo's passwords are shorter than any clinic's may be. */
export const demoRealms = (settings: DemoRealmSettings): readonly RealmRepresentation[] =>
  demoInputs(settings).map((input) => {
    const { passwordPolicy: _, ...realm } = realmRepresentation(input)
    return {
      ...realm,
      displayName: realms[input.realm as DemoUser['realm']].title,
      clients: [...realm.clients, ...demoClientList.map((client) => demoClient(client, input, settings))],
      users: [...realm.users, ...demoUsersOf(input.realm).map((user) => demoUser(user, settings.gatewayUrl))],
    }
  })
