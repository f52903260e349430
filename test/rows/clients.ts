/** Clients of a database as the specs need them: patient ones, and those that leave. */
import { setTimeout as delay } from 'node:timers/promises'
import { Problem } from '../../src/fhir/problem.ts'
import type { Query } from '../../src/query/query.ts'
import type { Database, ReadOptions, Row } from '../../src/rows/database.ts'

export async function all(database: Database, query: Query): Promise<Row[]> {
  const rows: Row[] = []
  for await (const batch of database.read(query)) rows.push(...batch)
  return rows
}

export async function drain(database: Database, query: Query, options?: ReadOptions): Promise<void> {
  for await (const batch of database.read(query, options)) void batch
}

export async function failure(run: () => Promise<unknown>): Promise<unknown> {
  try {
    await run()
  } catch (error) {
    return error
  }
  throw new Error('nothing failed')
}

/** A reading that has taken its first batch and now keeps its connection. */
export async function hold(database: Database, query: Query): Promise<AsyncIterator<readonly Row[]>> {
  const reading = database.read(query)[Symbol.asyncIterator]()
  await reading.next()
  return reading
}

/** Some are refused as busy; that too must lose nothing. */
export async function leave(database: Database, query: Query, client: number): Promise<void> {
  const leaving = new AbortController()
  if (client % 4 === 0) setTimeout(() => leaving.abort(), client % 50)
  const options = client % 4 === 1 ? { timeout: (client % 20) + 1 } : { signal: leaving.signal }
  try {
    for await (const batch of database.read(query, options)) if (client % 4 > 1 && batch.length > 0) break
  } catch (error) {
    if (!(error instanceof Problem) && !leaving.signal.aborted) throw error
  }
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 150; turn++) {
    if (await condition()) return
    await delay(10)
  }
  throw new Error('it did not come about')
}
