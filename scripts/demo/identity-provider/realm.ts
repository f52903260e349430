/** A realm of the demo -> the oidc-provider that plays it, at the paths and with the habits of Keycloak. */
import { randomBytes } from 'node:crypto'
import type { ClientMetadata, Configuration, KoaContextWithOIDC, Provider as OidcProvider } from 'oidc-provider'
import { createAudience, type Audience } from './audience.ts'
import { isDemoRedirect } from './clients.ts'
import { introspectionPath, paths, realmIssuer, realmPath } from './endpoints.ts'
import { grantAll, policyWithoutConsent, resources, smartParameters } from './granting.ts'
import type { KeyPair } from './keys.ts'
import { Provider } from './library.ts'
import { renderErrorPage } from './pages.ts'
import { createStore } from './store.ts'
import { shapeToken, shapeTokenResponse } from './token-shape.ts'
import { realms, type DemoUser, type RealmName } from './users.ts'

export interface RealmSettings {
  readonly name: RealmName
  readonly publicUrl: string
  readonly gatewayUrl: string
  readonly users: readonly DemoUser[]
  readonly clients: readonly ClientMetadata[]
  readonly key: KeyPair
  /** Seconds an access token lives. */
  readonly tokenLifetime: number
}

type FindUser = (id: string) => DemoUser | undefined

const threeMonths = 93 * 86_400

const lifetimes = (tokenLifetime: number): NonNullable<Configuration['ttl']> => ({
  AccessToken: tokenLifetime,
  ClientCredentials: tokenLifetime,
  IdToken: tokenLifetime,
  AuthorizationCode: 60,
  Interaction: 1_800,
  Session: 86_400,
  Grant: threeMonths,
  RefreshToken: threeMonths,
})

/** Cookies of the two realms live on one host: each has names of its own. */
const cookies = (name: RealmName): NonNullable<Configuration['cookies']> => ({
  keys: [randomBytes(32)],
  names: { session: `${name}_session`, interaction: `${name}_login`, resume: `${name}_resume` },
})

const features = (audience: Audience, tokenLifetime: number): NonNullable<Configuration['features']> => ({
  devInteractions: { enabled: false },
  clientCredentials: { enabled: true },
  revocation: { enabled: true },
  rpInitiatedLogout: { enabled: true },
  pushedAuthorizationRequests: { enabled: false },
  dPoP: { enabled: false },
  resourceIndicators: resources(audience, tokenLifetime),
})

/** What the realm knows and offers. */
const describeRealm = (settings: RealmSettings, audience: Audience): Configuration => ({
  adapter: createStore(),
  clients: [...settings.clients],
  jwks: { keys: [settings.key.privateKey] },
  routes: paths,
  discovery: { introspection_endpoint: `${realmIssuer(settings.publicUrl, settings.name)}${introspectionPath}` },
  scopes: ['openid', 'fhirUser', 'offline_access'],
  claims: { openid: ['sub'], fhirUser: ['fhirUser'] },
  responseTypes: ['code'],
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
  enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384'] },
  cookies: cookies(settings.name),
  ttl: lifetimes(settings.tokenLifetime),
  features: features(audience, settings.tokenLifetime),
  extraParams: smartParameters(audience),
})

/** How the realm behaves. */
const describeHabits = (name: RealmName, audience: Audience, findUser: FindUser): Configuration => ({
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  clientBasedCORS: () => true,
  rotateRefreshToken: () => true,
  loadExistingGrant: grantAll,
  interactions: {
    policy: policyWithoutConsent(),
    url: (_, interaction) => `${realmPath(name)}/login/${interaction.uid}`,
  },
  findAccount: (_, id) => {
    const user = findUser(id)
    return user && { accountId: id, claims: () => ({ sub: id, fhirUser: user.fhirUser }) }
  },
  formats: { customizers: { jwt: (_, token, structured) => void shapeToken(token, structured, audience, findUser) } },
  renderError: (ctx, out) => {
    ctx.type = 'html'
    ctx.body = renderErrorPage(out.error, out.error_description ?? '')
  },
})

/** The provider of one realm, to be mounted at its path. Its login page, and introspection, are the caller's. */
export const createRealm = (settings: RealmSettings): OidcProvider => {
  const { name, publicUrl, gatewayUrl, users } = settings
  const audience = createAudience(gatewayUrl, realms[name])
  const findUser: FindUser = (id) => users.find((user) => user.realm === name && user.id === id)
  const configuration = { ...describeRealm(settings, audience), ...describeHabits(name, audience, findUser) }
  const provider = new Provider(realmIssuer(publicUrl, name), configuration)
  provider.proxy = true
  provider.Client.prototype.redirectUriAllowed = isDemoRedirect
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next()
    // Outside the provider's own routes there is no `oidc`, whatever the type says.
    if ((ctx.oidc as typeof ctx.oidc | undefined)?.route === 'token') shapeTokenResponse(ctx, findUser)
  })
  return provider
}
