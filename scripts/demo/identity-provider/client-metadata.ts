/** A client of the demo -> its registration with oidc-provider. https://openid.net/specs/openid-connect-registration-1_0.html */
import type { ClientMetadata } from 'oidc-provider'
import { hasKeys, hasServiceAccount, isApp, redirectUri, type DemoClient } from './clients.ts'
import type { ClientKeys } from './keys.ts'

/** oidc-provider holds that a client has one alone of Basic and post; its check takes either. */
const authentication = (client: DemoClient, keys: ClientKeys): Partial<ClientMetadata> => {
  if (hasKeys(client)) {
    const jwks = { keys: [keys.rs384.publicKey, keys.es384.publicKey] }
    return { token_endpoint_auth_method: 'private_key_jwt', jwks }
  }
  return client.secret === undefined ? { token_endpoint_auth_method: 'none' } : { client_secret: client.secret }
}

/** Which addresses a client is really sent back to is judged by `client-uris.ts`: oidc-provider takes no patterns. */
const flows = (client: DemoClient): Partial<ClientMetadata> => {
  const signsIn = isApp(client) || client.kind === 'gate'
  return {
    grant_types: [
      ...(signsIn ? ['authorization_code'] : []),
      ...(isApp(client) ? ['refresh_token'] : []),
      ...(hasServiceAccount(client) ? ['client_credentials'] : []),
      // Keycloak answers a client that may not with words of its own.
      'password',
    ],
    response_types: signsIn ? ['code'] : [],
    redirect_uris: signsIn ? [redirectUri] : [],
  }
}

export const toMetadata = (client: DemoClient, keys: ClientKeys): ClientMetadata => ({
  client_id: client.id,
  client_name: client.name,
  ...flows(client),
  ...authentication(client, keys),
})

/** Keycloak's own client for the page where people see and withdraw what they consented to. */
export const accountConsole = (issuer: string): ClientMetadata => ({
  client_id: 'account-console',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: [`${issuer}/account/`],
})
