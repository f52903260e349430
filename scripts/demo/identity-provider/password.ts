/** A user's name and password from an app -> tokens, where the realm allows it. https://www.rfc-editor.org/rfc/rfc6749#section-4.3 */
import { randomUUID } from 'node:crypto'
import type { KoaContextWithOIDC, Provider as OidcProvider } from 'oidc-provider'
import { surfaceRoot } from './audience.ts'
import { publicClient } from './clients.ts'
import { errors } from './library.ts'
import type { Place } from './place.ts'
import { checkScopes, scopesOf } from './scopes.ts'
import type { DemoUser } from './users.ts'

const readScopes = (place: Place, ctx: KoaContextWithOIDC): readonly string[] => {
  const asked = ctx.oidc.params?.['scope']
  return checkScopes(typeof asked === 'string' ? asked : undefined, scopesOf(place.realm, 'app'))
}

const findUser = (place: Place, ctx: KoaContextWithOIDC): DemoUser => {
  const { username, password } = ctx.oidc.params ?? {}
  const user = place.users.find((one) => one.name === username && one.password === password)
  if (user === undefined) throw new errors.CustomOIDCProviderError('invalid_grant', 'Invalid user credentials')
  return user
}

/** A grant in a session of its own. */
const openGrant = async (place: Place, ctx: KoaContextWithOIDC, user: DemoUser, scopes: readonly string[]) => {
  const { provider } = ctx.oidc
  const sessionUid = randomUUID()
  const resource = surfaceRoot(place.gatewayUrl, place.realm)
  const grant = new provider.Grant({ accountId: user.id, clientId: publicClient })
  grant.addOIDCScope([...scopes])
  grant.addResourceScope(resource, [...scopes])
  const grantId = await grant.save()
  const isOffline = scopes.includes('offline_access')
  place.ledger.open(grantId, { client: publicClient, subject: user.id, session: sessionUid, isOffline })
  return { accountId: user.id, grantId, sessionUid, scope: scopes.join(' '), gty: 'password', resource }
}

/** The tokens' own shape comes from `token-shape.ts` and `answers.ts`. */
const issue = async (place: Place, ctx: KoaContextWithOIDC): Promise<void> => {
  const { provider, client } = ctx.oidc
  const user = findUser(place, ctx)
  if (client === undefined) return
  const opened = await openGrant(place, ctx, user, readScopes(place, ctx))
  const jwt = { sign: { alg: 'RS256' as const } }
  const token = new provider.AccessToken({ ...opened, client })
  token.resourceServer = new provider.ResourceServer(opened.resource, {
    scope: opened.scope,
    accessTokenFormat: 'jwt',
    jwt,
  })
  const refreshToken = new provider.RefreshToken({ ...opened, client, authTime: Math.floor(Date.now() / 1000) })
  ctx.oidc.entity('RefreshToken', refreshToken)
  ctx.oidc.entity('AccessToken', token)
  const values = { refresh_token: await refreshToken.save(), access_token: await token.save() }
  ctx.body = { ...values, expires_in: token.expiration, token_type: 'Bearer', scope: opened.scope }
}

export const registerPasswordGrant = (provider: OidcProvider, place: Place): void => {
  const handler = async (ctx: KoaContextWithOIDC): Promise<void> => {
    const isAllowed = place.passwordGrant && ctx.oidc.client?.clientId === publicClient
    if (!isAllowed) throw new errors.UnauthorizedClient('Client not allowed for direct access grants')
    await issue(place, ctx)
  }
  provider.registerGrantType('password', handler, ['username', 'password', 'scope'])
}
