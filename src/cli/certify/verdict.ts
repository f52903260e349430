/** What a check throws -> an outcome. */
import type { Outcome, Session, Step } from './model.ts'

/** The check went wrong. `unserved` names resource types that are not there to be granted or searched, when nothing else is wrong. */
export class Failed extends Error {
  override readonly name = 'Failed'
  readonly unserved: readonly string[]

  constructor(why: string, unserved: readonly string[] = []) {
    super(why)
    this.unserved = unserved
  }
}

/** The check could not be made. Inferno counts that as not passed. */
export class Skipped extends Error {
  override readonly name = 'Skipped'
}

/** The check does not apply. */
export class Omitted extends Error {
  override readonly name = 'Omitted'
}

export interface Check {
  readonly title: string
  /** The last part of the id where it is not the next number: `12`. */
  readonly id?: string
  readonly optional?: boolean
  /** Gives words worth telling, such as warnings. Throws {@link Failed}, {@link Skipped}, {@link Omitted}. */
  run(session: Session): Promise<readonly string[] | void> | readonly string[] | void
}

/** Throws {@link Failed} with `why` unless it holds. */
export function must(holds: boolean, why: string): asserts holds {
  if (!holds) throw new Failed(why)
}

/** Throws {@link Skipped} with `why` unless there is something to check. */
export function need<T>(value: T | undefined, why: string): T {
  if (value === undefined || value === '') throw new Skipped(why)
  return value
}

const outcomeOf = (error: unknown): Outcome => {
  if (error instanceof Skipped) return { kind: 'skip', why: error.message }
  if (error instanceof Omitted) return { kind: 'omit', why: error.message }
  if (error instanceof Failed) return { kind: 'fail', why: error.message, unserved: error.unserved }
  return { kind: 'fail', why: causeOf(error), unserved: [] }
}

/** fetch says only that it failed; its cause says why. */
const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

const stepOf = (id: string, check: Check): Step => ({
  id,
  title: check.title,
  optional: check.optional ?? false,
  run: async (session) => {
    try {
      return { kind: 'pass', notes: (await check.run(session)) ?? [] }
    } catch (error) {
      return outcomeOf(error)
    }
  },
})

/** Checks -> steps `prefix.01`, `prefix.02`; one with an id of its own takes no number from the others. */
export const numbered = (prefix: string, checks: readonly Check[], first = 1): readonly Step[] => {
  let next = first
  return checks.map((check) => stepOf(`${prefix}.${check.id ?? String(next++).padStart(2, '0')}`, check))
}
