/** What went wrong beside the answer -> OperationOutcomes as JSON text, for entries of mode `outcome`. */
import { problemSystem, toOutcome, type OperationOutcome, type OutcomeIssue } from '../fhir/outcome.ts'
import { Problem } from '../fhir/problem.ts'
import type { BadValue } from './frame.ts'

/** A value that could not be mapped, by source and element; the value itself is never told. */
const fates: Readonly<Record<NonNullable<BadValue['became']>, string>> = {
  part: 'Only what is sound of it is served',
  another: 'What the mapping names next stands in its place',
}

function badValueProblem(value: BadValue, resource: string, isServed: boolean): Problem {
  const { source, element, reason, became } = value
  const code = isServed ? 'write-value' : 'write-resource'
  const fate = !isServed ? `${resource} is left out` : became === undefined ? 'It is left out' : fates[became]
  return new Problem(code, `${element} of ${resource} ${reason}. ${fate}. The source is ${source}.`, {
    expression: [element],
  })
}

/** The outcome of one row's resource (`Patient/pat-12`); `bad` must not be empty. `isServed`: the rest of the resource is in the answer. */
export function badValuesText(bad: readonly BadValue[], resource: string, isServed: boolean): string {
  const [first, ...rest] = bad.map((each) => badValueProblem(each, resource, isServed))
  return first ? JSON.stringify(toOutcome([first, ...rest])) : ''
}

/** `lost` resources of a source match whose key makes no logical id. */
export function lostText(source: string, lost: number): string {
  const what = lost === 1 ? '1 resource matches' : `${lost} resources match`
  const message = `${what} and cannot be given: the key of the row makes no logical id. The source is ${source}.`
  return JSON.stringify(toOutcome([new Problem('write-resource', message)]))
}

const ignoredIssue = (text: string): OutcomeIssue => ({
  severity: 'warning',
  code: 'not-supported',
  details: { coding: [{ system: problemSystem, code: 'plan-parameter-unknown' }], text },
})

/** What lenient handling ignored, one issue a sentence. */
export function warningsText(warnings: readonly string[]): string {
  const outcome: OperationOutcome = { resourceType: 'OperationOutcome', issue: warnings.map(ignoredIssue) }
  return JSON.stringify(outcome)
}

export function cappedText(most: number): string {
  const message = `More than ${most} resources could be included; the others are left out.`
  return JSON.stringify(
    toOutcome([new Problem('write-included-capped', message, { hint: 'Ask for fewer matches a page.' })]),
  )
}
