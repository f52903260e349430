/** oidc-provider's access tokens -> Keycloak's: the claims and the header, and a record by which a token can be found again. */
import type { AccessToken, ClientCredentials, KoaContextWithOIDC } from 'oidc-provider'
import { surfaceRoot } from './audience.ts'
import { stableId, type Place } from './place.ts'
import { fhirUserUrl } from './users.ts'

interface StructuredToken {
  header?: Record<string, unknown> | undefined
  payload: Record<string, unknown>
}

type Claims = Readonly<Record<string, unknown>>

/** The claims that Keycloak's mappers, each sitting on its scope, add for a person. */
const describeUser = (place: Place, ctx: KoaContextWithOIDC, token: AccessToken): Claims => {
  const { AuthorizationCode: code, RefreshToken: refreshToken } = ctx.oidc.entities
  const user = place.findUser(token.accountId)
  const wantsFhirUser = token.scope?.split(' ').includes('fhirUser') === true
  return {
    auth_time: (code ?? refreshToken)?.authTime,
    sid: token.sessionUid,
    ...(wantsFhirUser && user !== undefined && { fhirUser: fhirUserUrl(place.gatewayUrl, user) }),
  }
}

/** The front door's own tokens are good for the directory, never for the FHIR API. */
const audienceOf = ({ gatewayUrl, realm, gate }: Place, client: unknown): readonly string[] =>
  client === gate.id ? ['realm-management'] : [surfaceRoot(gatewayUrl, realm), gate.id]

const describeToken = (place: Place, payload: Claims): Claims => ({
  exp: payload['exp'],
  iat: payload['iat'],
  jti: payload['jti'],
  iss: payload['iss'],
  aud: audienceOf(place, payload['client_id']),
  typ: 'Bearer',
  azp: payload['client_id'],
  scope: payload['scope'] ?? '',
})

/** Keycloak's account of a client that acts for itself. */
const serviceAccount = (place: Place, client: string): string => stableId(`${place.name} service account ${client}`)

/** oidc-provider keeps no JWT that it issued. Kept under its `jti`, it can be introspected, revoked, and used for userinfo. */
const remember = async (place: Place, token: AccessToken | ClientCredentials, claims: Claims): Promise<void> => {
  const [issued, expires] = [Number(claims['iat']), Number(claims['exp'])]
  const { jti, kind, clientId, scope } = token
  const own = token.kind === 'AccessToken' && {
    accountId: token.accountId,
    grantId: token.grantId,
    sessionUid: token.sessionUid,
  }
  const record = { jti, kind, clientId, iat: issued, exp: expires, extra: { claims }, ...own }
  await place.store.adapter(kind).upsert(jti, { ...record, ...(scope !== undefined && { scope }) }, expires - issued)
}

/** Reshapes `structured` in place, as oidc-provider's customizers do. */
export const createTokenShape =
  (place: Place) =>
  async (
    ctx: KoaContextWithOIDC,
    token: AccessToken | ClientCredentials,
    structured: StructuredToken,
  ): Promise<void> => {
    const isPersonal = token.kind === 'AccessToken'
    const claims = {
      ...describeToken(place, structured.payload),
      sub: isPersonal ? structured.payload['sub'] : serviceAccount(place, String(token.clientId)),
      ...(isPersonal && describeUser(place, ctx, token)),
    }
    structured.header = { typ: 'JWT' }
    structured.payload = claims
    await remember(place, token, claims)
  }
