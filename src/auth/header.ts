/** A compact JWS -> what its header claims, unverified. https://www.rfc-editor.org/rfc/rfc7515#section-4 */
import { decodeToken, textClaim } from './decode.ts'
import { tokenAlgorithms, type TokenAlgorithm } from './surface.ts'

export interface TokenHeader {
  readonly algorithm: TokenAlgorithm
  readonly keyId: string
  /** Whether the token says to be an access token of RFC 9068. */
  readonly isAccessToken: boolean
  /** The `iss` of the payload, which says whose key to look for and nothing more until the signature is checked. */
  readonly issuer: string | undefined
}

const accessTokenTypes = new Set(['at+jwt', 'application/at+jwt'])

const isAlgorithm = (name: string, allowed: readonly TokenAlgorithm[]): name is TokenAlgorithm =>
  tokenAlgorithms.some((algorithm) => algorithm === name && allowed.includes(algorithm))

/**
 * The header of `token`, or in words why no such token is taken. Keys that the header brings along (`jwk`, `jku`, `x5c`,
 * `x5u`) are never looked at: only `kid` says which of the provider's keys to use.
 */
export const readHeader = (token: string, allowed: readonly TokenAlgorithm[]): TokenHeader | string => {
  const decoded = decodeToken(token)
  if (decoded === undefined) return 'the token is not a JWT'
  const { alg, typ, kid, crit } = decoded.header
  if (!isAlgorithm(alg, allowed)) return 'the token is signed with an algorithm that is not allowed'
  if (crit !== undefined) return 'the token has critical extensions'
  const type = typeof typ === 'string' ? typ.toLowerCase() : ''
  const isAccessToken = accessTokenTypes.has(type)
  if (type !== 'jwt' && !isAccessToken) return 'the token is not an access token'
  if (typeof kid !== 'string') return 'the token names no key'
  return { algorithm: alg, keyId: kid, isAccessToken, issuer: textClaim(decoded.payload, 'iss') }
}
