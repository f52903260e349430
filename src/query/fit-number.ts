/** A number, or a cut between numbers, -> the same as a column of a numeric type can be asked for it. */
import { isAbove, justAbove, moveCut, numberOf, type Cut } from '../fhir/cut.ts'
import { compareDecimals, divideDecimals, isDecimal, roundUp, significantDigits } from '../fhir/decimal.ts'
import type { ColumnSchema } from '../mapping/schema.ts'
import { isMoney } from './column-type.ts'
import type { Bound, Fitting } from './fitting.ts'
import type { Dialect } from './query.ts'

const beyond = (text: string): Bound => (text.startsWith('-') ? 'under' : 'over')

/** The least whole number above the cut. */
function ceiling(cut: Cut): bigint {
  const { quotient, isExact } = divideDecimals(numberOf(cut), '1', 0)
  return BigInt(quotient) + (isExact && !isAbove(cut) ? 0n : 1n)
}

/** Wider than four bytes only where the column says so: PostgreSQL refuses the statement else. SQLite keeps eight, whatever it is called. */
function largestInteger(native: string, dialect: Dialect): bigint {
  if (dialect === 'sqlite') return 2n ** 63n - 1n
  if (/unsigned/i.test(native)) return /big/i.test(native) ? 2n ** 64n - 1n : 2n ** 32n - 1n
  if (/tiny/i.test(native)) return 255n
  if (/small/i.test(native)) return 32_767n
  return /big/i.test(native) || native === 'INTEGER' ? 2n ** 63n - 1n : 2n ** 31n - 1n
}

export function integers({ native }: ColumnSchema, dialect: Dialect): Fitting {
  const most = largestInteger(native, dialect)
  const bound = (cut: Cut): Bound => {
    if (!isDecimal(numberOf(cut))) return beyond(cut)
    const value = ceiling(cut)
    if (value > most) return 'over'
    return value < -most - 1n ? 'under' : value.toString()
  }
  const equal = (text: string): string | undefined => {
    const found = isDecimal(text) && divideDecimals(text, '1', 0).isExact ? bound(text) : 'over'
    return found === 'over' || found === 'under' ? undefined : found
  }
  return { equal, bound }
}

/** The digits that a column is declared for; SQLite keeps to none. */
interface Room {
  readonly whole?: number
  readonly scale?: number
  /** Where that is less than the digits have room for. */
  readonly most?: string
}

/** MONEY is a whole number of ten thousandths, of eight bytes or four. */
function mostMoney(native: string): string | undefined {
  if (!isMoney(native)) return undefined
  return /^small/i.test(native) ? '214748.3647' : '922337203685477.5807'
}

function roomOf({ precision, scale, native }: ColumnSchema, dialect: Dialect): Room {
  if (dialect === 'sqlite' || scale === undefined) return {}
  const most = mostMoney(native)
  return { scale, ...(precision !== undefined && { whole: precision - scale }), ...(most !== undefined && { most }) }
}

const isTooLong = (number: string, { whole = Infinity, most }: Room): boolean =>
  number.replace(/\..*|^-?0*/g, '').length > whole ||
  (most !== undefined && compareDecimals(number.replace(/^-/, ''), most) > 0)

/** What the column holds has no more places: the least number of it above the cut stands for the cut. */
function toScale(cut: Cut, { scale }: Room): Cut {
  const number = numberOf(cut)
  if (scale === undefined || divideDecimals(number, '1', scale).isExact) return cut
  return roundUp(number, scale)
}

/** Doubles order decimals of so many digits as they are. */
const doubleDigits = 15

/** SQLite's fractions are doubles: a bound of more digits moves outward, and the row decides. */
function forDoubles(cut: Cut, side: 'from' | 'below'): Cut {
  const number = numberOf(cut)
  if (!number.includes('.') || significantDigits(number) <= doubleDigits) return cut
  const whole = number.replace(/\..*|^-?0*/g, '').length
  return outward(cut, side, Math.max(0, doubleDigits - whole))
}

function outward(cut: Cut, side: 'from' | 'below', places: number): Cut {
  const number = numberOf(cut)
  const { quotient, isExact } = divideDecimals(number, '1', places)
  if (isExact) return moveCut(cut, quotient)
  return side === 'from' ? quotient : justAbove(roundUp(number, places))
}

/** More digits before the point than the column has room for are no value of it. */
export function decimals(schema: ColumnSchema, dialect: Dialect): Fitting {
  const room = roomOf(schema, dialect)
  const bound = (cut: Cut, side: 'from' | 'below'): Bound => {
    if (!isDecimal(numberOf(cut))) return beyond(cut)
    const found = dialect === 'sqlite' ? forDoubles(cut, side) : toScale(cut, room)
    return isTooLong(numberOf(found), room) ? beyond(found) : found
  }
  const equal = (text: string): string | undefined =>
    isDecimal(text) && toScale(text, room) === text && !isTooLong(text, room) ? text : undefined
  return { equal, bound }
}

/** Single precision ends there, and begins at so many places; a bound beyond moves to where every engine reads it. */
const greatest = '3' + '0'.repeat(38)
const least = 37

export const floats: Fitting = {
  equal: (text) => (isDecimal(text) ? text : undefined),
  bound: (cut, side) => {
    if (!isDecimal(numberOf(cut))) return beyond(cut)
    if (compareDecimals(numberOf(cut), `-${greatest}`) < 0) return side === 'from' ? 'under' : justAbove(`-${greatest}`)
    if (compareDecimals(numberOf(cut), greatest) > 0) return side === 'from' ? greatest : 'over'
    return outward(cut, side, least)
  },
}
