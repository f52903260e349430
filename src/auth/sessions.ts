/** What the front door can say of a token that is otherwise good: whether its grant lives, and what it is for. */

/** What a token that passed every check says of itself. */
export interface TokenFacts {
  readonly jti: string
  readonly client: string
  readonly subject: string
  /** Seconds since 1970. */
  readonly expires: number
}

/** What the grant behind a token carries. It alone counts; what the token says of the same things does not. */
export interface SessionContext {
  readonly organizations: readonly string[]
  /** A logical id, without the type. */
  readonly patient?: string
  readonly encounter?: string
  readonly fhirUser?: string
  /** As in the Grant of the same name. */
  readonly groups?: readonly string[]
}

export interface Sessions {
  /**
   * Asked for every request, also with a token that was good a moment ago. The context; or in words, for the caller, why the
   * token is not taken. Rejects with a Problem when it cannot be known, and the request is refused.
   */
  check(token: string, facts: TokenFacts): Promise<SessionContext | string>
}
