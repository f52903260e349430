// Turns a search value that has not its type's form into the problem that says which form is expected.
import { Problem } from './problem.ts'

const shown = (value: string): string => (value.length > 60 ? `${value.slice(0, 60)}...` : value)

/** `expected` completes "expected ...": a noun with an example. The value is the caller's own and may be quoted back. */
export function invalidValue(parameter: string, value: string, expected: string, hint?: string): Problem {
  const message = `The value '${shown(value)}' of ${parameter} is not understood: expected ${expected}.`
  return new Problem('parse-value', message, {
    expression: [parameter],
    ...(hint !== undefined && { hint }),
  })
}
