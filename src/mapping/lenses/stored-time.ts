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
  /** What the stored text itself says its clock is ahead of UTC, in milliseconds. */
  readonly offset?: number
  /** Some part of it is bad, in words; the span is that of the parts before. */
  readonly bad?: string
}

/** The day, or what is known of it, where what stands behind it is no time: one bad part does not discard the good one. */
export const dayAlone = (span: WallSpan): WallSpan => ({ ...span, bad: 'has a time of day that is none' })

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

const clockForms: readonly RegExp[] = [/^(\d{2})(\d{2})(\d{2})?$/, /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/]

/** Numbers lose the zeros in front: `930` is 09:30, `93015` is 09:30:15. In a column of numbers `5` is 00:05. Other texts stay. */
export function clockText(text: string, isNumber: boolean): string {
  if (isNumber && /^\d{1,4}$/.test(text)) return text.padStart(4, '0')
  return /^(?:\d{3}|\d{5})$/.test(text) ? `0${text}` : text
}

/** `1030`, `103015`, `930`, `10:30` as milliseconds of the day. */
export function readClock(text: string): number | undefined {
  const match = clockForms.map((form) => form.exec(text)).find((found) => found !== null)
  if (match == null) return undefined
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
  return hours > 23 || minutes > 59 || seconds > 59 ? undefined : ((hours * 60 + minutes) * 60 + seconds) * 1000
}

/** A wall time with a time of day, printed to the second, or to the millisecond when `fraction`. */
export function timedSpan(start: number, fraction = false): WallSpan {
  const parts = wallParts(start)
  const text = `${parts.day}T${parts.time}${fraction ? `.${parts.milliseconds}` : ''}`
  return { start, end: start + (fraction ? 1 : 1000), text, timed: true }
}

/** `Z`, `+01:00`, `-0600`, `-06` as milliseconds; undefined for what no zone has. */
function readOffset(text: string): number | undefined {
  if (text === 'Z') return 0
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(text)
  if (match === null) return undefined
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  if (Number(match[3] ?? 0) > 59 || minutes > 14 * 60) return undefined
  return (match[1] === '-' ? -minutes : minutes) * 60_000
}

interface TimeParts {
  readonly hours: string
  readonly minutes: string | undefined
  readonly seconds: string | undefined
  readonly fraction: string | undefined
  readonly offset: string | undefined
}

/** A day with a time behind it; where that is none, the day alone. An hour or a minute alone is served with zeros: FHIR has no shorter time. */
function withTime(day: WallSpan, parts: TimeParts): WallSpan | undefined {
  if (day.text.length < 10) return undefined
  const { hours, minutes = '0', seconds = '0', fraction, offset } = parts
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)]
  const ahead = offset === undefined ? undefined : readOffset(offset)
  const isTime = hour <= 23 && minute <= 59 && second <= 59 && (offset === undefined || ahead !== undefined)
  if (!isTime) return dayAlone(day)
  const ms = Number((fraction ?? '').padEnd(3, '0').slice(0, 3))
  const span = timedSpan(day.start + ((hour * 60 + minute) * 60 + second) * 1000 + ms, fraction !== undefined)
  return ahead === undefined ? span : { ...span, offset: ahead }
}

const isoForm =
  /^(\d{4}-\d{2}-\d{2})[ T](\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?$/i

/** `2020-03-04T10:30:15.5-06:00` and all that is shorter: `2020-03-04 10:30`, `2020-03`, `2020`. */
export function readIso(text: string): WallSpan | undefined {
  const match = isoForm.exec(text)
  if (match === null) return readPlainDay(text)
  const [, date, hours, minutes, seconds, fraction, offset] = match
  const day = readIsoDay(date!)
  return day && withTime(day, { hours: hours!, minutes, seconds, fraction, offset: offset?.toUpperCase() })
}

/** Whatever stands behind a day is no time. */
function readPlainDay(text: string): WallSpan | undefined {
  const day = readIsoDay(text)
  return day === undefined || text.length <= 10 ? day : dayAlone(day)
}

/** A date-time column, or a text of that form, without an offset. */
export function readDateTime(text: string): WallSpan | undefined {
  const span = readIso(text)
  if (span?.offset !== undefined) return undefined
  return span?.bad === undefined && span?.timed === false ? undefined : span
}

const hl7Form = /^(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})?(\d{2})?(?:\.(\d{1,9}))?)?([+-]\d{4})?$/

/** HL7 v2 TS: `yyyy[mm[dd[hh[mm[ss[.f]]]]]][+-zzzz]`. */
export function readHl7(text: string): WallSpan | undefined {
  const match = hl7Form.exec(text)
  if (match === null) return undefined
  const [, year, month, date, hours, minutes, seconds, fraction, offset] = match
  if (month === '00') return undefined
  const day = spanOf(Number(year), Number(month ?? 0), Number(date ?? 0))
  return hours === undefined ? day : day && withTime(day, { hours, minutes, seconds, fraction, offset })
}

/** A year, month and day of their own, of which the later may be missing, zero or bad. */
export function readParts(year: string, month: string | undefined, date: string | undefined): WallSpan | undefined {
  if (!/^\d{4}$/.test(year)) return undefined
  const number = (text: string | undefined): number =>
    text === undefined ? 0 : /^\d{1,2}$/.test(text) ? Number(text) : NaN
  const [mm, dd] = [number(month), number(date)]
  const whole = Number.isNaN(mm + dd) || (mm === 0 && dd !== 0) ? undefined : spanOf(Number(year), mm, dd)
  if (whole !== undefined) return whole
  const rest = mm > 0 ? spanOf(Number(year), mm, 0) : undefined
  const known = rest ?? spanOf(Number(year), 0, 0)
  return known && { ...known, bad: `has a ${rest === undefined ? 'month' : 'day'} that is none` }
}

/** `20200304` of a wall time. */
export const compactDay = (wall: number): string => wallParts(wall).day.replaceAll('-', '')
export const compactTime = (wall: number): string => wallParts(wall).time.replaceAll(':', '')
