/** One statement on one connection -> all of its rows. For the few short statements of `explain` and `introspect`. */
import type { Query } from '../query/query.ts'
import type { Connection } from './connection.ts'
import type { Row } from './database.ts'
import { unavailable } from './problems.ts'

/** Rejects with `rows-unavailable`. Holds every row in memory; has no time limit but the server's. */
export function collect(connection: Connection, query: Query): Promise<readonly Row[]> {
  return new Promise((resolve, reject) => {
    const rows: Row[] = []
    connection.run(query, {
      row: (row) => void rows.push(row),
      end: () => resolve(rows),
      fail: (error) => reject(unavailable(error)),
    })
  })
}
