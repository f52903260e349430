/** Lenses of days and times: forwards with the zone's offset of that day, backwards as ranges in the column's own form. */
import { atMost, both, either, exactly, has, not, oneOf, or, test, type Between, type Cond } from '../cond.ts'
import type { Bad, Bounds, Column, Facts, Json, Lens, Raw } from '../model.ts'
import { bad, textOf } from '../value.ts'
import { instantOf, leastWall, offsetAt, printOffset, wallParts, type Repeated } from '../zone.ts'
import { wholeOf } from './pipeline.ts'
import {
  compactDay,
  compactTime,
  readClock,
  readCompactDay,
  readDateTime,
  readHl7,
  readIsoDay,
  timedSpan,
  type WallSpan,
} from './stored-time.ts'

export interface TimeOptions {
  /** `date` cuts the time of day off. */
  readonly gives: 'date' | 'dateTime' | 'instant'
  /** Fixed zone, else the tenant's. */
  readonly zone?: string
  readonly repeated: Repeated
}

const zoneFor = (options: TimeOptions, facts: Facts): string => options.zone ?? facts.tenant.zone

/** Prints a span as FHIR does; the skipped hour of spring is printed as the hour's end. */
function printSpan(span: WallSpan, options: TimeOptions, facts: Facts): Json | Bad {
  if (options.gives === 'date' || (!span.timed && options.gives === 'dateTime')) return span.text.slice(0, 10)
  const zone = zoneFor(options, facts)
  const { instant, skipped } = instantOf(zone, span.start, options.repeated)
  const offset = offsetAt(zone, instant)
  // An instant of a day without a time is the day's first.
  const text = skipped || !span.timed ? timedSpan(instant + offset, span.text.includes('.')).text : span.text
  return text + printOffset(offset)
}

type Read = (text: string) => WallSpan | undefined

function forwardOne(column: Column, read: Read, options: TimeOptions) {
  return (values: readonly Raw[], facts: Facts): Json | Bad | undefined => {
    const text = textOf(column, values[0] ?? null)
    if (text === undefined) return undefined
    const span = read(text)
    return span === undefined
      ? bad('is no date or time of the form that the mapping states')
      : printSpan(span, options, facts)
  }
}

/** Wall bounds of an instant `x`: `from` the least wall whose start is at or after x. */
interface WallBounds {
  from(wall: number): Between
  /** Spans that end at or before the wall time. */
  to(wall: number): Between
}

/** Between instants and wall times stands the zone; a piece of a text only has a value. */
function boundsBy(options: TimeOptions, columns: readonly Column[], walls: WallBounds): (facts: Facts) => Bounds {
  const split = columns.some((column) => wholeOf(column) !== undefined)
  return (facts) => {
    const zone = zoneFor(options, facts)
    const bound = (build: () => Between): Between => (split ? atMost(has(wholeOf(columns[0]!)!)) : build())
    return {
      lowFrom: (x) => bound(() => walls.from(leastWall(zone, x, options.repeated))),
      highTo: (x) => bound(() => walls.to(lastEnd(zone, x, options))),
    }
  }
}

/** The greatest wall time that, as the exclusive end of a span, is at or before the instant. */
function lastEnd(zone: string, instant: number, options: TimeOptions): number {
  const wall = leastWall(zone, instant, options.repeated)
  return instantOf(zone, wall, options.repeated).instant === instant ? wall : wall - 1
}

const range = (column: Column, from?: string, below?: string): Cond =>
  test(column, { is: 'range', ...(from === undefined ? {} : { from }), ...(below === undefined ? {} : { below }) })

const day = 86_400_000
const ceilDay = (wall: number): number => Math.ceil(wall / day) * day
const floorDay = (wall: number): number => Math.floor(wall / day) * day

