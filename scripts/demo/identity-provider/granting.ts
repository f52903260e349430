/** An authorization or token request -> whether its scopes are registered, whether the user has to consent, and the grant it gets. */
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { surfaceRoot } from './audience.ts'
import { isApp } from './clients.ts'
import { errors, interactionPolicy } from './library.ts'
import type { Place } from './place.ts'
import { checkScopes, scopesOf } from './scopes.ts'

const askedScope = (ctx: KoaContextWithOIDC): string | undefined => {
  const asked = ctx.oidc.params?.['scope']
  return typeof asked === 'string' ? asked : undefined
}

/** oidc-provider drops `offline_access` from what was asked unless the user is prompted for it, which no SMART app does. */
const restoreOfflineAccess = (ctx: KoaContextWithOIDC): void => {
  const asked = ctx.query['scope']
  const scope = askedScope(ctx)
  if (ctx.oidc.params === undefined || typeof asked !== 'string' || scope === undefined) return
  const isLost = asked.split(' ').includes('offline_access') && !scope.split(' ').includes('offline_access')
  if (isLost) ctx.oidc.params['scope'] = `${scope} offline_access`
}

/** Hooks onto parameters: `aud` itself is not looked at, no more than Keycloak does. They run when it is absent, too. */
export const extraParameters: NonNullable<Configuration['extraParams']> = {
  aud: (ctx) => restoreOfflineAccess(ctx),
  launch: null,
}

/** What is asked is granted, in a grant of its own: two launches of one app must not share one, nor their scopes. */
export const createGranting = (place: Place) => async (ctx: KoaContextWithOIDC) => {
  const { account, client, provider, resourceServers, session } = ctx.oidc
  if (account === undefined || client === undefined || session === undefined) return undefined
  const { accountId: subject } = account
  const grant = new provider.Grant({ accountId: subject, clientId: client.clientId })
  const scope = askedScope(ctx) ?? ''
  grant.addOIDCScope(scope)
  for (const resource of Object.keys(resourceServers ?? {})) grant.addResourceScope(resource, scope)
  const isOffline = scope.split(' ').includes('offline_access')
  place.ledger.open(await grant.save(), { client: client.clientId, subject, session: session.uid, isOffline })
  return grant
}

const lacksConsent = (place: Place, ctx: KoaContextWithOIDC): boolean => {
  const { account, client, prompts, result } = ctx.oidc
  const app = client === undefined ? undefined : place.findClient(client.clientId)
  if (account === undefined || app === undefined || !isApp(app)) return false
  if (prompts.has('consent') && result?.consent === undefined) return true
  return !place.ledger.hasConsent(account.accountId, app.id)
}

/** Prompts for a login, and once per user and app for a consent, whatever the scopes: the front door asked for those. */
export const createPolicy = (place: Place) => {
  const policy = interactionPolicy.base()
  const checks = policy.get('consent')?.checks
  checks?.clear()
  checks?.add(
    new interactionPolicy.Check('consent_missing', 'User interaction required', 'interaction_required', (ctx) =>
      lacksConsent(place, ctx),
    ),
  )
  return policy
}

/** Every token is a JWT for the root of the surface: in oidc-provider's terms, for a resource that nobody has to name. */
export const createResources = (place: Place) => {
  const root = surfaceRoot(place.gatewayUrl, place.realm)
  return {
    enabled: true,
    defaultResource: () => root,
    useGrantedResource: () => true,
    getResourceServerInfo: (ctx: KoaContextWithOIDC, resource: string) => {
      const client = place.findClient(String(ctx.oidc.client?.clientId))
      if (resource !== root) throw new errors.InvalidTarget()
      const registered = client === undefined ? [] : scopesOf(place.realm, client.scopes)
      checkScopes(askedScope(ctx), registered)
      const jwt = { sign: { alg: 'RS256' as const } }
      const scope = ['openid', ...registered].join(' ')
      return { scope, accessTokenFormat: 'jwt' as const, accessTokenTTL: place.tokenLifetime, jwt }
    },
  }
}
