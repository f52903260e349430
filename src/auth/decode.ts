/** A compact JWS -> its header and payload, unverified: only objects are taken, whatever else JSON may be. https://www.rfc-editor.org/rfc/rfc7519#section-7.2 */
import jsonwebtoken, { type JwtHeader, type JwtPayload } from 'jsonwebtoken'

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export interface Decoded {
  readonly header: JwtHeader
  /** Of which each member may be anything yet. */
  readonly payload: JwtPayload
}

/** Undefined for what is no JWT. Never throws. */
export function decodeToken(token: string): Decoded | undefined {
  try {
    const decoded: unknown = jsonwebtoken.decode(token, { complete: true })
    if (!isObject(decoded) || !('header' in decoded) || !('payload' in decoded)) return undefined
    const { header, payload } = decoded
    return isObject(header) && isObject(payload)
      ? { header: header as JwtHeader, payload: payload as JwtPayload }
      : undefined
  } catch {
    return undefined
  }
}

/** A claim that is a text and not empty. */
export function textClaim(payload: JwtPayload | undefined, name: string): string | undefined {
  const value: unknown = payload?.[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
