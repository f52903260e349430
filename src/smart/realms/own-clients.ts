/** The front door's own client, and Keycloak's two of the account console, as clients of a realm. */
import { managed } from './client-scopes.ts'
import type { RealmInput } from './input.ts'
import { clientRoles, resolvedAudience, subject, userName } from './mappers.ts'
import type { ClientRepresentation, ProtocolMapper, Role, User } from './representation.ts'

const common = {
  enabled: true,
  protocol: 'openid-connect',
  implicitFlowEnabled: false,
  directAccessGrantsEnabled: false,
  fullScopeAllowed: false,
  consentRequired: false,
  webOrigins: [],
  defaultClientScopes: [],
  optionalClientScopes: [],
} as const

/** The client whose roles let one use the Admin REST API of a realm. */
export const management = 'realm-management'

/** To look, not to touch: what a client may ask, who a person is. */
export const managementRoles: readonly string[] = ['view-clients', 'view-users']

/** It signs persons in before a patient is chosen, introspects tokens, and looks up clients and persons. */
export const gateClient = ({ client, publicUrl, realm }: RealmInput): ClientRepresentation => ({
  ...common,
  clientId: client.id,
  name: 'Portico front door',
  publicClient: false,
  clientAuthenticatorType: 'client-secret',
  secret: client.secret,
  standardFlowEnabled: true,
  serviceAccountsEnabled: true,
  redirectUris: [`${publicUrl}/realms/${realm}/gate/cb`],
  attributes: { 'pkce.code.challenge.method': 'S256', 'use.refresh.tokens': 'false', ...managed },
  // Not the scope `basic`: its tokens are good for the Admin REST API, never for the FHIR API.
  protocolMappers: [subject, clientRoles(management)],
})

export const gateAccount = ({ client }: RealmInput): User => ({
  username: `service-account-${client.id}`,
  enabled: true,
  serviceAccountClientId: client.id,
  clientRoles: { [management]: managementRoles },
})

const account = 'account'
export const accountConsole = 'account-console'

/** Without them the account console's API answers 403, and nobody can withdraw a consent. */
export const accountMappers: readonly ProtocolMapper[] = [
  subject,
  clientRoles(account),
  resolvedAudience,
  userName('firstName', 'given_name'),
  userName('lastName', 'family_name'),
]

const ofAccount = (realm: string) => ({
  ...common,
  publicClient: true,
  standardFlowEnabled: true,
  serviceAccountsEnabled: false,
  rootUrl: '${authBaseUrl}',
  baseUrl: `/realms/${realm}/account/`,
  redirectUris: [`/realms/${realm}/account/*`],
})

/** Keycloak makes these two itself, but with the default scopes of a realm that has its own: none. A file names both or neither. */
export const accountClients = ({ realm }: RealmInput): readonly ClientRepresentation[] => [
  { ...ofAccount(realm), clientId: account, name: '${client_account}', attributes: {} },
  {
    ...ofAccount(realm),
    clientId: accountConsole,
    name: '${client_account-console}',
    attributes: { 'pkce.code.challenge.method': 'S256', 'post.logout.redirect.uris': '+' },
    protocolMappers: accountMappers,
  },
]

const role = (name: string, ...contained: readonly string[]): Role => ({
  name,
  description: `\${role_${name}}`,
  ...(contained.length > 0 && { composite: true, composites: { client: { [account]: contained } } }),
})

/** As Keycloak makes them where a file does not name the client. */
export const accountRoles: readonly Role[] = [
  role('view-profile'),
  role('manage-account', 'manage-account-links'),
  role('manage-account-links'),
  role('view-applications'),
  role('view-consent'),
  role('manage-consent', 'view-consent'),
  role('view-groups'),
  role('delete-account'),
]

export const accountScopeMappings = [{ client: accountConsole, roles: ['manage-account', 'view-groups'] }]

/** What everyone in the realm may do: keep access offline, and see to their own account. */
export const realmRoles = (realm: string): readonly Role[] => [
  { name: 'offline_access', description: '${role_offline-access}' },
  {
    name: `default-roles-${realm}`,
    description: '${role_default-roles}',
    composite: true,
    composites: { realm: ['offline_access'], client: { [account]: ['view-profile', 'manage-account'] } },
  },
]
