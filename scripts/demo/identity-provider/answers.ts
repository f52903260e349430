/** oidc-provider's answers -> those of Keycloak, endpoint by endpoint. */
import type { AccessToken, ClientCredentials, KoaContextWithOIDC, RefreshToken } from 'oidc-provider'
import { registrationPath } from './endpoints.ts'
import { finishLogout } from './logout.ts'
import type { Place } from './place.ts'
import { scopesOf } from './scopes.ts'

type Json = Readonly<Record<string, unknown>>

const claimsOf = (token: AccessToken | ClientCredentials | undefined): Json => (token?.extra?.['claims'] ?? {}) as Json

/** After a narrowing refresh of an offline token Keycloak still names the whole scope, unlike the token itself. */
const scopeOf = (ctx: KoaContextWithOIDC, body: Json): unknown => {
  const { RefreshToken: refreshToken } = ctx.oidc.entities
  return refreshToken?.scopes.has('offline_access') === true ? refreshToken.scope : (body['scope'] ?? '')
}

/** An offline token has no end that Keycloak would name: it ends when it is not used for long. */
const secondsLeft = (token: RefreshToken | undefined): number =>
  token === undefined || token.scopes.has('offline_access') ? 0 : token.remainingTTL

const shapeTokens = (ctx: KoaContextWithOIDC): void => {
  const { AccessToken: token, RefreshToken: refreshToken } = ctx.oidc.entities
  const body = ctx.body as Json
  ctx.set('Pragma', 'no-cache')
  if (ctx.status !== 200) return
  ctx.body = {
    ...body,
    refresh_expires_in: secondsLeft(refreshToken),
    'not-before-policy': 0,
    scope: scopeOf(ctx, body),
    ...(token?.sessionUid !== undefined && { session_state: token.sessionUid }),
  }
}

const shapeIntrospection = (place: Place, ctx: KoaContextWithOIDC): void => {
  const { AccessToken: token, ClientCredentials: own } = ctx.oidc.entities
  const body = ctx.body as Json
  if (body['active'] !== true) return
  const claims = claimsOf(token ?? own)
  const client = claims['azp']
  const user = token === undefined ? undefined : place.findUser(token.accountId)
  const username = user?.name ?? `service-account-${String(client)}`
  ctx.body = { ...claims, username, token_type: 'Bearer', client_id: client, active: true }
}

const grantTypes = [
  'authorization_code',
  'client_credentials',
  'implicit',
  'password',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
]

const groups = ['app', 'backend', 'ehr'] as const

const assertionAlgorithms = ['PS384', 'RS384', 'EdDSA', 'ES384', 'HS256', 'HS512', 'ES256', 'RS256', 'HS384', 'ES512']

/** As Keycloak's, which says more than its clients are allowed: `plain`, the password grant. */
const shapeDiscovery = (place: Place, ctx: KoaContextWithOIDC): void => {
  ctx.body = {
    ...(ctx.body as Json),
    registration_endpoint: `${place.issuer}${registrationPath}`,
    grant_types_supported: grantTypes,
    code_challenge_methods_supported: ['plain', 'S256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic', 'client_secret_post'],
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    scopes_supported: ['openid', ...groups.flatMap((group) => scopesOf(place.realm, group))],
  }
}

/** To be run after the provider. Outside the provider's own routes there is no `oidc`, whatever the type says. */
export const shapeAnswer = async (place: Place, ctx: KoaContextWithOIDC): Promise<void> => {
  switch ((ctx.oidc as typeof ctx.oidc | undefined)?.route) {
    case 'token':
      return shapeTokens(ctx)
    case 'introspection':
      return shapeIntrospection(place, ctx)
    case 'discovery':
      return shapeDiscovery(place, ctx)
    case 'end_session':
      return finishLogout(place, ctx)
    default:
  }
}
