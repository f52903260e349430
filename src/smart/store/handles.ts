/** The tokens of a grant -> the rows by which they are found. */
import { hashHandle } from '../seal.ts'
import type { IssuedTokens } from './model.ts'

export type HandleKind = 'code' | 'refresh' | 'token'

export interface Handle {
  readonly hash: string
  readonly kind: HandleKind
  /** Milliseconds since 1970. */
  readonly expires: number
}

/** The kind is part of it: the id of an access token, which is no secret, is not found as a code. */
export const hashOf = (kind: HandleKind, value: string): string => hashHandle(`${kind} ${value}`)

export const createHandle = (kind: HandleKind, value: string, expires: number): Handle => ({
  hash: hashOf(kind, value),
  kind,
  expires,
})

export const handlesOf = (tokens: IssuedTokens, now: number): readonly Handle[] => {
  const { jti, accessSeconds, refreshToken, refreshSeconds = accessSeconds } = tokens
  const access = createHandle('token', jti, now + accessSeconds * 1000)
  if (refreshToken === undefined) return [access]
  return [access, createHandle('refresh', refreshToken, now + refreshSeconds * 1000)]
}

/** Of what was used up: it goes with its grant. */
export const never = Date.UTC(9999, 11, 31)

/** A grant lives as long as the longest of its handles. */
export const lastOf = (handles: readonly Handle[]): number => Math.max(...handles.map(({ expires }) => expires))
