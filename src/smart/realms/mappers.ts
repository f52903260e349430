/** What stands in tokens -> Keycloak's protocol mappers. https://www.keycloak.org/docs/latest/server_admin/#_protocol-mappers */
import type { Attributes, ProtocolMapper } from './representation.ts'

const mapper = (name: string, protocolMapper: string, config: Attributes): ProtocolMapper => ({
  name,
  protocol: 'openid-connect',
  protocolMapper,
  config,
})

const inAccessToken: Attributes = { 'access.token.claim': 'true', 'introspection.token.claim': 'true' }

/** Since Keycloak 25 even `sub` comes from a mapper. */
export const subject = mapper('sub', 'oidc-sub-mapper', inAccessToken)

export const authenticationTime = mapper('auth_time', 'oidc-usersessionmodel-note-mapper', {
  'user.session.note': 'AUTH_TIME',
  'claim.name': 'auth_time',
  'jsonType.label': 'long',
  'id.token.claim': 'true',
  ...inAccessToken,
})

/** The first has the bare name, so that the realm of one surface, which is the usual one, keeps it when another joins. */
export const fhirAudience = (audience: string, index: number): ProtocolMapper =>
  mapper(`FHIR audience${index === 0 ? '' : ` ${index + 1}`}`, 'oidc-audience-mapper', {
    'included.custom.audience': audience,
    'id.token.claim': 'false',
    ...inAccessToken,
  })

/** Keycloak tells a client of no token that does not name the client in `aud`, so the front door has to stand there to introspect. */
export const introspectionAudience = (clientId: string): ProtocolMapper =>
  // Apart from the other: with both keys in one mapper the client wins, and the FHIR audience is lost.
  mapper('front door audience', 'oidc-audience-mapper', {
    'included.client.audience': clientId,
    'id.token.claim': 'false',
    ...inAccessToken,
  })

export const fhirUser = mapper('fhirUser', 'oidc-usermodel-attribute-mapper', {
  'user.attribute': 'fhirUser',
  'claim.name': 'fhirUser',
  'jsonType.label': 'String',
  'id.token.claim': 'true',
  'userinfo.token.claim': 'true',
  ...inAccessToken,
})

/** The roles that a client's token has of another client, such as `realm-management`. */
export const clientRoles = (clientId: string): ProtocolMapper =>
  mapper(`${clientId} roles`, 'oidc-usermodel-client-role-mapper', {
    'usermodel.clientRoleMapping.clientId': clientId,
    'claim.name': 'resource_access.${client_id}.roles',
    'jsonType.label': 'String',
    multivalued: 'true',
    ...inAccessToken,
  })

/** Names every client of which the token has roles. */
export const resolvedAudience = mapper('audience resolve', 'oidc-audience-resolve-mapper', inAccessToken)

/** The name that the account console greets with. */
export const userName = (property: 'firstName' | 'lastName', claim: string): ProtocolMapper =>
  mapper(claim, 'oidc-usermodel-attribute-mapper', {
    'user.attribute': property,
    'claim.name': claim,
    'jsonType.label': 'String',
    'id.token.claim': 'true',
    'access.token.claim': 'false',
    'userinfo.token.claim': 'true',
  })
