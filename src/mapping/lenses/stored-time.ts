/** The forms in which the database keeps days and times, each turned into a wall-clock span and back into comparable text. */
import { wallOf, wallParts } from '../zone.ts'

/** A stored day or time without zone: wall times (ms) of its start and exclusive end, and how FHIR prints it without the offset. */
export interface WallSpan {
  readonly start: number
  readonly end: number
  /** `2020`, `2020-03`, `2020-03-04`, `2020-03-04T10:30:00`. */
  readonly text: string
  /** The value has a time of day, so FHIR wants an offset. */
  readonly timed: boolean
}

const day = 86_400_000

function spanOf(year: number, month: number, date: number): WallSpan | undefined {
  const yyyy = String(year).padStart(4, '0')
  if (month === 0 && date === 0) {
    const start = wallOf(year, 1, 1)
    return start === undefined ? undefined : { start, end: wallOf(year + 1, 1, 1)!, text: yyyy, timed: false }
  }
  const mm = String(month).padStart(2, '0')
  if (date === 0) {
    const start = wallOf(year, month, 1)
    const end = month === 12 ? wallOf(year + 1, 1, 1) : wallOf(year, month + 1, 1)
    return start === undefined ? undefined : { start, end: end!, text: `${yyyy}-${mm}`, timed: false }
  }
  const start = wallOf(year, month, date)
  const text = `${yyyy}-${mm}-${String(date).padStart(2, '0')}`
  return start === undefined ? undefined : { start, end: start + day, text, timed: false }
}

/** `20200304`, `20200300` (the month), `20200000` (the year). */
export function readCompactDay(text: string): WallSpan | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  return match === null ? undefined : spanOf(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** `2020-03-04`, `2020-03`, `2020`, and the day of a date-time. */
export function readIsoDay(text: string): WallSpan | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[ T].*)?)?)?$/.exec(text)
  return match === null ? undefined : spanOf(Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0))
}

/** `1030` or `103015` as milliseconds of the day. */
export function readClock(text: string): number | undefined {
  const match = /^(\d{2})(\d{2})(\d{2})?$/.exec(text)
  if (match === null) return undefined
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
  return hours > 23 || minutes > 59 || seconds > 59 ? undefined : ((hours * 60 + minutes) * 60 + seconds) * 1000
}

/** A wall time with a time of day, printed to the second, or to the millisecond when `fraction`. */
export function timedSpan(start: number, fraction = false): WallSpan {
  const parts = wallParts(start)
  const text = `${parts.day}T${parts.time}${fraction ? `.${parts.milliseconds}` : ''}`
  return { start, end: start + (fraction ? 1 : 1000), text, timed: true }
}

/** A date-time column: `2020-03-04 10:30:00[.fff]`, or such a text with a `T` inside. A `Z` behind is left to the caller. */
export function readDateTime(text: string): WallSpan | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/.exec(text)
  if (match === null) return undefined
  const [year, month, date, hours, minutes, seconds] = match.slice(1, 7).map((each) => Number(each ?? 0))
  const fraction = match[7]
  const ms = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3))
  const wall = wallOf(year!, month!, date!, hours, minutes, seconds, ms)
  return wall === undefined ? undefined : timedSpan(wall, fraction !== undefined)
}

/** HL7 v2 TS: `yyyy[mm[dd[hhmm[ss]]]]`, an offset behind is left to the caller. */
export function readHl7(text: string): WallSpan | undefined {
  const match = /^(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})(\d{2})?(?:\.\d+)?)?$/.exec(text)
  if (match === null) return undefined
  const [year, month, date] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)]
  if (match[2] !== undefined && month === 0) return undefined
  if (match[4] === undefined) return spanOf(year, month, date)
  const wall = wallOf(year, month, date, Number(match[4]), Number(match[5]), Number(match[6] ?? 0))
  return wall === undefined ? undefined : timedSpan(wall)
}

/** `20200304` of a wall time. */
export const compactDay = (wall: number): string => wallParts(wall).day.replaceAll('-', '')
export const compactTime = (wall: number): string => wallParts(wall).time.replaceAll(':', '')
