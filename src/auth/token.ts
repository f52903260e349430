/** An access token -> its verified claims. https://www.rfc-editor.org/rfc/rfc9068#section-4, https://www.rfc-editor.org/rfc/rfc8725 */
import jsonwebtoken, { type JwtPayload } from 'jsonwebtoken'
import { clockTolerance, findClaimsFault, findPayloadFault, readClaims, type Claims } from './claims.ts'
import { readHeader, type TokenHeader } from './header.ts'
import type { VerificationKey } from './keys.ts'
import type { Surface } from './surface.ts'

const { JsonWebTokenError, NotBeforeError, TokenExpiredError, verify } = jsonwebtoken

export interface TokenCheck {
  readonly surface: Surface
  /** Of the base URL, where it names one. Only the audience is held against it. */
  readonly organization: string | undefined
  /** The provider's key of that id, if it has one. */
  readonly key: (id: string) => Promise<VerificationKey | undefined>
  /** Seconds since 1970, asked again after the keys came. */
  readonly now: () => number
}

/** jsonwebtoken tells its refusals apart by the class and by the head of the message, which may go on with expected values. */
const describe = (error: unknown): string => {
  if (error instanceof TokenExpiredError) return 'the token has expired'
  if (error instanceof NotBeforeError) return 'the token is not good yet'
  if (!(error instanceof JsonWebTokenError)) return 'the token cannot be read'
  if (error.message.startsWith('jwt audience')) return 'the token is for another base URL'
  return error.message === 'invalid signature' ? 'the signature is wrong' : 'the token cannot be verified'
}

const verifySignature = (token: string, header: TokenHeader, key: VerificationKey, check: TokenCheck) => {
  const [first = '', ...others] = [check.surface.audience(check.organization)].flat()
  const options = { algorithms: [header.algorithm], issuer: check.surface.issuer, clockTolerance }
  try {
    return verify(token, key.key, { ...options, audience: [first, ...others], clockTimestamp: check.now() })
  } catch (error) {
    return describe(error)
  }
}

const verifyPayload = (payload: JwtPayload, header: TokenHeader, check: TokenCheck): Claims | string => {
  const fault = findPayloadFault(payload, header.isAccessToken, check.now())
  if (fault !== undefined) return fault
  const claims = readClaims(payload, check.surface)
  if (typeof claims === 'string') return claims
  return findClaimsFault(claims, check.surface) ?? claims
}

/** The claims of `token`, or in words, for the caller, why it is refused. Rejects only when `check.key` does. */
export const verifyToken = async (token: string, check: TokenCheck): Promise<Claims | string> => {
  const { surface } = check
  const header = readHeader(token, surface.algorithms ?? ['RS256'])
  if (typeof header === 'string') return header
  // Before the key is looked for: a stranger's token must not have the provider asked.
  if (header.issuer !== surface.issuer) return 'the token comes from another issuer'
  const key = await check.key(header.keyId)
  if (key === undefined || (key.algorithm ?? header.algorithm) !== header.algorithm) {
    return 'the token is signed with a key that the issuer does not publish'
  }
  const payload = verifySignature(token, header, key, check)
  return typeof payload === 'string' ? payload : verifyPayload(payload, header, check)
}
