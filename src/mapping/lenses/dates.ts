/** Lenses of days and times: forwards with the zone's offset of that day, backwards as the ranges of `date-bounds.ts`. */
import { atMost, exactly, has, type Between } from '../cond.ts'
import type { Bad, Column, Facts, Json, Lens, Raw } from '../model.ts'
import { bad, textOf } from '../value.ts'
import { instantOf, offsetAt, printOffset, type Repeated } from '../zone.ts'
import {
  boundsBy,
  compactBounds,
  hl7Bounds,
  isoTextBounds,
  pairBounds,
  timeTextBounds,
  typedDayBounds,
  typedTimeBounds,
  type BoundsOptions,
  type WallBounds,
} from './date-bounds.ts'
import { wholeOf } from './pipeline.ts'
import {
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

const isTyped = ({ schema: { type } }: Column): boolean => ['date', 'datetime', 'minute'].includes(type)

/** Texts can be garbage; typed columns cannot. */
function hasTime(column: Column): Between {
  const whole = wholeOf(column)
  if (whole !== undefined) return atMost(has(whole))
  return isTyped(column) ? exactly(has(column)) : atMost(has(column))
}

/** A day is printed without an offset, and so is read on the tenant's calendar, whatever the column's zone. */
function calendarOf(options: TimeOptions): BoundsOptions {
  return options.gives === 'instant' ? { ...options, unit: 1000 } : { repeated: 'first', unit: 1000 }
}

function oneColumn(column: Column, read: Read, options: TimeOptions, bounds: BoundsOptions, walls: WallBounds): Lens {
  return {
    gives: options.gives,
    columns: [column],
    forward: forwardOne(column, read, options),
    has: () => hasTime(column),
    match: () => undefined,
    dateBounds: boundsBy(column, bounds, walls),
  }
}

/** `date(yyyymmdd)`, `date(iso)`, `date`. */
export function dayLens(column: Column, format: string, options: TimeOptions): Lens {
  const isInstant = options.gives === 'instant'
  const calendar = calendarOf(options)
  if (format === 'yyyymmdd')
    return oneColumn(column, readCompactDay, options, calendar, compactBounds(column, isInstant))
  const walls = isTyped(column) ? typedDayBounds(column, isInstant) : isoTextBounds(column, isInstant)
  return oneColumn(column, readIsoDay, options, calendar, walls)
}

/** A `Z` behind a text says UTC, which only the lens `utc` may read. */
function readStored(column: Column, options: TimeOptions, fraction: boolean): Read {
  const isUtcText = options.zone === 'UTC' && !isTyped(column)
  return (text) => {
    const span = readDateTime(isUtcText ? text.replace(/Z$/, '') : text)
    return span && timedSpan(span.start, fraction)
  }
}

/** `local`, `utc`: a date-time column. */
export function dateTimeLens(column: Column, options: TimeOptions): Lens {
  if (column.schema.type === 'date' || options.gives === 'date') return dayLens(column, 'iso', options)
  const typed = isTyped(column)
  const fraction = column.schema.type === 'datetime' && (column.schema.fraction ?? 0) > 0
  const bounds: BoundsOptions = { ...options, unit: fraction ? 1 : 1000 }
  const walls = typed ? typedTimeBounds(column) : timeTextBounds(column)
  return oneColumn(column, readStored(column, options, fraction), options, bounds, walls)
}

/** `hl7ts`: a text with the precision it has. */
export function hl7Lens(column: Column, options: TimeOptions): Lens {
  return oneColumn(column, readHl7, options, { ...options, unit: 1000 }, hl7Bounds(column))
}

/** Midnight stands for an unknown time in these databases. */
const unknownTimes = ['0000']

/** `localtime(yyyymmdd hhmm)`: a day and a time in two columns. */
export function pairLens(date: Column, time: Column, options: TimeOptions): Lens {
  const forward = (values: readonly Raw[], facts: Facts): Json | Bad | undefined => {
    const span = readPair(textOf(date, values[0] ?? null), textOf(time, values[1] ?? null))
    return span === undefined || 'bad' in span ? span : printSpan(span, options, facts)
  }
  const walls = pairBounds(date, time, unknownTimes, options.gives === 'instant')
  return {
    gives: options.gives,
    columns: [date, time],
    forward,
    has: () => atMost(has(wholeOf(date) ?? date)),
    match: () => undefined,
    dateBounds: boundsBy(date, { ...options, unit: 1000 }, walls),
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
