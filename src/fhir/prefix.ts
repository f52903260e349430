// Takes the comparison prefix from the front of a date, number or quantity value. https://hl7.org/fhir/R4/search.html#prefix

export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap'

export const prefixes: readonly Prefix[] = Object.freeze(['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'])

/** `eq` where none is written. The rest is not checked. */
export function takePrefix(text: string): {
  readonly prefix: Prefix
  readonly rest: string
} {
  const prefix = prefixes.find((each) => text.startsWith(each))
  return prefix === undefined ? { prefix: 'eq', rest: text } : { prefix, rest: text.slice(2) }
}
