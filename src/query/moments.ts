/** The text of a date-time -> nanoseconds on the column's own clock, so that it can be moved to a step of the column exactly. */
import { wallOf, wallParts } from '../mapping/zone.ts'

export const second = 1_000_000_000n
export const day = 86_400n * second

/** The numbers of a text `yyyy-mm-dd hh:mm:ss[.f]`. */
export interface Parts {
  readonly year: number
  readonly month: number
  readonly date: number
  readonly clock: readonly [hours: number, minutes: number, seconds: number]
  /** Nanoseconds. */
  readonly fraction: bigint
}

const form = /^(\d{4,6})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/

export function partsOf(key: string): Parts | undefined {
  const match = form.exec(key)
  if (match === null) return undefined
  const [year = 0, month = 0, date = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1, 7).map(Number)
  return { year, month, date, clock: [hours, minutes, seconds], fraction: BigInt((match[7] ?? '').padEnd(9, '0')) }
}

const ofWall = (wall: number): bigint => BigInt(wall) * 1_000_000n

/** Undefined for what is in no calendar: zero dates, 30 February, 25 hours. */
export function momentOf({ year, month, date, clock, fraction }: Parts): bigint | undefined {
  const wall = wallOf(year, month, date, ...clock)
  return wall === undefined ? undefined : ofWall(wall) + fraction
}

/** The first real day that comes after what is in no calendar: 1 March after 30 February, 1 January after the month 0. */
export function dayBehind({ year, month, date }: Parts): bigint {
  const real = wallOf(year, month, date)
  if (real !== undefined) return ofWall(real) + day
  const months = month > 12 ? 12 : month === 0 ? 0 : date === 0 ? month - 1 : month
  return ofWall(new Date(0).setUTCFullYear(year, months, 1))
}

export function roundUp(moment: bigint, step: bigint): bigint {
  const over = ((moment % step) + step) % step
  return over === 0n ? moment : moment + step - over
}

const millisecond = 1_000_000n
/** By the last digit of the milliseconds. */
const toTick = [0n, 3n, 3n, 3n, 7n, 7n, 7n, 7n, 10n, 10n]

/** To what SQL Server's DATETIME holds: 300 values a second, whose texts end in 0, 3 or 7 milliseconds. */
export function roundUpToTick(moment: bigint): bigint {
  const whole = roundUp(moment, millisecond) / millisecond
  const digit = ((whole % 10n) + 10n) % 10n
  return (whole - digit + toTick[Number(digit)]!) * millisecond
}

/** `yyyy-mm-dd hh:mm:ss[.f]`, without zeros at the end of the fraction. */
export function printMoment(moment: bigint): string {
  const fraction = ((moment % second) + second) % second
  const { day: printed, time } = wallParts(Number((moment - fraction) / 1_000_000n))
  const digits = fraction === 0n ? '' : `.${fraction.toString().padStart(9, '0').replace(/0+$/, '')}`
  return `${printed} ${time}${digits}`
}
