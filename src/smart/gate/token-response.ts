/** The provider's token response and what the grant carries -> SMART's token response. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#launch-context-arrives-with-your-access_token */
import type { JwtPayload } from 'jsonwebtoken'
import { decodeToken } from '../../auth/decode.ts'
import type { FhirContextItem, LaunchContext } from '../model.ts'
import type { FrontDoorSettings } from '../settings.ts'
import { wordsOf } from './parameters.ts'

/** What the provider answered, and the claims of the access token in it. */
export interface Issued {
  readonly body: Readonly<Record<string, unknown>>
  readonly claims: JwtPayload & { readonly jti: string; readonly exp: number }
  readonly accessSeconds: number
  readonly refreshToken?: string
  /** Undefined where the refresh token has no end of its own. */
  readonly refreshSeconds?: number
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const secondsOf = (value: unknown): number | undefined => (typeof value === 'number' && value > 0 ? value : undefined)

/** The token comes straight from the provider, so its signature is not looked at. Undefined for anything but a response with a JWT. */
export function readIssued(text: string): Issued | undefined {
  const body = parse(text)
  if (!isObject(body) || typeof body['access_token'] !== 'string') return undefined
  const claims = decodeToken(body['access_token'])?.payload
  if (typeof claims?.jti !== 'string' || typeof claims.exp !== 'number') return undefined
  const { refresh_token: refreshToken } = body
  const refreshSeconds = secondsOf(body['refresh_expires_in'])
  return {
    body,
    claims: { ...claims, jti: claims.jti, exp: claims.exp },
    accessSeconds: secondsOf(body['expires_in']) ?? 60,
    ...(typeof refreshToken === 'string' && { refreshToken }),
    ...(refreshSeconds !== undefined && { refreshSeconds }),
  }
}

/** Version 2.0 had references as texts. */
const fhirContextOf = (
  items: readonly FhirContextItem[],
  version: FrontDoorSettings['smartVersion'],
): readonly unknown[] => (version === '2.0.0' ? items.flatMap(({ reference }) => reference ?? []) : items)

/** The parts of the launch that the scopes ask for. */
export function contextMembers(
  launch: LaunchContext,
  scope: string,
  version: FrontDoorSettings['smartVersion'],
): Readonly<Record<string, unknown>> {
  const words = new Set(wordsOf(scope))
  const [isEhr, isPatient] = [words.has('launch'), words.has('launch') || words.has('launch/patient')]
  const { patient, encounter, intent, needPatientBanner, smartStyleUrl, fhirContext } = launch
  return {
    ...(isPatient && patient !== undefined && { patient }),
    ...((isEhr || words.has('launch/encounter')) && encounter !== undefined && { encounter }),
    ...(isEhr && intent !== undefined && { intent }),
    ...(isEhr && needPatientBanner !== undefined && { need_patient_banner: needPatientBanner }),
    ...(smartStyleUrl !== undefined && { smart_style_url: smartStyleUrl }),
    ...(isEhr && fhirContext !== undefined && { fhirContext: fhirContextOf(fhirContext, version) }),
  }
}
