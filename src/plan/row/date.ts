/** A built date, time or Period -> whether it is as the prefix asks. https://hl7.org/fhir/R4/search.html#date */
import { intervalOf, parseDate, type Interval } from '../../fhir/date.ts'
import type { Facts, Json } from '../../mapping/model.ts'
import { zoneOffset, type AskedDate } from '../question/values.ts'
import { textOf } from './json.ts'

function intervalOfText(text: string, facts: Facts): Interval | undefined {
  const date = parseDate(text)
  return date && intervalOf(date, zoneOffset(facts.tenant.zone))
}

/** In epoch milliseconds, infinite where a Period is open; undefined for what is no date. */
export function intervalOfValue(value: Json, facts: Facts): Interval | undefined {
  if (typeof value === 'string') return intervalOfText(value, facts)
  const [start, end] = [textOf(value, 'start'), textOf(value, 'end')]
  if (start === undefined && end === undefined) return undefined
  return {
    start: start === undefined ? -Infinity : (intervalOfText(start, facts)?.start ?? -Infinity),
    end: end === undefined ? Infinity : (intervalOfText(end, facts)?.end ?? Infinity),
  }
}

type Compare = (value: Interval, asked: AskedDate) => boolean

const inside: Compare = (value, asked) => value.start >= asked.start && value.end <= asked.end
const after: Compare = (value, asked) => value.end > asked.end
const before: Compare = (value, asked) => value.start < asked.start

const compare: Readonly<Record<AskedDate['prefix'], Compare>> = {
  eq: inside,
  ne: (value, asked) => !inside(value, asked),
  gt: after,
  lt: before,
  ge: (value, asked) => after(value, asked) || inside(value, asked),
  le: (value, asked) => before(value, asked) || inside(value, asked),
  sa: (value, asked) => value.start >= asked.end,
  eb: (value, asked) => value.end <= asked.start,
  ap: (value, asked) => value.start < asked.end && value.end > asked.start,
}

export function isDate(value: Json, asked: AskedDate, facts: Facts): boolean {
  const interval = intervalOfValue(value, facts)
  return interval !== undefined && compare[asked.prefix](interval, asked)
}
