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

/** What `issue` keeps beside the hash of what was used up: sealed, for so long. */
export interface Kept {
  readonly value: object
  readonly seconds: number
}

/** A code or refresh token that was used before, and whose grant lives. */
export interface Spent {
  readonly grant: StoredGrant
  /** What was kept when it was used, as long as that is kept. */
  readonly kept?: unknown
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
  /** Whether the access token of this `jti` was ended before its time, as long as it would have lived. */
  hasEnded(jti: string): Promise<boolean>
  /** By what was used up, until its grant ends: what comes a second time was stolen, from whom or by whom nobody knows. */
  findSpent(from: Redeemed): Promise<Spent | undefined>
  /**
   * True for the one of all who ask that may go to the provider with it. The others are told false until it is released, and for
   * `seconds` at most: whoever had it may have gone down.
   */
  claim(from: Redeemed, seconds: number): Promise<boolean>
  /** The provider gave nothing for it: others may try. */
  release(from: Redeemed): Promise<void>
  /**
   * Once the provider gave tokens for `from`: they are found from now on, and `from` only as spent; all of it or nothing. False
   * when `from` was not there, because somebody else was faster: then nothing was written. A refresh token lives on only
   * when it is among `tokens`.
   */
  issue(from: Redeemed, grant: string, tokens: IssuedTokens, keep?: Kept): Promise<boolean>
  /** A grant that came of no code: of a backend client, or by password. */
  addGrant(context: GrantContext, tokens: IssuedTokens): Promise<void>
  /** Ends a grant, by its id, with all its tokens. */
  endGrant(id: string): Promise<void>
  /** Ends the grant of a refresh token, spent or not, with all its tokens. */
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
