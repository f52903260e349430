/** Lenses of days and times: forwards with the zone's offset of that day, backwards as the ranges of `date-bounds.ts`. */
import { atMost, exactly, has, type Between } from '../cond.ts'
import type { Bad, Column, Facts, Json, Lens, Raw } from '../model.ts'
import { textOf } from '../equality/absent.ts'
import { bad, isBad, isNumeric } from '../value.ts'
import { instantOf, offsetAt, printOffset, type Repeated } from '../zone.ts'
import {
  boundsBy,
  compactBounds,
  hl7Bounds,
  isoBounds,
  isoTextBounds,
  momentDayBounds,
  pairBounds,
  timeTextBounds,
  typedDayBounds,
  typedTimeBounds,
  yearBounds,
  type BoundsOptions,
  type Walls,
} from './date-bounds.ts'
import { readText, textHas, wholeOf, type Text } from './pipeline.ts'
import {
  clockText,
  dayAlone,
  readClock,
  readCompactDay,
  readDateTime,
  readHl7,
  readIso,
  readIsoDay,
  readParts,
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

/** A wall time of the zone; the skipped hour of spring is printed as the hour's end. */
function printInZone(span: WallSpan, options: TimeOptions, facts: Facts): string {
  const zone = zoneFor(options, facts)
  const { instant, skipped } = instantOf(zone, span.start, options.repeated)
  const offset = offsetAt(zone, instant)
  // An instant of a day without a time is the day's first.
  const text = skipped || !span.timed ? timedSpan(instant + offset, span.text.includes('.')).text : span.text
  return text + printOffset(offset)
}

function printSpan(span: WallSpan, options: TimeOptions, facts: Facts): string {
  if (options.gives === 'date' || (!span.timed && options.gives === 'dateTime')) return span.text.slice(0, 10)
  return span.offset === undefined ? printInZone(span, options, facts) : span.text + printOffset(span.offset)
}

/** As FHIR does; what is bad in it is told beside what is served. */
function printed(span: WallSpan | undefined, options: TimeOptions, facts: Facts): Json | Bad {
  if (span === undefined) return bad('is no date or time of the form that the mapping states')
  const text = printSpan(span, options, facts)
  return span.bad === undefined ? text : bad(span.bad, text)
}

type Read = (text: string) => WallSpan | undefined

function forwardOne(column: Column, read: Read, options: TimeOptions) {
  return (values: readonly Raw[], facts: Facts): Json | Bad | undefined => {
    const text = textOf(column, values[0] ?? null)
    if (text === undefined) return undefined
    return printed(read(text), options, facts)
  }
}

const isTyped = ({ schema: { type } }: Column): boolean => ['date', 'datetime', 'minute'].includes(type)

/** Texts can be garbage; typed columns cannot, save where the engine lets it in. */
function hasTime(column: Column): Between {
  const whole = wholeOf(column)
  if (whole !== undefined) return atMost(has(whole))
  return isTyped(column) && column.schema.lax !== true ? exactly(has(column)) : atMost(has(column))
}

/** A day is printed without an offset, and so is read on the tenant's calendar, whatever the column's zone. */
function calendarOf(options: TimeOptions): BoundsOptions {
  return options.gives === 'instant' ? { ...options, unit: 1000 } : { repeated: 'first', unit: 1000 }
}

function oneColumn(column: Column, read: Read, options: TimeOptions, bounds: BoundsOptions, walls: Walls): Lens {
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
  if (!isTyped(column)) return oneColumn(column, readIsoDay, options, calendar, isoTextBounds(column, isInstant))
  return oneColumn(column, readTypedDay, options, calendar, typedDayBounds(column, isInstant))
}

/** A column of dates holds whole ones, or zero dates and the like, which are none. */
const readTypedDay: Read = (text) => (/^\d{4}-\d{2}-\d{2}(?: |$)/.test(text) ? readIsoDay(text) : undefined)

/** The day of a moment is that on the tenant's calendar. */
function momentDayLens(column: Column, options: TimeOptions): Lens {
  const forward = (values: readonly Raw[], facts: Facts): Json | Bad | undefined => {
    const text = textOf(column, values[0] ?? null)
    if (text === undefined) return undefined
    const span = readTyped(text)
    const day = span && timedSpan(span.start + offsetAt(facts.tenant.zone, span.start)).text
    return printed(day === undefined ? undefined : readIsoDay(day), options, facts)
  }
  return { ...oneColumn(column, readTyped, options, calendarOf(options), momentDayBounds(column)), forward }
}

/** Engines show date-times with a blank before the time. */
const readTyped: Read = (text) => (text[10] === ' ' ? readDateTime(text) : undefined)

/** A `Z` behind a text says UTC, which only the lens `utc` may read. */
function readStored(column: Column, options: TimeOptions, fraction: boolean): Read {
  if (!isTyped(column)) return (text) => readDateTime(options.zone === 'UTC' ? text.replace(/Z$/, '') : text)
  return (text) => {
    const span = readTyped(text)
    return span && (span.timed ? timedSpan(span.start, fraction) : span)
  }
}

/** `local`, `utc`: a date-time column. */
export function dateTimeLens(column: Column, options: TimeOptions): Lens {
  if (column.schema.instant === true && options.gives === 'date') return momentDayLens(column, options)
  if (column.schema.type === 'date' || options.gives === 'date') return dayLens(column, 'iso', options)
  const typed = isTyped(column)
  const fraction = column.schema.type === 'datetime' && (column.schema.fraction ?? 0) > 0
  const bounds: BoundsOptions = { ...options, unit: typed && !fraction ? 1000 : 1 }
  const walls = typed ? typedTimeBounds(column) : timeTextBounds(column)
  return oneColumn(column, readStored(column, options, fraction), options, bounds, walls)
}

/** `hl7ts`: a text with the precision, and perhaps the offset, that it has. */
export function hl7Lens(column: Column, options: TimeOptions): Lens {
  return oneColumn(column, readHl7, options, { ...options, unit: 1 }, hl7Bounds(column))
}

/** `iso`: a text of ISO 8601 with the precision, and perhaps the offset, that it has. */
export function isoLens(column: Column, options: TimeOptions): Lens {
  return oneColumn(column, readIso, options, { ...options, unit: 1 }, isoBounds(column))
}

/** Of several columns, the first of which has to be there. */
function joinedLens(columns: readonly [Column, ...Column[]], options: TimeOptions, read: Join, walls: Walls): Lens {
  const [first] = columns
  return {
    gives: options.gives,
    columns,
    forward: (values, facts) => {
      const [lead, ...rest] = columns.map((column, index) => textOf(column, values[index] ?? null))
      return lead === undefined ? undefined : printed(read(lead, rest), options, facts)
    },
    has: () => atMost(has(wholeOf(first) ?? first)),
    match: () => undefined,
    dateBounds: boundsBy(first, { ...options, unit: 1000 }, walls),
  }
}

type Join = (lead: string, rest: readonly (string | undefined)[]) => WallSpan | undefined

/** Midnight stands for an unknown time in these databases. */
const unknownTime = '0000'

/** `localtime(yyyymmdd hhmm)`: a day and a time in two columns. */
export function pairLens(date: Column, time: Column, options: TimeOptions): Lens {
  const read: Join = (day, [clock]) => {
    const span = readCompactDay(day)
    if (span === undefined || clock === undefined || span.text.length < 10) return span
    const text = clockText(clock, isNumeric(time))
    const ms = text === unknownTime ? undefined : readClock(text)
    return text === unknownTime ? span : ms === undefined ? dayAlone(span) : timedSpan(span.start + ms)
  }
  return joinedLens([date, time], options, read, pairBounds(date))
}

/** `ymd`: a year, a month and perhaps a day in columns of their own, texts or numbers. */
export const partsLens = (year: Column, rest: readonly Column[], options: TimeOptions): Lens =>
  joinedLens([year, ...rest], options, (lead, [month, day]) => readParts(lead, month, day), yearBounds(year))

/** The same of a text that steps make of the column, as of a member of JSON: SQL knows only that there is some text, the row decides. */
export function timeInText(lens: Lens, text: Text): Lens {
  if (text.steps.length === 0) return lens
  const some = (): Between => atMost(textHas(text).over)
  return {
    ...lens,
    forward: (values, facts) => {
      const value = readText(text, values[0] ?? null)
      return value === undefined || isBad(value) ? value : lens.forward([value], facts)
    },
    has: some,
    dateBounds: () => ({ lowFrom: some, highTo: some }),
  }
}
