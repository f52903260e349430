/** An authorization or token request -> the scopes it asks for and the grant it gets: all that it asked. */
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { checkAudience, type Audience } from './audience.ts'
import { interactionPolicy } from './library.ts'
import { checkScopes } from './scopes.ts'

const isBackend = (ctx: KoaContextWithOIDC): boolean => ctx.oidc.params?.['grant_type'] === 'client_credentials'

/** The scopes of the request, or at the token endpoint those of the code or refresh token that is redeemed. */
const readScope = (ctx: KoaContextWithOIDC): string | undefined => {
  const { AuthorizationCode: code, RefreshToken: refreshToken } = ctx.oidc.entities
  const asked = ctx.oidc.params?.['scope']
  return (code ?? refreshToken)?.scope ?? (typeof asked === 'string' ? asked : undefined)
}

/** oidc-provider drops `offline_access` from what was asked unless the user is prompted for it, which no SMART app does. */
const restoreOfflineAccess = (ctx: KoaContextWithOIDC): void => {
  const asked = ctx.query['scope']
  const scope = ctx.oidc.params?.['scope']
  if (ctx.oidc.params === undefined || typeof asked !== 'string' || typeof scope !== 'string') return
  const isLost = asked.split(' ').includes('offline_access') && !scope.split(' ').includes('offline_access')
  if (isLost) ctx.oidc.params['scope'] = `${scope} offline_access`
}

/** What is asked is granted, in a grant of its own: two launches of one app must not share one, nor their scopes. */
export const grantAll = async (ctx: KoaContextWithOIDC) => {
  const { account, client, provider, params, resourceServers } = ctx.oidc
  if (account === undefined || client === undefined) return undefined
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId })
  const scope = String(params?.['scope'] ?? '')
  grant.addOIDCScope(scope)
  for (const resource of Object.keys(resourceServers ?? {})) grant.addResourceScope(resource, scope)
  await grant.save()
  return grant
}

/** Prompts for a login alone. An app that asks for the consent page gets past it unasked. */
export const policyWithoutConsent = () => {
  const policy = interactionPolicy.base()
  policy.get('consent')?.checks.clear()
  return policy
}

/** The parameters that SMART adds to an authorization request. The checks run when they are absent, too. */
export const smartParameters = (audience: Audience): NonNullable<Configuration['extraParams']> => ({
  aud: (ctx, value) => {
    checkAudience(audience, value, false)
    restoreOfflineAccess(ctx)
  },
  launch: null,
})

/** SMART's `aud` as the resource of https://www.rfc-editor.org/rfc/rfc8707, for which oidc-provider issues JWTs. `lifetime` in seconds. */
export const resources = (audience: Audience, lifetime: number) => ({
  enabled: true,
  defaultResource: (ctx: KoaContextWithOIDC) =>
    isBackend(ctx) ? audience.all : String(ctx.oidc.params?.['aud'] ?? ''),
  useGrantedResource: () => true,
  getResourceServerInfo: (ctx: KoaContextWithOIDC, resource: string) => {
    checkAudience(audience, resource, isBackend(ctx))
    const scope = [...checkScopes(readScope(ctx), isBackend(ctx)), 'offline_access'].join(' ')
    const jwt = { sign: { alg: 'RS256' as const } }
    return { scope, accessTokenFormat: 'jwt' as const, accessTokenTTL: lifetime, jwt }
  },
})
