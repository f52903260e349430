/** What a sort key looks at in a resource -> one value to order by. https://hl7.org/fhir/R4/search.html#sort */
import { isDecimal } from '../fhir/decimal.ts'
import { sortableDecimal } from '../fhir/sortable-decimal.ts'
import { fold } from '../fhir/string.ts'
import type { Facts, Hit, Json, ParameterType, Reader } from '../mapping/model.ts'
import { valuesOf } from '../plan/row/values.ts'
import type { SortKey } from '../plan/model.ts'
import { intervalOfValue } from '../plan/row/date.ts'

/** Null is for resources without a value, which come last in both directions. */
export type SortValue = string | number | null

type Fields = Readonly<Record<string, Json | undefined>>

const fieldsOf = (value: Json): Fields | undefined =>
  typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : undefined

/** The first of these members that is there, at any depth below; a text is itself. */
function pick(value: Json | undefined, names: readonly string[]): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  const fields = fieldsOf(value)
  if (!fields) return (value as readonly Json[]).map((each) => pick(each, names)).find((each) => each !== undefined)
  return names
    .map((name) => (fields[name] === undefined ? undefined : pick(fields[name], names)))
    .find((each) => each !== undefined)
}

/** All texts in a value, in order: `Smith John Q` of a HumanName. */
function words(value: Json): string {
  if (typeof value === 'string') return value
  const fields = fieldsOf(value)
  return (fields ? Object.values(fields) : (value as readonly Json[])).map((each) => words(each ?? '')).join(' ')
}

/** The earliest time that there is: a number that a link to the next page can hold, as infinity is not. */
const beginning = -8_640_000_000_000_000

/** Where it begins; a Period without a start has begun before all that has one. https://hl7.org/fhir/R4/search.html#date */
function instantOf(value: Json, facts: Facts): number | undefined {
  const interval = intervalOfValue(value, facts)
  return interval && Math.max(interval.start, beginning)
}

const numberOf = (text: string | undefined): string | undefined =>
  text !== undefined && isDecimal(text) ? sortableDecimal(text) : undefined

/** So much of a text orders it, and stands in the link to the next page; what begins alike is in order of its key. */
const longestText = 100

type Valuer = (value: Json, facts: Facts) => string | number | undefined

const valuers: Readonly<Record<ParameterType, Valuer>> = {
  date: instantOf,
  string: (value) => fold(words(value)),
  token: (value) => pick(value, ['coding', 'code', 'value', 'text']),
  reference: (value) => pick(value, ['reference']),
  quantity: (value) => numberOf(pick(value, ['value'])),
  number: (value) => numberOf(pick(value, ['value'])),
  uri: (value) => pick(value, []),
}

/** The least of several values, the greatest when descending; null for none. Undefined parameter: the id is no sort value. */
export function sortValue(
  { parameter, descending }: SortKey,
  hits: readonly Hit[],
  reader: Reader,
  facts: Facts,
): SortValue {
  if (!parameter) return null
  const values = valuesOf(hits, reader, facts)
    .flatMap((value) => valuers[parameter.type](value, facts) ?? [])
    .map((value) => (typeof value === 'string' ? value.slice(0, longestText) : value))
  return values.reduce<SortValue>((best, value) => {
    if (best === null) return value
    return value < best !== descending ? value : best
  }, null)
}

/** Nulls last in both directions. */
export function compareValues(one: SortValue, other: SortValue, descending: boolean): number {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? 1 : -1
  return one < other !== descending ? -1 : 1
}
