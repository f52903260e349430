/** An Authorization header -> its bearer token; and the two refusals with their challenges. https://www.rfc-editor.org/rfc/rfc6750#section-3 */
import { Problem } from '../fhir/problem.ts'

/** Longer headers are refused before any work is done on them. */
const longestHeader = 16_384

/** A 401 for a token that is there and no good. `reason` is a clause for a person; it must not say what would have been right. */
export const refuseToken = (surface: string, reason: string): Problem =>
  new Problem('auth-token-invalid', 'The access token is not accepted here.', {
    hint: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`,
    challenge: `Bearer realm="${surface}", error="invalid_token"`,
  })

const missing = (surface: string): Problem =>
  new Problem('auth-token-missing', 'The request carries no bearer token.', {
    hint: 'Send the header Authorization: Bearer with an access token for this base URL.',
    challenge: `Bearer realm="${surface}"`,
  })

/** After one blank or several: https://www.rfc-editor.org/rfc/rfc9110#section-11.4. Undefined for another scheme, or nothing. */
export const bearerIn = (authorization: string): string | undefined => /^bearer +([^ ].*)$/is.exec(authorization)?.[1]

/** The token as it stands, its form unchecked. Throws `auth-token-missing`, `auth-token-invalid` for one that is too long. */
export const readBearer = (authorization: string | undefined, surface: string): string => {
  const isLong = authorization !== undefined && authorization.length > longestHeader
  const token = bearerIn(authorization?.slice(0, longestHeader) ?? '')
  if (token === undefined) throw missing(surface)
  if (isLong) throw refuseToken(surface, 'the token is too long')
  return token
}
