/** `_format` and Accept -> whether JSON is a fair answer. https://hl7.org/fhir/R4/http.html#mime-type */
import { Problem } from '../fhir/problem.ts'
import type { Call } from './call.ts'

const produced = /^(?:\*\/\*|application\/\*|text\/json|application\/(?:fhir\+)?json|json)$/

/** One element of an Accept header: R4 when it names a FHIR version at all, and not ruled out by `q=0`. */
function isServed(range: string): boolean {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
  const isRefused = parameters.some((each) => /^q=0(?:\.0*)?$/.test(each))
  const isOtherVersion = parameters.some((each) => /^fhirversion=(?!"?4\.0"?$)/.test(each))
  return produced.test(type) && !isRefused && !isOtherVersion
}

const refuse = (source: string): Problem =>
  new Problem('parse-not-acceptable', `The format that ${source} asks for is not produced.`, {
    hint: 'Ask for application/fhir+json, of FHIR version 4.0.',
  })

/** `_format` comes before Accept. Throws `parse-not-acceptable`. A form's own `_format` is for the parser of searches. */
export function checkFormat(call: Pick<Call, 'query' | 'headers'>): void {
  if (call.query.includes('_format=')) {
    const format = new URLSearchParams(call.query).get('_format')
    // A plus sign that was not encoded has become a blank.
    if (format !== null && !isServed(format.replace(' ', '+'))) throw refuse('_format')
    if (format !== null) return
  }
  const { accept } = call.headers
  if (accept === undefined || accept === 'application/fhir+json' || accept === '*/*') return
  if (!accept.split(',').some(isServed)) throw refuse('the Accept header')
}
