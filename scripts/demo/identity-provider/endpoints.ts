/** The paths of a realm, which are Keycloak's own. */
import type { RealmName } from './users.ts'

/** Below the realm's path, by the names that oidc-provider has for them. */
export const paths = {
  authorization: '/protocol/openid-connect/auth',
  token: '/protocol/openid-connect/token',
  jwks: '/protocol/openid-connect/certs',
  userinfo: '/protocol/openid-connect/userinfo',
  revocation: '/protocol/openid-connect/revoke',
  end_session: '/protocol/openid-connect/logout',
}

export const introspectionPath = '/protocol/openid-connect/token/introspect'

export const realmPath = (name: RealmName): string => `/realms/${name}`

export const realmIssuer = (publicUrl: string, name: RealmName): string => `${publicUrl}${realmPath(name)}`
