/** Wall-clock time of a zone to instants and back, with the two long nights of the year decided once for all. */
import { IANAZone } from 'luxon'

/** All times here are epoch milliseconds; a wall time is the milliseconds its digits would be in UTC. */
const hour = 3_600_000
const quarter = 900_000
const span = 8 * 24 * hour

const zones = new Map<string, IANAZone>()
/** Per zone: the offset at the start of each span of eight days asked about. */
const spans = new Map<string, Map<number, number>>()
/** Per zone: the offset of each quarter of an hour in the spans in which it changes. */
const quarters = new Map<string, Map<number, number>>()

function zoneOf(name: string): IANAZone {
  const known = zones.get(name)
  if (known !== undefined) return known
  const zone = IANAZone.create(name)
  zones.set(name, zone)
  return zone
}

export const isZone = (name: string): boolean => IANAZone.isValidZone(name)

function remembered(memory: Map<string, Map<number, number>>, zone: string, slot: number, length: number): number {
  let known = memory.get(zone)
  if (known === undefined) memory.set(zone, (known = new Map()))
  const offset = known.get(slot)
  if (offset !== undefined) return offset
  // Before there were zones, local mean time had seconds, which FHIR cannot write.
  const fresh = Math.round(zoneOf(zone).offset(slot * length)) * 60_000
  known.set(slot, fresh)
  return fresh
}

/**
 * The zone's distance from UTC at an instant, in milliseconds. Asking the zone is slow, so its answers are remembered: no zone changes twice in eight days,
 * nor within a quarter of an hour.
 */
export function offsetAt(zone: string, instant: number): number {
  const slot = Math.floor(instant / span)
  const before = remembered(spans, zone, slot, span)
  return before === remembered(spans, zone, slot + 1, span)
    ? before
    : remembered(quarters, zone, Math.floor(instant / quarter), quarter)
}

/** Which of the two instants a wall time of the repeated hour means: clinical times the first, `updated` the later. */
export type Repeated = 'first' | 'later'

/**
 * The instant of a wall time. In the hour that is skipped in spring the clock stands at the hour's end: 02:30 is the instant of 03:00, and `skipped`
 * says so. This keeps the function monotone, which searches rely on.
 */
export function instantOf(
  zone: string,
  wall: number,
  repeated: Repeated = 'first',
): { instant: number; skipped: boolean } {
  const before = wall - offsetAt(zone, wall - 24 * hour)
  const after = wall - offsetAt(zone, wall + 24 * hour)
  const fits = [before, after].filter((instant) => instant + offsetAt(zone, instant) === wall)
  if (fits.length === 0)
    return { instant: endOfGap(zone, Math.min(before, after), Math.max(before, after)), skipped: true }
  return { instant: repeated === 'first' ? Math.min(...fits) : Math.max(...fits), skipped: false }
}

/** The instant between two at which the offset changes. */
function endOfGap(zone: string, low: number, high: number): number {
  let from = low - hour
  let to = high + hour
  const offset = offsetAt(zone, from)
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2)
    if (offsetAt(zone, middle) === offset) from = middle
    else to = middle
  }
  return to
}

/** The least wall time whose instant is at or after `instant`. */
export function leastWall(zone: string, instant: number, repeated: Repeated = 'first'): number {
  const wall = instant + offsetAt(zone, instant)
  const reaches = (candidate: number): boolean => instantOf(zone, candidate, repeated).instant >= instant
  if (reaches(wall) && !reaches(wall - 1)) return wall
  let low = wall - 3 * hour
  let high = wall + 3 * hour
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (reaches(middle)) high = middle
    else low = middle
  }
  return high
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

/** The parts of a wall time as fixed-width texts. */
export function wallParts(wall: number): { day: string; time: string; milliseconds: string } {
  const date = new Date(wall)
  return {
    day: `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`,
    time: `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`,
    milliseconds: pad(date.getUTCMilliseconds(), 3),
  }
}

/** `-06:00`, or `Z` for none. */
export function printOffset(offset: number): string {
  if (offset === 0) return 'Z'
  const minutes = Math.abs(offset) / 60_000
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

/** A wall time of digits: year, month 1-12, day, ...; undefined when the calendar has no such day or time. */
export function wallOf(
  year: number,
  month: number,
  day: number,
  hours = 0,
  minutes = 0,
  seconds = 0,
  ms = 0,
): number | undefined {
  // Date.UTC takes years below 100 for those of the last century.
  const wall = new Date(0).setUTCFullYear(year, month - 1, day) + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
  const date = new Date(wall)
  if (year < 1 || hours > 23 || minutes > 59 || seconds > 59) return undefined
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? wall : undefined
}
