// Makes the problem of a malformed parameter, naming it.
import { Problem } from '../fhir/problem.ts'

export function malformed(parameter: string, message: string, hint?: string): Problem {
  return new Problem('parse-parameter', message, { expression: [parameter], ...(hint !== undefined && { hint }) })
}
