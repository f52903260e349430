// Turns `code`, `system|code`, `|code`, `system|` into what a token search asks. https://hl7.org/fhir/R4/search.html#token
import { splitAt, unescape } from './escape.ts'
import { invalidValue } from './invalid-value.ts'

/** `system` absent: any or none; '': there must be none. `code` absent: any of the system. Never both absent. */
export interface TokenValue {
  readonly system?: string
  readonly code?: string
}

const expected = 'a token such as code, system|code, |code or system|'

/** Throws Problem parse-value. */
export function parseTokenValue(parameter: string, value: string): TokenValue {
  const [first = '', second, ...more] = splitAt(value, '|').map(unescape)
  const isEmpty = first === '' && (second === undefined || second === '')
  if (more.length > 0 || isEmpty) {
    throw invalidValue(parameter, value, expected, 'A bar inside a code is written \\|.')
  }
  if (second === undefined) return { code: first }
  return { system: first, ...(second !== '' && { code: second }) }
}
