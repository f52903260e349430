/** Instants of a search become ranges of the stored text, in the column's own form and on the clock of its zone. https://hl7.org/fhir/R4/search.html#date */
import { atMost, exactly, has, not, oneOf, or, test, type Between, type Cond } from '../cond.ts'
import type { Bounds } from '../cond.ts'
import type { Column, Facts } from '../model.ts'
import { instantOf, leastWall, wallParts, type Repeated } from '../zone.ts'
import { wholeOf } from './pipeline.ts'
import { compactDay } from './stored-time.ts'

const minute = 60_000
const day = 86_400_000

const ceil = (wall: number, step: number): number => Math.ceil(wall / step) * step
const floorDay = (wall: number): number => Math.floor(wall / day) * day

/** Where values have to end by an instant, on the wall. */
export interface Ends {
  /** Values with a time of day start before this. */
  readonly timed: number
  /** Days, months and years end at or before this. */
  readonly days: number
  /** Every value that ends by the instant starts before this. */
  readonly all: number
}

/** The four tests on the wall's clock. The last two are there for texts that may be no date at all. */
export interface WallBounds {
  from(wall: number): Between
  to(ends: Ends): Between
  before?(wall: number): Between
  after?(ends: Ends): Between
}

export interface BoundsOptions {
  /** Fixed zone, else the tenant's. */
  readonly zone?: string
  readonly repeated: Repeated
  /** How long a value with a time of day lasts: a second, or a millisecond. */
  readonly unit: number
}

/** Columns hold years of four digits; beyond them SQL only asks for a value. */
const earliest = Date.UTC(1000, 0, 3)
const latest = Date.UTC(9999, 11, 29)

/** Tests on a wall's clock, which may have to know whose it is. */
export type Walls = WallBounds | ((zone: string) => WallBounds)

/** Between instants and wall times stands the zone; of a piece of a text SQL only knows that it has a value. */
export function boundsBy(column: Column, options: BoundsOptions, made: Walls): (facts: Facts) => Bounds {
  const whole = wholeOf(column)
  return (facts) => {
    const zone = options.zone ?? facts.tenant.zone
    const walls = typeof made === 'function' ? made(zone) : made
    const least = (x: number): number => leastWall(zone, x, options.repeated)
    const endsAt = (x: number): Ends => ({
      timed: least(x - options.unit + 1),
      days: least(x + 1) - 1,
      all: least(x),
    })
    const guarded =
      (build: (x: number) => Between) =>
      (x: number): Between =>
        whole === undefined && x >= earliest && x < latest ? build(x) : atMost(has(whole ?? column))
    const { before, after } = walls
    return {
      lowFrom: guarded((x) => walls.from(least(x))),
      highTo: guarded((x) => walls.to(endsAt(x))),
      ...(before && { lowBefore: guarded((x) => before(least(x))) }),
      ...(after && { highAfter: guarded((x) => after(endsAt(x))) }),
    }
  }
}

const from = (column: Column, text: string): Cond => test(column, { is: 'range', from: text })
const below = (column: Column, text: string): Cond => test(column, { is: 'range', below: text })

/** `yyyymm00` of the first of a month, `yyyy0000` of 1 January: the least text that starts on that day. */
function leastCompact(text: string): string {
  if (text.endsWith('0101')) return `${text.slice(0, 4)}0000`
  return text.endsWith('01') ? `${text.slice(0, 6)}00` : text
}

const compactPartials = (text: string): string[] => [`${text.slice(0, 6)}00`, `${text.slice(0, 4)}0000`]

/** Texts `yyyymmdd`, and `yyyymm00`, `yyyy0000`. They can be garbage, which has no value: they only bound the answer, the row decides. */
export function compactBounds(column: Column, isInstant: boolean): WallBounds {
  const startBelow = (wall: number): Cond => below(column, compactDay(ceil(wall, day)))
  const endBelow = (wall: number): Cond => {
    const text = compactDay(floorDay(wall))
    return { kind: 'and', of: [below(column, text), not(oneOf(column, compactPartials(text)))] }
  }
  const endFrom = (wall: number): Cond => {
    const text = compactDay(floorDay(wall))
    return or(from(column, text), oneOf(column, compactPartials(text)))
  }
  const startFrom = (wall: number): Cond => from(column, leastCompact(compactDay(ceil(wall, day))))
  return {
    from: (wall) => atMost(startFrom(wall)),
    to: ({ timed, days }) => atMost(isInstant ? startBelow(timed) : endBelow(days)),
    before: (wall) => atMost(startBelow(wall)),
    after: ({ timed, days }) => atMost(isInstant ? startFrom(timed) : endFrom(days)),
  }
}

const isoDay = (wall: number): string => wallParts(wall).day
/** A month or a year is a prefix of its days and sorts before them. */
const isoPartials = (text: string): string[] => [text.slice(0, 7), text.slice(0, 4)]
const leastIso = (text: string): string =>
  text.endsWith('-01-01') ? text.slice(0, 4) : text.endsWith('-01') ? text.slice(0, 7) : text

