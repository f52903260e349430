/** What the store of contexts remembers, and how it is asked. Everything in it ends. */
import type { GrantContext, Launch, StoredGrant } from '../model.ts'

/** What the provider gave: how its tokens will be found, and when they end. */
export interface IssuedTokens {
  /** `jti` of the access token. */
  readonly jti: string
  readonly accessSeconds: number
  readonly refreshToken?: string
  /** Of one that the provider lets live for ever: as long as the caller thinks right. Left out: as the access token. */
  readonly refreshSeconds?: number
}

/** What tokens were asked with. */
export interface Redeemed {
  readonly kind: 'code' | 'refresh'
  readonly value: string
}

/**
 * All of it rejects with `auth-store-unavailable` when the database does not answer, so nobody takes silence for a word.
 * What has ended is not found, whether it was swept or not; nor is what was sealed with a key that is no more.
 */
export interface ContextStore {
  addCode(code: string, context: GrantContext, seconds: number): Promise<void>
  /** Looks without using. */
  findByCode(code: string): Promise<StoredGrant | undefined>
  /** Looks without using. */
  findByRefreshToken(token: string): Promise<StoredGrant | undefined>
  /** By the `jti` of an access token. One statement. */
  findByTokenId(jti: string): Promise<StoredGrant | undefined>
  /**
   * Once the provider gave tokens for `from`: they are found from now on, and `from` no more; all of it or nothing. False
   * when `from` was not there, because somebody else was faster: then nothing was written. A refresh token lives on only
   * when it is among `tokens`.
   */
  issue(from: Redeemed, grant: string, tokens: IssuedTokens): Promise<boolean>
  /** A grant that came of no code: of a backend client, or by password. */
  addGrant(context: GrantContext, tokens: IssuedTokens): Promise<void>
  /** Ends a grant, by its id, with all its tokens. */
  endGrant(id: string): Promise<void>
  /** Ends the grant of a refresh token, with all its tokens. */
  endByRefreshToken(token: string): Promise<void>
  /** Ends one access token; its grant lives on. */
  endTokenId(jti: string): Promise<void>
  addLaunch(value: string, launch: Launch, seconds: number): Promise<void>
  /** Looks without using. */
  findLaunch(value: string): Promise<Launch | undefined>
  /** The launch for the one who takes it, once; undefined for all others. */
  takeLaunch(value: string): Promise<Launch | undefined>
  /** Removes what has ended, a few hundred rows at a time, and says how many rows. */
  sweep(): Promise<number>
  close(): Promise<void>
}
