/** A database -> the same one, with the time that each source's statements took to answer. */
import type { Database, ReadOptions, Row } from '../../rows/database.ts'
import type { Query } from '../../query/query.ts'

export interface Timed {
  readonly source: string
  readonly sql: string
  readonly milliseconds: number
}

export interface Stopwatch {
  /** The database as one source asks it. */
  of(source: string): Database
  slowest(): Timed | undefined
}

/** `now` in milliseconds. */
export function createStopwatch(database: Database, now: () => number): Stopwatch {
  let slowest: Timed | undefined
  const note = (timed: Timed): void => {
    if (timed.milliseconds > (slowest?.milliseconds ?? 0)) slowest = timed
  }
  async function* read(source: string, query: Query, options?: ReadOptions): AsyncGenerator<readonly Row[], void> {
    const started = now()
    let isFirst = true
    for await (const rows of database.read(query, options)) {
      if (isFirst) note({ source, sql: query.sql, milliseconds: now() - started })
      isFirst = false
      yield rows
    }
    if (isFirst) note({ source, sql: query.sql, milliseconds: now() - started })
  }
  return {
    of: (source) => ({
      dialect: database.dialect,
      read: (query, options) => read(source, query, options),
      explain: (query) => database.explain(query),
      close: () => database.close(),
    }),
    slowest: () => slowest,
  }
}
