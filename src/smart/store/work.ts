/** Work on the store's database -> its result: conflicts are tried again, and all other failures become one Problem. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../../fhir/problem.ts'

/** Another transaction is in the way, and will be gone: SQLite, PostgreSQL, MariaDB; SQL Server numbers it. */
const conflicts: ReadonlySet<unknown> = new Set([
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_BUSY_RECOVERY',
  '40001',
  '40P01',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
  1205,
])

const isConflict = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false
  const { code, number } = error as { readonly code?: unknown; readonly number?: unknown }
  return conflicts.has(code) || conflicts.has(number)
}

const unavailable = (cause: unknown): Problem =>
  new Problem(
    'auth-store-unavailable',
    'The store of what grants carry does not answer.',
    { hint: 'Try again in a moment.', retryAfter: 2 },
    { cause },
  )

const tries = 40

/** `work` has to be one statement or one transaction, so that it can begin again. Rejects with `auth-store-unavailable`. */
export const perform = async <T>(work: () => PromiseLike<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isConflict(error) || attempt === tries) throw unavailable(error)
      await sleep(Math.random() * Math.min(10 * attempt, 100))
    }
  }
}
