// Turns the text of a FHIR date, dateTime, instant or date search value into an interval of time.
// https://hl7.org/fhir/R4/search.html#date
import { invalidValue } from './invalid-value.ts'
import { takePrefix, type Prefix } from './prefix.ts'

/** From `start` up to but not including `end`, in epoch milliseconds. */
export interface Interval {
  readonly start: number
  readonly end: number
}

export type DatePrecision = 'year' | 'month' | 'day' | 'minute' | 'second' | 'fraction'

/** A date as it is written: `start` and `end` are milliseconds of the clock on the wall, as if it hung in UTC. */
export interface WrittenDate {
  readonly start: number
  readonly end: number
  readonly precision: DatePrecision
  /** What the clock is ahead of UTC, in milliseconds; absent where the text names no offset. */
  readonly offset?: number
}

/** What a zone's clock is ahead of UTC when it shows `localMs` (milliseconds as if UTC). */
export type ZoneOffset = (localMs: number) => number

export interface DateValue {
  readonly prefix: Prefix
  readonly date: WrittenDate
}

const syntax =
  /^(?<year>\d{4})(?:-(?<month>\d\d)(?:-(?<day>\d\d)(?:T(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d+))?)?(?<offset>Z|[+-]\d\d:\d\d)?)?)?)?$/

const minuteMs = 60_000

/** `Date.UTC` takes years below 100 for those of the last century. */
function utc(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day)
}

const daysInMonth = (year: number, month: number): number => new Date(utc(year, month, 0)).getUTCDate()

type Groups = Readonly<Record<string, string | undefined>>

function isOnCalendar({ year, month = '01', day = '01' }: Groups): boolean {
  const monthNumber = Number(month)
  if (year === '0000' || monthNumber < 1 || monthNumber > 12) return false
  return Number(day) >= 1 && Number(day) <= daysInMonth(Number(year), monthNumber)
}

/** A leap second is a time that FHIR knows; 24:00 is not. */
const isOnClock = ({ hour = '00', minute = '00', second = '00' }: Groups): boolean =>
  Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 60

function precisionOf({ month, day, hour, second, fraction }: Groups): DatePrecision {
  if (fraction !== undefined) return 'fraction'
  if (second !== undefined) return 'second'
  if (hour !== undefined) return 'minute'
  return day !== undefined ? 'day' : month !== undefined ? 'month' : 'year'
}

function startOf({ year, month = '01', day = '01', hour = '0', minute = '0', second = '0', fraction = '' }: Groups) {
  const time = (Number(hour) * 60 + Number(minute)) * minuteMs + Number(second) * 1000
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  return utc(Number(year), Number(month) - 1, Number(day)) + time + milliseconds
}

/** Finer than a millisecond is cut to one: no column holds more that a search could tell apart. */
const fractionLength = (fraction: string): number => 10 ** Math.max(0, 3 - fraction.length)

function endOf(groups: Groups, start: number): number {
  const { year, month = '01', fraction = '' } = groups
  const precision = precisionOf(groups)
  if (precision === 'year') return utc(Number(year) + 1, 0, 1)
  if (precision === 'month') return utc(Number(year), Number(month), 1)
  if (precision === 'day') return start + 1440 * minuteMs
  if (precision === 'minute') return start + minuteMs
  return start + (precision === 'second' ? 1000 : fractionLength(fraction))
}

/** undefined: not an offset that exists (they go to 14 hours). */
function offsetMs(text: string): number | undefined {
  if (text === 'Z') return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4))
  if (Number(text.slice(4)) > 59 || minutes > 14 * 60) return undefined
  return (text.startsWith('-') ? -minutes : minutes) * minuteMs
}

/** Reads yyyy, yyyy-mm, yyyy-mm-dd, or a day with time (seconds, fraction and offset may be left out); else undefined. */
export function parseDate(text: string): WrittenDate | undefined {
  const groups = syntax.exec(text)?.groups
  if (groups === undefined || !isOnCalendar(groups) || !isOnClock(groups)) return undefined
  const start = startOf(groups)
  const written = {
    start,
    end: endOf(groups, start),
    precision: precisionOf(groups),
  }
  if (groups.offset === undefined) return written
  const offset = offsetMs(groups.offset)
  return offset === undefined ? undefined : { ...written, offset }
}

const shortestDay = 23 * 3_600_000

/** Places a written date in time. Both ends of days are asked of the zone, so that a day may have 23 or 25 hours; a minute has sixty seconds on any night. */
export function intervalOf(date: WrittenDate, zoneOffset: ZoneOffset): Interval {
  const instant = (local: number): number => local - (date.offset ?? zoneOffset(local))
  const start = instant(date.start)
  const length = date.end - date.start
  return { start, end: length < shortestDay ? start + length : instant(date.end) }
}

const plusHint = 'In a URL the plus sign of an offset is written %2B.'

/** Reads a date search value, with or without a prefix. Throws Problem parse-value. */
export function parseDateValue(parameter: string, value: string): DateValue {
  const { prefix, rest } = takePrefix(value)
  const date = parseDate(rest)
  if (date !== undefined) return { prefix, date }
  const hint = rest.includes(' ') ? plusHint : undefined
  throw invalidValue(parameter, value, 'a date such as 2024, 2024-05, ge2024-05-31 or 2024-05-31T14:30:00Z', hint)
}

/** The interval that `ap` overlaps with: 10 % of its distance from now is added at both ends. */
export function approximately(interval: Interval, now: number): Interval {
  const distance = now < interval.start ? interval.start - now : Math.max(0, now - interval.end)
  const slack = Math.round(distance / 10)
  return { start: interval.start - slack, end: interval.end + slack }
}
