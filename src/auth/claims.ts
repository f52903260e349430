/** The verified payload of an access token -> who asks and for what, or in words why it is not taken. */
import type { JwtPayload } from 'jsonwebtoken'
import type { Surface } from './surface.ts'

/** What the token says of its launch. Of no weight where the surface has sessions. */
export interface LaunchClaims {
  readonly organizations: readonly string[]
  readonly patient?: string
  readonly fhirUser?: string
}

export interface Claims {
  readonly subject: string
  readonly client: string
  readonly jti?: string
  readonly launch: LaunchClaims
  readonly scope: string
  /** Seconds since 1970. */
  readonly expires: number
}

/** How far, in seconds, the provider's clock may be from ours. */
export const clockTolerance = 5

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** Keycloak marks what a token is in its payload; only RFC 9068 tokens, marked in the header, may go without. */
const hasAccessTokenType = (typ: unknown, isAccessToken: boolean): boolean =>
  typ === 'Bearer' || (typ === undefined && isAccessToken)

const readClient = (payload: JwtPayload): string | undefined => {
  const azp: unknown = payload['azp']
  const id: unknown = payload['client_id']
  if (azp !== undefined && id !== undefined && azp !== id) return undefined
  return [azp, id].find(isText)
}

const readOrganizations = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).filter(isText)

const patientForm = /^(?:Patient\/)?([A-Za-z0-9\-.]{1,64})$/

/** The id of the launch patient, undefined when there is none, null when the claim is no reference to a Patient. */
const readPatient = (value: unknown): string | undefined | null =>
  value === undefined ? undefined : isText(value) ? (patientForm.exec(value)?.[1] ?? null) : null

const readLaunch = (payload: JwtPayload, surface: Surface): LaunchClaims | string => {
  const patient = readPatient(payload[surface.patientClaim ?? 'patient'])
  const fhirUser: unknown = payload['fhirUser']
  if (patient === null) return 'the token names its patient in a form that is not understood'
  return {
    organizations: readOrganizations(payload[surface.organizationClaim ?? 'organization']),
    ...(patient !== undefined && { patient }),
    ...(isText(fhirUser) && { fhirUser }),
  }
}

/**
 * Takes the claims out of `payload`, whose signature, issuer, audience, `exp` and `nbf` were checked before. Whether the
 * client is welcome is asked in {@link findClaimsFault}, whether the organization is the right one in {@link chooseOrganization}.
 */
export const readClaims = (payload: JwtPayload, surface: Surface): Claims | string => {
  const client = readClient(payload)
  const { sub, exp, jti } = payload
  if (!isText(sub)) return 'the token names no subject'
  if (client === undefined) return 'the token does not name the one client it was made for'
  const launch = surface.sessions === undefined ? readLaunch(payload, surface) : { organizations: [] }
  if (typeof launch === 'string') return launch
  if (exp === undefined) return 'the token has no end'
  const scope = isText(payload['scope']) ? payload['scope'] : ''
  return { subject: sub, client, ...(isText(jti) && { jti }), launch, scope, expires: exp }
}

/** In words why this payload is none of an access token that is good now (`now` in seconds), or undefined. */
export const findPayloadFault = (payload: JwtPayload, isAccessToken: boolean, now: number): string | undefined => {
  if (!hasAccessTokenType(payload['typ'], isAccessToken)) return 'the token is not an access token'
  if (payload['cnf'] !== undefined) return 'the token is bound to a key, and only bearer tokens are taken'
  if (typeof payload.iat !== 'number') return 'the token does not say when it was issued'
  if (payload.iat > now + clockTolerance) return 'the token was issued in the future'
  return undefined
}

/** In words why these claims do not open `surface`, or undefined. */
export const findClaimsFault = (claims: Claims, surface: Surface): string | undefined => {
  if (surface.clients?.includes(claims.client) === false)
    return 'the token was made for a client that is not known here'
  if (surface.sessions !== undefined && claims.jti === undefined) return 'the token has no id'
  return undefined
}
