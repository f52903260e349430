/** How long things of a realm live, in seconds, with Keycloak's defaults where the realm files leave them. */
import type { Configuration } from 'oidc-provider'
import type { Place } from './place.ts'

const offline = 93 * 86_400
const session = 10 * 3_600

const now = (): number => Math.floor(Date.now() / 1000)

/** Of a session that began at `start`; oidc-provider takes no lifetime of nothing. */
const restOfSession = (start: number | undefined): number => Math.max(1, (start ?? now()) + session - now())

export const createLifetimes = ({ tokenLifetime }: Place): NonNullable<Configuration['ttl']> => ({
  AccessToken: tokenLifetime,
  ClientCredentials: tokenLifetime,
  IdToken: tokenLifetime,
  AuthorizationCode: 60,
  Interaction: 1_800,
  Session: (_, { loginTs }) => restOfSession(loginTs),
  Grant: offline,
  // Used again and again it lives on when it is offline, and until the end of its session when it is not.
  RefreshToken: (_, { scopes, authTime }) => (scopes.has('offline_access') ? offline : restOfSession(authTime)),
})
