/** A realm of the demo -> the oidc-provider that plays it, at the paths and with the habits of Keycloak. */
import type { Configuration, KoaContextWithOIDC, Provider as OidcProvider } from 'oidc-provider'
import { shapeAnswer } from './answers.ts'
import { checkAssertion } from './assertions.ts'
import { accountConsole, toMetadata } from './client-metadata.ts'
import { allowsOrigin, allowsRedirect } from './client-uris.ts'
import { createCookies } from './cookies.ts'
import { actions, paths } from './endpoints.ts'
import { createGranting, createPolicy, createResources, extraParameters } from './granting.ts'
import { errors, Provider } from './library.ts'
import { createLifetimes } from './lifetimes.ts'
import { createLogoutSource } from './logout.ts'
import { renderErrorPage, renderLoggedOutPage } from './pages.ts'
import { registerPasswordGrant } from './password.ts'
import type { Place } from './place.ts'
import { createTokenShape } from './token-shape.ts'
import { fhirUserUrl } from './users.ts'

type Features = NonNullable<Configuration['features']>

const introspection: Features['introspection'] = {
  enabled: true,
  // A token is shown only to those whom it names as its audience: Keycloak since 26.4.12, 26.6.2 and 26.7.
  allowedPolicy: (_, client, token) => {
    if (client.clientAuthMethod === 'none') throw new errors.UnauthorizedClient('Client not allowed')
    if (token.kind === 'RefreshToken') return false
    const { aud } = (token.extra?.['claims'] ?? {}) as { readonly aud?: readonly string[] }
    return aud?.includes(client.clientId) === true
  },
}

const revocation: Features['revocation'] = {
  enabled: true,
  allowedPolicy: (_, client, token) => {
    if (token.clientId !== client.clientId)
      throw new errors.CustomOIDCProviderError('invalid_token', 'Unmatching clients')
    // oidc-provider would end the refresh tokens of the grant too; Keycloak lets them live.
    if (token.kind === 'AccessToken') token.grantId = undefined as unknown as string
    return true
  },
}

const createFeatures = (place: Place): Features => ({
  devInteractions: { enabled: false },
  clientCredentials: { enabled: true },
  introspection,
  revocation,
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: createLogoutSource(place),
    postLogoutSuccessSource: async (ctx) => {
      ctx.body = renderLoggedOutPage(place.realm)
    },
  },
  pushedAuthorizationRequests: { enabled: false },
  dPoP: { enabled: false },
  resourceIndicators: createResources(place),
})

/** What the realm knows and offers. */
const describeRealm = (place: Place): Configuration => ({
  adapter: place.store.adapter,
  clients: [...place.clients.map((client) => toMetadata(client, place.clientKeys)), accountConsole(place.issuer)],
  jwks: { keys: [place.key.privateKey] },
  routes: paths,
  scopes: ['openid', 'fhirUser', 'offline_access'],
  claims: { openid: ['sub', 'typ', 'azp', 'sid', 'auth_time'], fhirUser: ['fhirUser'] },
  responseTypes: ['code'],
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
  enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384'] },
  cookies: createCookies(place.name),
  ttl: createLifetimes(place),
  features: createFeatures(place),
  extraParams: extraParameters,
})

/** The claims of ID tokens and of userinfo, of which the scopes choose. */
const createFindAccount =
  (place: Place): NonNullable<Configuration['findAccount']> =>
  (ctx, id, token) => {
    const user = place.findUser(id)
    const sessionUid = token !== undefined && 'sessionUid' in token ? token.sessionUid : undefined
    const ofIdToken = { typ: 'ID', azp: ctx.oidc.client?.clientId, sid: sessionUid }
    const fhirUser = user && fhirUserUrl(place.gatewayUrl, user)
    return (
      user && {
        accountId: id,
        claims: (use) => ({
          ...{ sub: id, fhirUser },
          ...(use === 'id_token' && ofIdToken),
        }),
      }
    )
  }

/** How the realm behaves. */
const describeHabits = (place: Place): Configuration => ({
  conformIdTokenClaims: false,
  pkce: { required: (_, client) => place.findClient(client.clientId)?.pkce === true },
  clientBasedCORS: (_, origin, client) => {
    const known = place.findClient(client.clientId)
    return known !== undefined && allowsOrigin(known, origin)
  },
  issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: () => true,
  // What ends with a session is the ledger's to say: oidc-provider has one grant for each client in a session, and ends the others.
  expiresWithSession: () => false,
  loadExistingGrant: createGranting(place),
  interactions: {
    policy: createPolicy(place),
    url: (_, { prompt, uid }) => `${place.issuer}${prompt.name === 'consent' ? actions.consent : actions.login}/${uid}`,
  },
  findAccount: createFindAccount(place),
  assertJwtClientAuthClaimsAndHeader: async (_, claims) => checkAssertion(claims),
  formats: { customizers: { jwt: createTokenShape(place) } },
  renderError: (ctx, out) => {
    ctx.type = 'html'
    ctx.body = renderErrorPage(place.realm, out.error, out.error_description ?? '')
  },
})

/** oidc-provider resumes below the authorization endpoint; in Keycloak such steps are actions. `entrance.ts` is the way back. */
const moveResume = (provider: OidcProvider): void => {
  const pathFor = provider.pathFor.bind(provider)
  provider.pathFor = (name, options) =>
    name === 'resume' ? pathFor(name, options).replace(paths.authorization, actions.resume) : pathFor(name, options)
}

const allowRedirects = (provider: OidcProvider, place: Place): void => {
  const { prototype } = provider.Client
  const original = prototype.redirectUriAllowed
  const allowed = function (this: { readonly clientId: string }, uri: string): boolean {
    const client = place.findClient(this.clientId)
    return client === undefined ? original.call(this as never, uri) : allowsRedirect(client, uri)
  }
  Object.assign(prototype, { redirectUriAllowed: allowed, postLogoutRedirectUriAllowed: allowed })
}

/** The provider of one realm, to be mounted at its path. Its pages, and what is not of OpenID Connect, are the caller's. */
export const createRealm = (place: Place): OidcProvider => {
  const provider = new Provider(place.issuer, { ...describeRealm(place), ...describeHabits(place) })
  provider.proxy = true
  moveResume(provider)
  allowRedirects(provider, place)
  registerPasswordGrant(provider, place)
  provider.on('grant.revoked', (_, grantId) => place.ledger.endTogether(grantId))
  provider.on('session.destroyed', ({ uid }) => place.ledger.endSession(uid))
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next()
    await shapeAnswer(place, ctx)
  })
  return provider
}
