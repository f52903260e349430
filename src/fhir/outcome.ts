// Turns problems into the OperationOutcome that a caller gets. https://hl7.org/fhir/R4/operationoutcome.html
import type { IssueType } from './issue-type.ts'
import type { Problem } from './problem.ts'
import type { ProblemCode } from './problem-table.ts'

export interface OutcomeIssue {
  readonly severity: 'fatal' | 'error' | 'warning'
  readonly code: IssueType
  readonly details: {
    readonly coding: readonly {
      readonly system: string
      readonly code: ProblemCode
    }[]
    readonly text: string
  }
  readonly diagnostics?: string
  readonly expression?: readonly string[]
}

export interface OperationOutcome {
  readonly resourceType: 'OperationOutcome'
  readonly issue: readonly OutcomeIssue[]
}

/** The system of the codes that docs/errors.md lists. */
export const problemSystem = 'urn:portico:problem'

/** Status 200 belongs to what went wrong beside an answer that is served. */
function severityOf(status: number): OutcomeIssue['severity'] {
  if (status < 400) return 'warning'
  return status === 500 ? 'fatal' : 'error'
}

function toIssue({ code, message, status, issue, details }: Problem): OutcomeIssue {
  return {
    severity: severityOf(status),
    code: issue,
    details: { coding: [{ system: problemSystem, code }], text: message },
    ...(details.hint !== undefined && { diagnostics: details.hint }),
    ...(details.expression !== undefined && { expression: details.expression }),
  }
}

/** One issue a problem, in order. The message is shown as it stands. */
export function toOutcome(problems: readonly [Problem, ...Problem[]]): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: problems.map(toIssue) }
}
