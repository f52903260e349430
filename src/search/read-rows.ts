/** A statement -> all of its rows at once, where they are few. */
import type { Query } from '../query/query.ts'
import type { Database, ReadOptions, Row } from '../rows/database.ts'

export const optionsOf = (signal?: AbortSignal): ReadOptions => (signal ? { signal } : {})

export async function readAllRows(database: Database, query: Query, signal?: AbortSignal): Promise<readonly Row[]> {
  const all: Row[] = []
  for await (const rows of database.read(query, optionsOf(signal))) for (const row of rows) all.push(row)
  return all
}
