/** A question asked -> what it came to: whatever goes wrong is an outcome, and ends no run. */
import { Problem } from '../../fhir/problem.ts'
import { UnknownToOracle } from '../oracle/model.ts'
import type { Difference } from '../report.ts'
import type { Outcome } from './model.ts'

/** Refusals that mean "too costly alone", not "not understood". */
const costs = new Set(['plan-needs-driver', 'plan-sort-unbounded', 'plan-total-unbounded'])
const isTooCostly = (error: unknown): error is Problem => error instanceof Problem && costs.has(error.code)

export const differ = (query: string, note: string): Difference => ({ query, missing: [], unexpected: [], note })

export const outcomeOf = (difference: Difference | undefined): Outcome =>
  difference === undefined ? { outcome: 'passed' } : { outcome: 'failed', difference }

const messageOf = (error: unknown): string =>
  error instanceof Problem
    ? `${error.code}: ${error.message}`
    : error instanceof Error
      ? `${error.name}: ${error.message}`
      : 'an error that is none'

/** What the oracle does not know, or would cost too much, is skipped; any other error is a failure. */
export async function attempt(query: string, work: () => Promise<Difference | undefined>): Promise<Outcome> {
  try {
    return outcomeOf(await work())
  } catch (error) {
    if (error instanceof UnknownToOracle)
      return { outcome: 'skipped', reason: `the oracle does not know ${error.message}` }
    if (isTooCostly(error)) return { outcome: 'skipped', reason: `refused: ${error.code}` }
    return outcomeOf(differ(query, messageOf(error)))
  }
}

/** What the oracle says, or `otherwise` where it does not know. */
export function orElse<T>(work: () => T, otherwise: T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof UnknownToOracle) return otherwise
    throw error
  }
}