/** `yyyymm00` of the first of a month, `yyyy0000` of 1 January: the least text that starts on that day. */
function leastCompact(text: string): string {
  if (text.endsWith('0101')) return `${text.slice(0, 4)}0000`
  return text.endsWith('01') ? `${text.slice(0, 6)}00` : text
}

const partials = (text: string): string[] => [`${text.slice(0, 6)}00`, `${text.slice(0, 4)}0000`]

/** Texts can be garbage, which has no value: they only bound the answer, the row decides. */
function compactBounds(column: Column, instant = false): WallBounds {
  return {
    from: (wall) => atMost(range(column, leastCompact(compactDay(ceilDay(wall))))),
    to: (wall) => {
      if (instant) return atMost(range(column, undefined, compactDay(ceilDay(wall))))
      const text = compactDay(floorDay(wall))
      return atMost({ kind: 'and', of: [range(column, undefined, text), not(oneOf(column, partials(text)))] })
    },
  }
}

const isoDay = (wall: number): string => wallParts(wall).day

function isoBounds(column: Column, instant = false): WallBounds {
  const text = !['date', 'datetime', 'minute'].includes(column.schema.type)
  const sure = (cond: Cond): Between => (text ? atMost(cond) : exactly(cond))
  // A month or a year as text is a prefix of its days and sorts before them.
  const least = (iso: string): string =>
    !text ? iso : iso.endsWith('-01-01') ? iso.slice(0, 4) : iso.endsWith('-01') ? iso.slice(0, 7) : iso
  return {
    from: (wall) => sure(range(column, least(isoDay(ceilDay(wall))))),
    to: (wall) => sure(range(column, undefined, isoDay(instant ? ceilDay(wall) : floorDay(wall)))),
  }
}

/** `date(yyyymmdd)`, `date(iso)`, `date`. */
export function dayLens(column: Column, format: string, options: TimeOptions): Lens {
  const compact = format === 'yyyymmdd'
  const read = compact ? readCompactDay : readIsoDay
  return {
    gives: options.gives,
    columns: [column],
    forward: forwardOne(column, read, options),
    has: () => hasText(column),
    match: () => undefined,
    dateBounds: boundsBy(options, [column], (compact ? compactBounds : isoBounds)(column, options.gives === 'instant')),
  }
}

/** Texts can be garbage; typed columns cannot. */
function hasText(column: Column): Between {
  const whole = wholeOf(column)
  if (whole !== undefined) return atMost(has(whole))
  return ['date', 'datetime', 'minute'].includes(column.schema.type) ? exactly(has(column)) : atMost(has(column))
}

/** A wall time in the column's own form, rounded up to the column's step. */
function printStored(column: Column, wall: number): string {
  const { type, fraction = 0 } = column.schema
  const step = type === 'minute' ? 60_000 : type === 'date' ? day : fraction > 0 ? 1 : 1000
  const parts = wallParts(Math.ceil(wall / step) * step)
  if (type === 'date') return parts.day
  return `${parts.day} ${parts.time}${fraction > 0 ? `.${parts.milliseconds.slice(0, Math.min(fraction, 3))}` : ''}`
}

function dateTimeBounds(column: Column, unit: number): WallBounds {
  const typed = ['datetime', 'minute', 'date'].includes(column.schema.type)
  const sure = (cond: Cond): Between => (typed ? exactly(cond) : atMost(cond))
  return {
    from: (wall) => sure(range(column, printStored(column, wall))),
    // A span [v, v + unit) ends by `wall` when v <= wall - unit, that is v < wall - unit + 1 ms.
    to: (wall) => sure(range(column, undefined, printStored(column, wall - unit + 1))),
  }
}

/** `local`, `utc`: a date-time column. */
export function dateTimeLens(column: Column, options: TimeOptions): Lens {
  if (column.schema.type === 'date') return dayLens(column, 'iso', options)
  const fraction = column.schema.type === 'datetime' && (column.schema.fraction ?? 0) > 0
  const read: Read = (text) => {
    const span = readDateTime(text)
    return span === undefined ? undefined : timedSpan(span.start, fraction)
  }
  return {
    gives: options.gives,
    columns: [column],
    forward: forwardOne(column, read, options),
    has: () => hasText(column),
    match: () => undefined,
    dateBounds: boundsBy(options, [column], dateTimeBounds(column, fraction ? 1 : 1000)),
  }
}

