/** What each driver supplies, so that pooling, time limits, cancelling and batching are written once (see `reading.ts`). */
import type { Query } from '../query/query.ts'
import type { Row } from './database.ts'

export type FailReason = 'timeout' | 'lost'

/** Where a driver puts the rows of a statement. `end` or `fail` comes exactly once, and nothing after it. */
export interface RowSink {
  row(row: Row): void
  end(): void
  /** `timeout` when the database itself stopped the statement at its limit; `lost` when the connection broke. */
  fail(error: unknown, reason?: FailReason): void
}

/** A statement under way. */
export interface Statement {
  /** Asks for no more rows for now. A few that are already read may still come. */
  pause(): void
  resume(): void
  /**
   * Stops the statement in the database and throws its remaining rows away. Resolves to whether the connection is
   * clean, so that it may run another one. The sink hears nothing more. Never rejects; called at most once, and never
   * after the sink's end.
   */
  cancel(): Promise<boolean>
}

/** A connection that runs one statement at a time. */
export interface Connection {
  /** True once the connection broke; the pool then forgets it. */
  readonly lost: boolean
  /** Tells the server the limit of the next statement, where it knows one. Undefined when there is nothing to tell. */
  limit(milliseconds: number): Promise<void> | undefined
  run(query: Query, sink: RowSink): Statement
  /** Closes politely; never rejects. */
  end(): Promise<void>
}
