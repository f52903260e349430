/** Everything that can go wrong and be told to a caller: one value, turned into an OperationOutcome once, in `app`. */
import type { IssueType } from './issue-type.ts'
import { problemTable, type ProblemCode } from './problem-table.ts'

export interface ProblemDetails {
  /** FHIRPath or parameter names that the fault concerns, for OperationOutcome.issue.expression. */
  readonly expression?: readonly string[]
  /** What to do about it, a sentence. */
  readonly hint?: string
  /** Seconds, for a Retry-After header. */
  readonly retryAfter?: number
  /** The value of the WWW-Authenticate header of a 401. */
  readonly challenge?: string
  /** The value of the Allow header of a 405. */
  readonly allow?: string
  /** For the operator alone, who can mend it: tables, files, settings. */
  readonly operator?: string
  /** Where it says more than the code's own. */
  readonly issue?: IssueType
}

/** A refusal. `message` says what the caller did wrong, in words that never hold a value from a row. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly details: ProblemDetails
  readonly status: number
  readonly issue: IssueType

  constructor(code: ProblemCode, message: string, details: ProblemDetails = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Problem'
    this.code = code
    this.details = details
    this.status = problemTable[code].status
    this.issue = details.issue ?? problemTable[code].issue
  }
}