const hl7Least = (text: string): string => {
  const cut = text.replace(/00$/, '')
  if (!cut.endsWith('0000')) return cut
  const dayText = cut.slice(0, 8)
  return dayText.endsWith('0101') ? dayText.slice(0, 4) : dayText.endsWith('01') ? dayText.slice(0, 6) : dayText
}

function hl7Bounds(column: Column): WallBounds {
  const print = (wall: number): string => compactDay(wall) + compactTime(wall)
  return {
    from: (wall) => atMost(range(column, hl7Least(print(Math.ceil(wall / 1000) * 1000)))),
    to: (wall) => atMost(range(column, undefined, print(Math.ceil(wall / 1000) * 1000))),
  }
}

/** `hl7ts`: a text with the precision it has. */
export function hl7Lens(column: Column, options: TimeOptions): Lens {
  return {
    gives: options.gives,
    columns: [column],
    forward: forwardOne(column, readHl7, options),
    has: () => hasText(column),
    match: () => undefined,
    dateBounds: boundsBy(options, [column], hl7Bounds(column)),
  }
}

/** Midnight stands for an unknown time in these databases. */
const unknownTimes = ['0000']

function timeKnown(time: Column): Cond {
  return { kind: 'and', of: [has(time), not(oneOf(time, unknownTimes))] }
}

/** Known times compare day, then time; unknown ones are days. Both are branches of one condition. */
function pairBounds(date: Column, time: Column): WallBounds {
  const days = compactBounds(date)
  const known = timeKnown(time)
  const unknown = or(not(has(time)), oneOf(time, unknownTimes))
  const minute = 60_000
  const at = (wall: number, side: 'from' | 'below'): Cond => {
    const stored = Math.ceil(wall / minute) * minute
    const text = compactDay(stored)
    const clock = compactTime(stored).slice(0, 4)
    const same: Cond = {
      kind: 'and',
      of: [oneOf(date, [text]), side === 'from' ? range(time, clock) : range(time, undefined, clock)],
    }
    return or(side === 'from' ? range(date, compactDay(stored + day)) : range(date, undefined, text), same)
  }
  return {
    from: (wall) =>
      either(atMost({ kind: 'and', of: [known, at(wall, 'from')] }), both(exactly(unknown), days.from(wall))),
    to: (wall) =>
      either(atMost({ kind: 'and', of: [known, at(wall - 1000 + 1, 'below')] }), both(exactly(unknown), days.to(wall))),
  }
}

/** `localtime(yyyymmdd hhmm)`: a day and a time in two columns. */
export function pairLens(date: Column, time: Column, options: TimeOptions): Lens {
  const forward = (values: readonly Raw[], facts: Facts): Json | Bad | undefined => {
    const span = readPair(textOf(date, values[0] ?? null), textOf(time, values[1] ?? null))
    return span === undefined || 'bad' in span ? span : printSpan(span, options, facts)
  }
  return {
    gives: options.gives,
    columns: [date, time],
    forward,
    has: () => atMost(has(date)),
    match: () => undefined,
    dateBounds: boundsBy(options, [date, time], pairBounds(date, time)),
  }
}

function readPair(date: string | undefined, time: string | undefined): WallSpan | Bad | undefined {
  if (date === undefined) return undefined
  const span = readCompactDay(date)
  if (span === undefined) return bad('is no date of the form yyyymmdd')
  if (time === undefined || unknownTimes.includes(time) || span.text.length < 10) return span
  const clock = readClock(time)
  return clock === undefined ? bad('is no time of the form hhmm') : timedSpan(span.start + clock)
}
