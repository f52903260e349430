/** Rows that have ended -> no rows, in batches short enough to be in nobody's way. */
import { tables } from './schema.ts'
import type { Place } from './place.ts'
import { perform } from './work.ts'

const batch = 500

/** A grant ends with the last of its handles, and takes what is left of them along. */
const swept = [
  [tables.answers, 'hash'],
  [tables.handles, 'hash'],
  [tables.grants, 'id'],
  [tables.launches, 'hash'],
] as const

export const createSweep = ({ database, now }: Place) => {
  const sweepBatch = async (table: string, key: string): Promise<number> => {
    const ended = database(table).where('expires', '<=', now())
    const keys = await perform(() => ended.clone().orderBy('expires').limit(batch).pluck<string[]>(key))
    if (keys.length === 0) return 0
    // Asked again: a grant may have been renewed between the two.
    return perform(() => ended.clone().whereIn(key, keys).delete())
  }

  const sweepTable = async (table: string, key: string): Promise<number> => {
    const removed = await sweepBatch(table, key)
    return removed < batch ? removed : removed + (await sweepTable(table, key))
  }

  return async (): Promise<number> => {
    let removed = 0
    for (const [table, key] of swept) removed += await sweepTable(table, key)
    return removed
  }
}
