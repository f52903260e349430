/** Verified claims and what the base URL names -> the Grant, with the help of the front door where tokens come through one. */
import { refuseToken } from './bearer.ts'
import type { Claims } from './claims.ts'
import type { Grant } from './grant.ts'
import { parseScopes } from './scope.ts'
import type { SessionContext } from './sessions.ts'
import type { Surface } from './surface.ts'

/** The organization of the request; throws, for one that the token is not good for, `auth-token-invalid`. */
const chooseOrganization = (surface: string, organizations: readonly string[], asked: string | undefined): string => {
  if (asked !== undefined) {
    if (organizations.includes(asked)) return asked
    throw refuseToken(surface, 'the token is not for this organization')
  }
  const [only, ...others] = organizations
  if (only === undefined) throw refuseToken(surface, 'the token is for no organization')
  if (others.length === 0) return only
  throw refuseToken(
    surface,
    'the token is for several organizations, and this base URL does not say which: ask for one that is for a single one',
  )
}

/** What every Grant of these claims has in common, for the first request that comes with them and all later ones. */
export type Settle = (organization: string | undefined, context: SessionContext) => Grant

const createSettle = ({ name, reach = 'patient' }: Surface, { subject, client, scope, expires }: Claims): Settle => {
  const rules = Object.freeze(parseScopes(scope))
  return (asked, { organizations, ...context }) => {
    const organization = chooseOrganization(name, organizations, asked)
    return Object.freeze({ surface: name, reach, organization, subject, client, ...context, rules, expires })
  }
}

/** The Grant of a verified token: at once where nobody has to be asked about it. */
export type Verified = () => Grant | Promise<Grant>

/** Throws `auth-token-invalid` at once where the claims alone decide. */
export const createVerified = (
  token: string,
  claims: Claims,
  surface: Surface,
  organization: string | undefined,
): Verified => {
  const settle = createSettle(surface, claims)
  const { sessions, name } = surface
  const { jti = '', client, subject, expires } = claims
  if (sessions === undefined) {
    const grant = settle(organization, claims.launch)
    return () => grant
  }
  const facts = { jti, client, subject, expires }
  return async () => {
    const context = await sessions.check(token, facts)
    if (typeof context === 'string') throw refuseToken(name, context)
    return settle(organization, context)
  }
}
