// Turns a raw query string or form body into decoded pairs. https://url.spec.whatwg.org/#urlencoded-parsing (but strict)
import { Problem, type ProblemDetails } from '../fhir/problem.ts'
import type { ProblemCode } from '../fhir/problem-table.ts'

export interface Pair {
  readonly name: string
  readonly value: string
}

const queryLimit = 16 * 1024
const bodyLimit = 64 * 1024
const pairLimit = 100

/** A tab is a blank. */
const isControl = (text: string): boolean => /[\u0000-\u0008\u000a-\u001f\u007f]/.test(text)

/** undefined: a percent sign without two digits behind it, bytes that are no UTF-8, or control characters. */
function decode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '))
    return isControl(decoded) ? undefined : decoded
  } catch {
    return undefined
  }
}

const encodingHint: ProblemDetails = { hint: 'Percent-encode it as UTF-8, without control characters.' }

function toPair(text: string, code: ProblemCode): Pair {
  const equals = text.indexOf('=')
  const name = decode(equals < 0 ? text : text.slice(0, equals))
  if (name === undefined) throw new Problem(code, 'The name of a parameter is badly encoded.', encodingHint)
  const value = equals < 0 ? '' : decode(text.slice(equals + 1))
  if (value === undefined) throw new Problem(code, 'The value of a parameter is badly encoded.', encodingHint)
  return { name, value }
}

function toPairs(text: string, code: ProblemCode): readonly Pair[] {
  const segments = text.split('&').filter((segment) => segment !== '')
  if (segments.length > pairLimit) throw new Problem(code, `More than ${pairLimit} parameters were sent.`)
  return segments.map((segment) => toPair(segment, code))
}

/** Without the leading question mark. Throws Problem parse-too-long (over 16 KiB) or parse-parameter. */
export function parseQuery(query: string): readonly Pair[] {
  if (Buffer.byteLength(query) > queryLimit) {
    const hint = 'Send it as the form of a POST to _search, which may be four times as long.'
    throw new Problem('parse-too-long', `The query is longer than ${queryLimit} bytes.`, { hint })
  }
  return toPairs(query, 'parse-parameter')
}

/** Throws Problem parse-too-large (over 64 KiB) or parse-body. */
export function parseBody(body: string): readonly Pair[] {
  if (Buffer.byteLength(body) > bodyLimit) {
    throw new Problem('parse-too-large', `The body is larger than ${bodyLimit} bytes.`)
  }
  return toPairs(body, 'parse-body')
}
