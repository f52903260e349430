/** oidc-provider's tokens and token responses -> those of Keycloak: claims, header and the members that SMART adds. */
import type { AccessToken, ClientCredentials, KoaContextWithOIDC } from 'oidc-provider'
import type { Audience } from './audience.ts'
import { organizations, type DemoUser } from './users.ts'

interface StructuredToken {
  header?: Record<string, unknown> | undefined
  payload: Record<string, unknown>
}

const readScopes = (token: AccessToken | ClientCredentials): ReadonlySet<string> => new Set(token.scope?.split(' '))

/** The claims that Keycloak's mappers, each sitting on its scope, add for a person. */
const describeUser = (user: DemoUser, token: AccessToken): Record<string, unknown> => {
  const scopes = readScopes(token)
  return {
    sid: token.sessionUid,
    organization: user.organization,
    ...(scopes.has('launch/patient') && user.patient !== undefined && { patient: user.patient }),
    ...(scopes.has('fhirUser') && { fhirUser: user.fhirUser }),
  }
}

/** Keycloak names a client by `azp`; `client_id` stands only in the tokens of clients that act for themselves. */
const describeClient = (payload: Record<string, unknown>, audience: Audience): Record<string, unknown> => ({
  client_id: payload['client_id'],
  aud: payload['aud'] === audience.all ? audience.bases : payload['aud'],
  organization: organizations,
})

/** Reshapes `structured` in place, as oidc-provider's customizers do. `findUser` is by `sub`. */
export const shapeToken = (
  token: AccessToken | ClientCredentials,
  structured: StructuredToken,
  audience: Audience,
  findUser: (id: string) => DemoUser | undefined,
): void => {
  const { client_id, ...payload } = structured.payload
  const user = token.kind === 'AccessToken' ? findUser(token.accountId) : undefined
  const own =
    token.kind === 'AccessToken'
      ? user === undefined
        ? {}
        : describeUser(user, token)
      : describeClient(structured.payload, audience)
  structured.header = { typ: 'JWT' }
  structured.payload = { ...payload, typ: 'Bearer', azp: client_id, ...own }
}

/** What SMART wants beside the token: the launch patient. And `Pragma`, which Keycloak sends. */
export const shapeTokenResponse = (ctx: KoaContextWithOIDC, findUser: (id: string) => DemoUser | undefined): void => {
  ctx.set('Pragma', 'no-cache')
  const { AccessToken: token } = ctx.oidc.entities
  const patient = token === undefined ? undefined : findUser(token.accountId)?.patient
  if (ctx.status !== 200 || token === undefined || patient === undefined) return
  if (readScopes(token).has('launch/patient')) ctx.body = { ...(ctx.body as object), patient }
}
