/** The applications that the demo knows: the one list that the demo identity provider and the demo's Keycloak realms are made from. */

export const publicClient = 'demo-app'
export const confidentialClient = 'demo-confidential'
export const confidentialSecret = 'demo-secret'
export const asymmetricClient = 'demo-asymmetric'
export const v1Client = 'demo-v1'
export const v1Secret = 'demo-v1-secret'
export const backendClient = 'demo-backend'
export const narrowBackendClient = 'demo-backend-2'
export const ehrClient = 'demo-ehr'
export const ehrSecret = 'demo-ehr-secret'

/** The front door's own client, of which every token names the audience. */
export const gateClient = 'portico-gate'
export const gateSecret = 'demo-gate-secret'

/**
 * `public`, `confidential` and `asymmetric` are apps that people use: they authenticate with nothing, a secret, a key. A `backend` has a
 * key and acts for itself, an `ehr` likewise with a secret. The `gate` signs people in and acts for itself.
 */
export type ClientKind = 'public' | 'confidential' | 'asymmetric' | 'backend' | 'ehr' | 'gate'

/** What a client may ask for: see `scopes.ts`. */
export type ScopeGroup = 'app' | 'backend' | 'ehr' | 'gate'

export interface DemoClient {
  readonly id: string
  readonly name: string
  readonly kind: ClientKind
  readonly secret?: string
  /** As Keycloak reads them: `*` at the end stands for any rest, and loopback addresses match with any port. */
  readonly redirectUris: readonly string[]
  /** Origins of browser apps; `+`: those of the redirect URIs. */
  readonly webOrigins: readonly string[]
  readonly scopes: ScopeGroup
  /** Keycloak's attributes of the client. */
  readonly attributes: Readonly<Record<string, string>>
  /** Whether the registration demands PKCE with S256. */
  readonly pkce: boolean
}

/** Where the demo's apps are sent back to: apps on this machine, at whatever port. */
export const redirectUri = 'http://localhost/callback'
const loopback = [redirectUri, 'http://localhost/*', 'http://127.0.0.1/*']

const demandsPkce = { 'pkce.code.challenge.method': 'S256' }
/** Seconds that an assertion without `iat` may have to live: Inferno sends 300. */
const takesLongAssertions = { 'token.endpoint.auth.signing.max.exp': '330' }

const app = { redirectUris: loopback, webOrigins: [], scopes: 'app', attributes: demandsPkce, pkce: true } as const
const service = { redirectUris: [], webOrigins: [], pkce: false } as const

/** All but the front door's own client, which {@link makeGateClient} gives. The asymmetric ones have the keys of `keys.ts`. */
export const demoClientList: readonly DemoClient[] = [
  {
    ...app,
    id: publicClient,
    name: 'Demo App',
    kind: 'public',
    webOrigins: ['+', 'http://inferno.example'],
  },
  { ...app, id: confidentialClient, name: 'Demo Web App', kind: 'confidential', secret: confidentialSecret },
  {
    ...app,
    id: asymmetricClient,
    name: 'Demo App with Keys',
    kind: 'asymmetric',
    attributes: { ...demandsPkce, ...takesLongAssertions },
  },
  {
    ...app,
    id: v1Client,
    name: 'Demo App of SMART 1.0',
    kind: 'confidential',
    secret: v1Secret,
    attributes: {},
    pkce: false,
  },
  {
    ...service,
    id: backendClient,
    name: 'Demo Backend',
    kind: 'backend',
    scopes: 'backend',
    attributes: { ...takesLongAssertions, 'portico.organizations': '1,2,3' },
  },
  {
    ...service,
    id: narrowBackendClient,
    name: 'Demo Backend of one organization',
    kind: 'backend',
    scopes: 'backend',
    attributes: { ...takesLongAssertions, 'portico.organizations': '2' },
  },
  {
    ...service,
    id: ehrClient,
    name: 'Demo EHR',
    kind: 'ehr',
    secret: ehrSecret,
    scopes: 'ehr',
    attributes: { 'portico.organizations': '1,2,3' },
  },
]

/** The front door's own client, which is sent back to a page of the front door in the realm. */
export const makeGateClient = (issuer: string, id: string, secret: string): DemoClient => ({
  id,
  name: 'Portico',
  kind: 'gate',
  secret,
  redirectUris: [`${issuer}/gate/cb`],
  webOrigins: [],
  scopes: 'gate',
  attributes: demandsPkce,
  pkce: true,
})

/** Whether people sign in to it, and are asked for their consent. */
export const isApp = ({ kind }: DemoClient): boolean =>
  kind === 'public' || kind === 'confidential' || kind === 'asymmetric'

/** Whether it gets tokens of its own. */
export const hasServiceAccount = ({ kind }: DemoClient): boolean =>
  kind === 'backend' || kind === 'ehr' || kind === 'gate'

export const hasKeys = ({ kind }: DemoClient): boolean => kind === 'asymmetric' || kind === 'backend'
