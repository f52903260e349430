/** Checks that another group makes in Inferno's session -> what a group does by itself first, without a word. */
import type { Session } from '../model.ts'
import { Skipped, type Check } from '../verdict.ts'

const runQuietly = async (session: Session, checks: readonly Check[]): Promise<void> => {
  for (const check of checks) {
    try {
      await check.run(session)
    } catch (error) {
      throw new Skipped(`not ready, for "${check.title}": ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

/** The check, once what it stands on has passed. */
export const after = (preparation: readonly Check[], check: Check): Check => ({
  ...check,
  run: async (session) => {
    await runQuietly(session, preparation)
    return check.run(session)
  },
})

/** The checks, of which the first prepares for all. */
export const prepared = (preparation: readonly Check[], checks: readonly Check[]): readonly Check[] =>
  checks.map((check, at) => (at === 0 ? after(preparation, check) : check))