/** Texts `yyyy-mm-dd`, `yyyy-mm`, `yyyy`. */
export function isoTextBounds(column: Column, isInstant: boolean): WallBounds {
  const startBelow = (wall: number): Between => atMost(below(column, isoDay(ceil(wall, day))))
  const startFrom = (wall: number): Between => atMost(from(column, leastIso(isoDay(ceil(wall, day)))))
  const endFrom = (wall: number): Between => {
    const text = isoDay(floorDay(wall))
    return atMost(or(from(column, text), oneOf(column, isoPartials(text))))
  }
  return {
    from: startFrom,
    to: ({ timed, days }) => (isInstant ? startBelow(timed) : atMost(below(column, isoDay(floorDay(days))))),
    before: startBelow,
    after: ({ timed, days }) => (isInstant ? startFrom(timed) : endFrom(days)),
  }
}

/** What is of a type of dates is one, save where the engine lets others in: those are decided on the row. */
const typedTests = (column: Column, start: (wall: number) => string, end: (ends: Ends) => string): WallBounds => {
  const sure = column.schema.lax === true || column.schema.type === 'other' ? atMost : exactly
  return {
    from: (wall) => sure(from(column, start(wall))),
    to: (ends) => sure(below(column, end(ends))),
    before: (wall) => sure(below(column, start(wall))),
    after: (ends) => sure(from(column, end(ends))),
  }
}

/** Columns of a date or date-time type, of which the day is taken. */
export const typedDayBounds = (column: Column, isInstant: boolean): WallBounds =>
  typedTests(
    column,
    (wall) => isoDay(ceil(wall, day)),
    ({ timed, days }) => isoDay(isInstant ? ceil(timed, day) : floorDay(days)),
  )

/** A wall time in the column's own form, rounded up to the column's step. */
function printStored({ schema: { type, fraction = 0 } }: Column, wall: number): string {
  const digits = Math.min(fraction, 3)
  const parts = wallParts(ceil(wall, type === 'minute' ? minute : 10 ** (3 - digits)))
  return `${parts.day} ${parts.time}${digits > 0 ? `.${parts.milliseconds.slice(0, digits)}` : ''}`
}

/** Columns of a date-time type. */
export const typedTimeBounds = (column: Column): WallBounds =>
  typedTests(
    column,
    (wall) => printStored(column, wall),
    ({ timed }) => printStored(column, timed),
  )

/** Columns of moments, shown in UTC, of which the day on the calendar of a zone is taken. */
export const momentDayBounds =
  (column: Column) =>
  (zone: string): WallBounds => {
    const startOf = (wall: number): string => printStored(column, instantOf(zone, wall).instant)
    return typedTests(
      column,
      (wall) => startOf(ceil(wall, day)),
      ({ days }) => startOf(floorDay(days)),
    )
  }

/** A form of texts that begin with a day, or a part of one, and sort by it. */
interface DayForm {
  print(wall: number): string
  /** The least text that starts on the day of this one. */
  least(text: string): string
  /** The month and the year that this day is in. */
  partials(text: string): readonly string[]
}

const isoForm: DayForm = { print: isoDay, least: leastIso, partials: isoPartials }
const compactForm: DayForm = { print: compactDay, least: leastCompact, partials: compactPartials }
/** HL7 v2 timestamps are as long as they are precise. */
const hl7Form: DayForm = {
  print: compactDay,
  least: (text) => (text.endsWith('0101') ? text.slice(0, 4) : text.endsWith('01') ? text.slice(0, 6) : text),
  partials: (text) => [text.slice(0, 6), ...compactPartials(text), text.slice(0, 4)],
}
const yearForm: DayForm = {
  print: (wall) => isoDay(wall).slice(0, 4),
  least: (text) => text,
  partials: () => [],
}

/** What is behind the day is left to the row. `slack`: how far the stored clock may be from that of the bounds. */
function dayBounds(column: Column, { print, least, partials }: DayForm, slack: number): WallBounds {
  const startBelow = (wall: number): Between => atMost(below(column, print(floorDay(wall + slack) + day)))
  return {
    from: (wall) => atMost(from(column, least(print(floorDay(wall - slack))))),
    to: ({ all }) => startBelow(all),
    before: startBelow,
    after: ({ timed, days }) => {
      const text = print(floorDay(Math.min(timed, days) - slack))
      return atMost(or(from(column, text), oneOf(column, partials(text))))
    },
  }
}

/** Two clocks of the world are at most 26 hours apart. */
const anyZone = 27 * 3_600_000

/** Texts that begin `yyyy-mm-dd`, and are of the zone of the bounds. */
export const timeTextBounds = (column: Column): WallBounds => dayBounds(column, isoForm, 0)

/** The same with an offset behind them, perhaps. */
export const isoBounds = (column: Column): WallBounds => dayBounds(column, isoForm, anyZone)

/** HL7 v2 timestamps, perhaps with an offset. */
export const hl7Bounds = (column: Column): WallBounds => dayBounds(column, hl7Form, anyZone)

/** A day, and a time in a column of its own. */
export const pairBounds = (date: Column): WallBounds => dayBounds(date, compactForm, 0)

/** A year, with month and day in columns of their own: of the year of the bound itself all may be. */
export const yearBounds = (year: Column): WallBounds => ({
  ...dayBounds(year, yearForm, 0),
  to: ({ all }) => atMost(below(year, yearForm.print(all + 366 * day))),
  before: (wall) => atMost(below(year, yearForm.print(wall + 366 * day))),
})
