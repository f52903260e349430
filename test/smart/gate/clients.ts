/** Apps beside those of the demo, each with something that only tests ask of a registration. */
import { publicClient, redirectUri, type DemoClient } from '../../../scripts/demo/identity-provider/clients.ts'

const app = {
  kind: 'public',
  scopes: 'app',
  webOrigins: ['+'],
  redirectUris: [redirectUri],
  attributes: { 'pkce.code.challenge.method': 'S256' },
  pkce: true,
} as const satisfies Partial<DemoClient>

/** Whose name would be a script, and whose policy is one. */
export const hostileApp = 'test-hostile'
export const hostileName = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`

/** On a phone: a scheme of its own. */
export const nativeApp = 'test-native'
export const nativeUri = 'com.example.app:/callback'

/** Sent back to an address that has a query of its own. */
export const queryApp = 'test-query'
export const queryUri = 'https://app.example/cb?tenant=7&place=a%20b'

/** Nobody is asked about it. */
export const trustedApp = 'test-trusted'

/** Another public app at another address than the demo's. */
export const otherApp = 'test-other'
export const otherUri = 'https://other.example/cb'

/** EHRs: of two organizations, and of one. */
export const ehr = { id: 'test-ehr', secret: 'test-ehr-secret' } as const
export const narrowEhr = { id: 'test-ehr-2', secret: 'test-ehr-2-secret' } as const
const service = { kind: 'ehr', scopes: 'ehr', redirectUris: [], webOrigins: [], pkce: false } as const

/** Bound to groups of patients: an app of staff and of patients, and a backend of two organizations. */
export const registryApp = 'test-registry'
export const registryBackend = 'test-registry-backend'

export const testClients: readonly DemoClient[] = [
  {
    ...app,
    id: hostileApp,
    name: hostileName,
    attributes: { ...app.attributes, policyUri: 'javascript:alert(3)' },
  },
  { ...app, id: nativeApp, name: 'App on a phone', redirectUris: [nativeUri], webOrigins: [] },
  { ...app, id: queryApp, name: 'App with a query', redirectUris: [queryUri] },
  { ...app, id: trustedApp, name: 'App of the house', attributes: { ...app.attributes, 'portico.consent': 'skip' } },
  { ...app, id: otherApp, name: 'Another app', redirectUris: [otherUri] },
  {
    ...app,
    id: registryApp,
    name: 'App for children',
    attributes: { ...app.attributes, 'portico.groups': 'PEDREG' },
  },
  {
    ...service,
    id: registryBackend,
    name: 'Backend of a registry',
    kind: 'backend',
    scopes: 'backend',
    attributes: {
      'token.endpoint.auth.signing.max.exp': '330',
      'portico.organizations': '1, 2',
      'portico.groups': 'DIABREG',
    },
  },
  { ...service, ...ehr, name: 'EHR', attributes: { 'portico.organizations': '1,2' } },
  { ...service, ...narrowEhr, name: 'EHR of organization 2', attributes: { 'portico.organizations': '2' } },
]

/** How a client proves who it is at the token endpoint, where a secret or nothing will do. */
export interface Credentials {
  readonly form: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
}

export const asPublic = (id: string = publicClient): Credentials => ({ form: { client_id: id }, headers: {} })

export const asBasic = (id: string, secret: string): Credentials => ({
  form: {},
  headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
})
