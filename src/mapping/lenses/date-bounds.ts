/** Instants of a search become ranges of the stored text, in the column's own form and on the clock of its zone. https://hl7.org/fhir/R4/search.html#date */
import { always, and, atMost, exactly, has, not, oneOf, or, test, type Between, type Cond } from '../cond.ts'
import type { Bounds } from '../cond.ts'
import type { Column, Facts } from '../model.ts'
import { leastWall, wallParts, type Repeated } from '../zone.ts'
import { wholeOf } from './pipeline.ts'
import { compactDay, compactTime } from './stored-time.ts'

const second = 1000
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

/** Between instants and wall times stands the zone; of a piece of a text SQL only knows that it has a value. */
export function boundsBy(column: Column, options: BoundsOptions, walls: WallBounds): (facts: Facts) => Bounds {
  const whole = wholeOf(column)
  return (facts) => {
    const least = (x: number): number => leastWall(options.zone ?? facts.tenant.zone, x, options.repeated)
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

/** Columns of a date or date-time type, of which the day is taken. */
export function typedDayBounds(column: Column, isInstant: boolean): WallBounds {
  return {
    from: (wall) => exactly(from(column, isoDay(ceil(wall, day)))),
    to: ({ timed, days }) => exactly(below(column, isoDay(isInstant ? ceil(timed, day) : floorDay(days)))),
  }
}

/** A wall time in the column's own form, rounded up to the column's step. */
function printStored({ schema: { type, fraction = 0 } }: Column, wall: number): string {
  const digits = Math.min(fraction, 3)
  const parts = wallParts(ceil(wall, type === 'minute' ? minute : 10 ** (3 - digits)))
  return `${parts.day} ${parts.time}${digits > 0 ? `.${parts.milliseconds.slice(0, digits)}` : ''}`
}

/** Columns of a date-time type. */
export const typedTimeBounds = (column: Column): WallBounds => ({
  from: (wall) => exactly(from(column, printStored(column, wall))),
  to: ({ timed }) => exactly(below(column, printStored(column, timed))),
})

/** Texts that begin `yyyy-mm-dd`; how the time is written behind it is left to the row. */
export function timeTextBounds(column: Column): WallBounds {
  const onOrAfter = (wall: number): Between => atMost(from(column, isoDay(floorDay(wall))))
  const onOrBefore = (wall: number): Between => atMost(below(column, isoDay(floorDay(wall) + day)))
  return {
    from: onOrAfter,
    to: ({ timed }) => onOrBefore(timed),
    before: onOrBefore,
    after: ({ timed }) => onOrAfter(timed),
  }
}

/** The least HL7 timestamp that starts at a second: at the start of a day, month or year a shorter one. */
function leastHl7(text: string): string {
  if (!text.endsWith('000000')) return text.replace(/00$/, '')
  const date = text.slice(0, 8)
  return date.endsWith('0101') ? date.slice(0, 4) : date.endsWith('01') ? date.slice(0, 6) : date
}

/** HL7 v2 timestamps, which are as long as they are precise. */
export function hl7Bounds(column: Column): WallBounds {
  const print = (wall: number): string => compactDay(ceil(wall, second)) + compactTime(ceil(wall, second))
  const startBelow = (wall: number): Between => atMost(below(column, print(wall)))
  const endFrom = ({ timed, days }: Ends): Between => {
    const text = compactDay(floorDay(Math.min(timed, days)))
    const partials = [text.slice(0, 6), ...compactPartials(text), text.slice(0, 4)]
    return atMost(or(from(column, text), oneOf(column, partials)))
  }
  return {
    from: (wall) => atMost(from(column, leastHl7(print(wall)))),
    to: ({ all }) => startBelow(all),
    // A time may be cut to its day, which then starts earlier.
    before: (wall) => startBelow(ceil(wall, day)),
    after: endFrom,
  }
}

/** A time of day as `hhmm`, or `hhmmss` where it has seconds: both sort in one order. */
const clockOf = (wall: number): string => compactTime(ceil(wall, second)).replace(/00$/, '')

/** A day and a time in two columns. Where the time is known they compare one after the other, else the day alone. */
export function pairBounds(date: Column, time: Column, unknown: readonly string[], isInstant: boolean): WallBounds {
  const days = compactBounds(date, isInstant)
  const known: readonly Cond[] = [has(time), not(oneOf(time, unknown))]
  const timed = (wall: number, side: (column: Column, text: string) => Cond, beyond: Cond): Between => {
    const same: Cond = {
      kind: 'and',
      of: [oneOf(date, [compactDay(ceil(wall, second))]), side(time, clockOf(wall))],
    }
    return atMost({ kind: 'and', of: [...known, or(beyond, same)] })
  }
  // The first test alone is what an index on the day serves.
  const joined = (first: Cond, a: Between, b: Between): Between => atMost(and(first, or(a.over, b.over)))
  const earliest = (wall: number): Cond => from(date, leastCompact(compactDay(floorDay(wall))))
  const latest = (wall: number): Cond => below(date, compactDay(floorDay(wall) + day))
  return {
    from: (wall) =>
      joined(earliest(wall), timed(wall, from, from(date, compactDay(ceil(wall, second) + day))), days.from(wall)),
    to: (ends) =>
      joined(
        latest(ends.all),
        timed(ends.timed, below, below(date, compactDay(ceil(ends.timed, second)))),
        days.to(ends),
      ),
    before: (wall) => days.before!(wall),
    after: (ends) => {
      const whole = days.after!({ ...ends, days: Math.min(ends.timed, ends.days) })
      return joined(always, timed(ends.timed, from, from(date, compactDay(ceil(ends.timed, second) + day))), whole)
    },
  }
}
