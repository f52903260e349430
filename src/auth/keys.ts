/** A JWK Set -> the public keys that may verify a token, by key id. https://www.rfc-editor.org/rfc/rfc7517#section-5 */
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'

export interface VerificationKey {
  readonly key: KeyObject
  /** The one algorithm the provider made the key for, where it says so. */
  readonly algorithm?: string
}

export type VerificationKeys = ReadonlyMap<string, VerificationKey>

interface SignatureJwk extends JsonWebKey {
  readonly kid: string
  readonly alg?: string
}

const isSignatureJwk = (jwk: unknown): jwk is SignatureJwk => {
  if (typeof jwk !== 'object' || jwk === null) return false
  const { kid, kty, use } = jwk as JsonWebKey
  return typeof kid === 'string' && use === 'sig' && (kty === 'RSA' || kty === 'EC')
}

const importKey = (jwk: SignatureJwk): readonly [string, VerificationKey][] => {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    return [[jwk.kid, { key, ...(typeof jwk.alg === 'string' && { algorithm: jwk.alg }) }]]
  } catch {
    return []
  }
}

/**
 * The RSA and EC keys of `document` whose `use` is `sig`; all else in it (encryption keys, symmetric and unreadable ones)
 * is passed over. Throws when it is not a JWK Set at all.
 */
export const importKeys = (document: unknown): VerificationKeys => {
  const keys = typeof document === 'object' && document !== null && 'keys' in document ? document.keys : undefined
  if (!Array.isArray(keys)) throw new Error('the provider gave no JWK Set')
  return new Map(keys.filter(isSignatureJwk).flatMap(importKey))
}
