/** The cookies of a realm: like Keycloak's they are sent to the realm's own paths alone. */
import { randomBytes } from 'node:crypto'
import type { Configuration } from 'oidc-provider'
import { realmPath } from './endpoints.ts'
import type { RealmName } from './users.ts'

const options = { httpOnly: true, sameSite: 'lax', signed: true } as const

export const sessionCookie = (name: RealmName) => ({ ...options, path: `${realmPath(name)}/` })

/** The keys that sign them are made anew at every start, as the sessions end with the process. */
export const createCookies = (name: RealmName): NonNullable<Configuration['cookies']> => ({
  keys: [randomBytes(32)],
  names: { session: `${name}_session`, interaction: `${name}_login`, resume: `${name}_resume` },
  long: sessionCookie(name),
  short: options,
})
