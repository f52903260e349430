/** What one surface accepts: the settings a token is held against. */

import type { Reach } from './grant.ts'
import type { Sessions } from './sessions.ts'

/** The signature algorithms that may be allowed. All asymmetric: a shared secret has no place between the two servers. */
export const tokenAlgorithms = ['RS256', 'ES256', 'PS256'] as const

export type TokenAlgorithm = (typeof tokenAlgorithms)[number]

export interface Surface {
  /** The first part of the base path: `patients` or `sevocity`. It is also the realm of a challenge. */
  readonly name: string
  /** The exact `iss` of the tokens, and the place of the provider's discovery document. */
  readonly issuer: string
  /**
   * The FHIR base URL, or several spellings of it, one of which must be in the token's `aud` for this organization;
   * undefined where the base URL names none.
   */
  audience(organization: string | undefined): string | readonly string[]
  /** RS256 alone unless told. */
  readonly algorithms?: readonly TokenAlgorithm[]
  /** The claim with the launch patient, `pat-12` or `Patient/pat-12`. `patient` unless told. */
  readonly patientClaim?: string
  /** The claim with the organization or organizations that the token is good for. `organization` unless told. */
  readonly organizationClaim?: string
  /**
   * How far scopes reach here: `patient`, and none goes beyond the launch patient's compartment whatever its context; or
   * `organization`, and `user/` and `system/` scopes reach all of it. `patient` unless told, so that a surface nobody thought about stays shut.
   */
  readonly reach?: Reach
  /** The clients whose tokens are taken. Every client of the issuer unless told. */
  readonly clients?: readonly string[]
  /**
   * The front door that the tokens come through. Patient, organization and `fhirUser` are then what it says; the claims of
   * the token are ignored. None: the token's own claims count.
   */
  readonly sessions?: Sessions
}
