/** A day or date-time, real or not -> the same as a column of such a type can be asked for it, on its engine. */
import { compareTimes, timeKey, timeTexts } from '../mapping/equality/time.ts'
import type { ColumnSchema } from '../mapping/schema.ts'
import type { Bound, Fitting } from './fitting.ts'
import {
  day,
  dayBehind,
  momentOf,
  partsOf,
  printMoment,
  roundUp,
  roundUpToTick,
  second,
  type Parts,
} from './moments.ts'
import type { Dialect } from './query.ts'

type Server = Exclude<Dialect, 'sqlite'>

/** What the type holds at least and at most. */
function limitsOf({ native, type }: ColumnSchema, dialect: Server): readonly [least: string, most: string] {
  if (dialect === 'mariadb') return ['0000-00-00', '9999-12-31 23:59:59.999999']
  if (dialect === 'postgres') return ['0001-01-01', '99999-12-31']
  if (type === 'minute') return ['1900-01-01', '2079-06-06 23:59:00']
  return isTicking(native) ? ['1753-01-01', '9999-12-31 23:59:59.997'] : ['0001-01-01', '9999-12-31 23:59:59.9999999']
}

const isTicking = (native: string): boolean => /^datetime\b/i.test(native)

/** How far two neighbouring values of the type are apart. */
function stepOf({ type, fraction = 9 }: ColumnSchema): bigint {
  if (type === 'date') return day
  return type === 'minute' ? 60n * second : 10n ** BigInt(9 - Math.min(fraction, 9))
}

type Round = (moment: bigint) => bigint

function roundingOf(schema: ColumnSchema, dialect: Server): Round {
  if (dialect === 'mssql' && isTicking(schema.native)) return roundUpToTick
  const step = stepOf(schema)
  return (moment) => roundUp(moment, step)
}

/** MariaDB keeps any day up to 31 of any month, and zeros. */
const isKept = ({ month, date, clock: [hours, minutes, seconds] }: Parts, dialect: Server): boolean =>
  dialect === 'mariadb' && month <= 12 && date <= 31 && hours <= 23 && minutes <= 59 && seconds <= 59

/** As it was written, where the engine reads that too. */
const asWritten = (text: string, key: string): string =>
  timeKey(text) === key && /^\d{4}-\d\d-\d\d(?: |$)/.test(text) ? text : key

/** PostgreSQL's infinite ones, and those before the year 1. */
const isBeyond = (text: string, dialect: Server): boolean =>
  dialect === 'postgres' && /^(?:-?infinity|\d{4,6}-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:\.\d+)?)? BC)$/.test(text)

const beyond = (text: string): Bound => (text < '0' ? 'under' : 'over')

/** The value itself, or what of the column comes next behind it. */
function nextOf(key: string, parts: Parts, dialect: Server, round: Round): string {
  const moment = momentOf(parts)
  if (moment === undefined && isKept(parts, dialect)) return key
  return printMoment(round(moment ?? dayBehind(parts)))
}

function serverTimes(schema: ColumnSchema, dialect: Server): Fitting {
  const [least, most] = limitsOf(schema, dialect)
  const round = roundingOf(schema, dialect)
  const bound = (text: string): Bound => {
    const key = timeKey(text)
    const parts = partsOf(key)
    if (parts === undefined) return isBeyond(text, dialect) ? text : beyond(text)
    const found = nextOf(key, parts, dialect, round)
    if (compareTimes(found, least) < 0) return 'under'
    return compareTimes(found, most) > 0 ? 'over' : asWritten(text, found)
  }
  const equal = (text: string): string | undefined => {
    const found = bound(text)
    return found !== 'under' && found !== 'over' && timeKey(found) === timeKey(text) ? found : undefined
  }
  return { equal, bound }
}

/** The shortest text of a moment comes before all others of it, and behind those of earlier ones. */
const shortest = (text: string): string => timeTexts(text)[0] ?? text

/** SQLite has texts in such a column, of any form. */
const texts: Fitting = {
  equal: (text) => (text.includes('\0') ? undefined : text),
  bound: (text) => (partsOf(timeKey(text)) === undefined ? beyond(text) : shortest(text)),
}

export const times = (schema: ColumnSchema, dialect: Dialect): Fitting =>
  dialect === 'sqlite' ? texts : serverTimes(schema, dialect)
