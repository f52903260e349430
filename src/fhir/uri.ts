// Turns the value of a uri search into the URI, which is compared character by character. https://hl7.org/fhir/R4/search.html#uri
import { unescape } from './escape.ts'
import { invalidValue } from './invalid-value.ts'

/** Relative URIs are let pass. Throws Problem parse-value for blanks and emptiness. */
export function parseUriValue(parameter: string, value: string): string {
  const uri = unescape(value)
  if (!/^\S+$/.test(uri)) throw invalidValue(parameter, value, 'a URI without blanks')
  return uri
}
