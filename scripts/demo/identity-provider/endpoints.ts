/** The paths of a realm, which are Keycloak's own. */
import type { RealmName } from './users.ts'

/** Below the realm's path, by the names that oidc-provider has for them. */
export const paths = {
  authorization: '/protocol/openid-connect/auth',
  token: '/protocol/openid-connect/token',
  introspection: '/protocol/openid-connect/token/introspect',
  jwks: '/protocol/openid-connect/certs',
  userinfo: '/protocol/openid-connect/userinfo',
  revocation: '/protocol/openid-connect/revoke',
  end_session: '/protocol/openid-connect/logout',
}

/** Pages between an authorization request and its answer, each with the id of the interaction at the end. */
export const actions = {
  login: '/login-actions/authenticate',
  consent: '/login-actions/consent',
  resume: '/login-actions/resume',
}

export const accountPath = '/account'

export const registrationPath = '/clients-registrations/openid-connect'

export const realmPath = (name: RealmName): string => `/realms/${name}`

export const realmIssuer = (publicUrl: string, name: RealmName): string => `${publicUrl}${realmPath(name)}`

export const adminPath = (name: RealmName): string => `/admin/realms/${name}`
