/** What a driver says went wrong -> the three Problems a caller may see. The driver's own words travel as `cause` only. */
import { Problem } from '../fhir/problem.ts'

/** 504: the statement was cancelled at its time limit. */
export function timedOut(milliseconds: number, cause?: unknown): Problem {
  return new Problem(
    'rows-timeout',
    `The database did not answer within ${milliseconds / 1000} s.`,
    { hint: 'Narrow the search, or ask for fewer resources at a time.' },
    { cause },
  )
}

/** 503 with `retryAfter`: no connection came free within `milliseconds`. */
export function busy(milliseconds: number, what = 'Every connection to the database'): Problem {
  return new Problem('rows-busy', `${what} was in use for ${milliseconds / 1000} s.`, {
    retryAfter: Math.max(1, Math.ceil(milliseconds / 1000)),
  })
}

/** 503: the database could not be reached, went away, or refused the statement. */
export function unavailable(cause: unknown): Problem {
  if (cause instanceof Problem) return cause
  return new Problem('rows-unavailable', 'The database could not answer.', { retryAfter: 5 }, { cause })
}
