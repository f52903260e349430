/** The applications that the demo identity provider knows, as the metadata of https://openid.net/specs/openid-connect-registration-1_0.html */
import type { ClientMetadata, JWK } from 'oidc-provider'

export const publicClient = 'demo-app'
export const confidentialClient = 'demo-confidential'
export const confidentialSecret = 'demo-secret'
export const backendClient = 'demo-backend'

/** Where the two applications are sent back to. Every loopback port and path is taken, see {@link isDemoRedirect}. */
export const redirectUri = 'http://localhost/callback'

const forUsers: Pick<ClientMetadata, 'grant_types' | 'response_types' | 'redirect_uris'> = {
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: [redirectUri],
}

/** The public, the confidential and the backend client; `backendKey` is the public key of the last. */
export const demoClients = (backendKey: JWK): readonly ClientMetadata[] => [
  { ...forUsers, client_id: publicClient, token_endpoint_auth_method: 'none' },
  { ...forUsers, client_id: confidentialClient, client_secret: confidentialSecret },
  {
    client_id: backendClient,
    token_endpoint_auth_method: 'private_key_jwt',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    jwks: { keys: [backendKey] },
  },
]

/** Whether an application on this machine, at whatever port, is to be sent back to. */
export const isDemoRedirect = (uri: string): boolean => {
  const { protocol, hostname } = new URL(uri)
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1')
}
