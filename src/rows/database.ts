/** The only face of a database that the floors above may see: queries in, batches of raw rows out. */
import type { Dialect, Query } from '../query/query.ts'

/**
 * A value as the database holds it, as text: integers and decimals in plain digits (decimals with the scale the column
 * stores, on SQLite without trailing zeros), date-times as `yyyy-mm-dd hh:mm:ss[.fff]`, dates as `yyyy-mm-dd`, bits as
 * `0` or `1`, uuids in lower case, bytes as small hexadecimal digits. Padding of CHAR columns is left as it comes. `null` is SQL's NULL.
 */
export type Raw = string | null
/** One row, its values in the order of the SELECT list. */
export type Row = readonly Raw[]

export interface ReadOptions {
  /** Cancels the statement in the database and ends the iteration with the signal's reason. */
  readonly signal?: AbortSignal
  /** Milliseconds the statement may take before it is cancelled with `rows-timeout`. Defaults to the database's own limit. */
  readonly timeout?: number
}

/**
 * A database that is only ever read.
 * Errors are `Problem`s: `rows-timeout` (504), `rows-busy` (503, with `retryAfter` in seconds), `rows-unavailable` (503).
 */
export interface Database {
  readonly dialect: Dialect
  /**
   * Streams the rows of one statement as batches, the first of about 100 rows, later ones of up to 500. Leaving the
   * loop early cancels the statement and gives a clean connection back to the pool; so does `signal`.
   */
  read(query: Query, options?: ReadOptions): AsyncIterable<readonly Row[]>
  /** The database's own plan of a statement, as text to show to a person. Does not run the statement. */
  explain(query: Query): Promise<string>
  /** Connections that are lent or being opened, those that are free, and statements that wait for one. */
  readonly counts?: () => { readonly used: number; readonly idle: number; readonly waiting: number }
  /** Ends when every connection is closed; statements under way end first. */
  close(): Promise<void>
}
