/** Turns a FHIR date of any precision into the time it covers. https://hl7.org/fhir/R4/search.html#date */
import { UnknownToOracle } from './model.ts'
import { asIfUtc, instantIn, type WallClock } from './zone.ts'

/** From `start` up to, not including, `end`; milliseconds since 1970, infinite where open. */
export interface Interval {
  readonly start: number
  readonly end: number
}

const pattern = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/

const known = new Map<string, Interval>()
/** The same few dates are held against many resources. */
const mostKnown = 20_000

function remember(key: string, interval: Interval): Interval {
  if (known.size >= mostKnown) known.clear()
  known.set(key, interval)
  return interval
}

/**
 * A year, month or day is one of the zone's calendar; a time without an offset is the zone's. Throws on what is no date.
 * Precision ends at the millisecond.
 */
export function intervalOf(text: string, zone: string): Interval {
  const key = `${zone} ${text}`
  return known.get(key) ?? remember(key, readInterval(text, zone))
}

function readInterval(text: string, zone: string): Interval {
  const found = pattern.exec(text)
  if (!found || !isOnCalendar(found)) throw new UnknownToOracle('not a date')
  return found[4] === undefined ? calendarInterval(found, zone) : timeInterval(found, zone)
}

function isOnCalendar(found: RegExpExecArray): boolean {
  const [month, day, hour] = [Number(found[2] ?? 1), Number(found[3] ?? 1), Number(found[4] ?? 0)]
  const made = new Date(asIfUtc([Number(found[1]), month, day, 0, 0, 0, 0]))
  return made.getUTCMonth() + 1 === month && made.getUTCDate() === day && hour < 24 && Number(found[5] ?? 0) < 60
}

function calendarInterval(found: RegExpExecArray, zone: string): Interval {
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)]
  const midnight = (...date: readonly [number, number, number]) => instantIn(zone, [...date, 0, 0, 0, 0])
  const start = midnight(year, month, day)
  if (found[3] !== undefined) return { start, end: midnight(year, month, day + 1) }
  return {
    start,
    end: found[2] === undefined ? midnight(year + 1, 1, 1) : midnight(year, month + 1, 1),
  }
}

function timeInterval(found: RegExpExecArray, zone: string): Interval {
  const fraction = found[7] ?? ''
  const millisecond = Math.floor(Number(`0${fraction || '.0'}`) * 1000 + 1e-6)
  const at = (group: number) => Number(found[group] ?? 0)
  const start = instantOf([at(1), at(2), at(3), at(4), at(5), at(6), millisecond], found[8], zone)
  return { start, end: start + lengthOf(found[6], fraction) }
}

function lengthOf(second: string | undefined, fraction: string): number {
  if (second === undefined) return 60_000
  return fraction === '' ? 1000 : Math.max(1, 10 ** (4 - fraction.length))
}

function instantOf(clock: WallClock, offset: string | undefined, zone: string): number {
  if (offset === undefined) return instantIn(zone, clock)
  if (offset === 'Z') return asIfUtc(clock)
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4))
  return asIfUtc(clock) - (offset.startsWith('-') ? -minutes : minutes) * 60_000
}
