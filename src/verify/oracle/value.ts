/** Turns the text of one search value into its parts. https://hl7.org/fhir/R4/search.html#escaping */
import { UnknownToOracle } from './model.ts'

export const prefixes = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const
export type Prefix = (typeof prefixes)[number]

/** Takes the backslash from `\|` and `\$` (and from `\,` and `\\`, had they been left). */
export function unescape(text: string): string {
  return text.replace(/\\([\\|$,])/g, '$1')
}

/** Puts a backslash before what would part a value, and before itself. */
export function escape(text: string): string {
  return text.replace(/[\\|$]/g, '\\$&')
}

/** Parts at each `|` that has no backslash before it, and unescapes the parts. */
export function splitAtBars(text: string): readonly string[] {
  const parts = ['']
  for (const [piece] of text.matchAll(/\\.|[^]/gs)) {
    if (piece === '|') parts.push('')
    else parts.push(`${parts.pop() ?? ''}${piece}`)
  }
  return parts.map(unescape)
}

/** `ge2020` as `ge` and `2020`; without a prefix it is `eq`. */
export function splitPrefix(text: string): {
  readonly prefix: Prefix
  readonly rest: string
} {
  const found = prefixes.find((prefix) => text.startsWith(prefix))
  if (found) return { prefix: found, rest: text.slice(2) }
  if (/^[a-z]{2}/.test(text)) throw new UnknownToOracle('no such prefix')
  return { prefix: 'eq', rest: text }
}
