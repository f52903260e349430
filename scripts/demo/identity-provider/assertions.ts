/** The claims of a client's assertion -> taken or not, by the rules that Keycloak has beyond the standard's. https://www.rfc-editor.org/rfc/rfc7523#section-3 */
import { errors } from './library.ts'

/** Seconds: the demo clients' own `token.endpoint.auth.signing.max.exp`. */
const longest = 330

/** The signature, the issuer, whether it has ended and whether it was used before are oidc-provider's to check. */
export const checkAssertion = (claims: Readonly<Record<string, unknown>>): void => {
  const { aud, exp, iat } = claims
  if (Array.isArray(aud) && aud.length > 1) throw new errors.InvalidClientAuth('the assertion has several audiences')
  const now = Math.floor(Date.now() / 1000)
  // One that says when it was made may last longer, as long as it is fresh.
  const limit = typeof iat === 'number' && iat > now - longest ? Infinity : now + longest
  if (typeof exp !== 'number' || exp > limit) throw new errors.InvalidClientAuth('the assertion lasts too long')
}
