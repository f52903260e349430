/** Turns day numbers (days since 1970-01-01) and minutes of a day into the texts the legacy tables store. */

const dayLength = 86_400_000

/** The day number of a date. Months count from 1. */
export function dayOf(year: number, month: number, day: number): number {
  return Math.round(Date.UTC(year, month - 1, day) / dayLength)
}

/** The fixed day on which the demo database was "taken"; nothing happens after it but planned things. */
export const today = dayOf(2026, 6, 30)

/** `yyyymmdd`. */
export function compactDate(day: number): string {
  return isoDate(day).replaceAll('-', '')
}

/** `yyyy-mm-dd`. */
export function isoDate(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10)
}

export function yearOf(day: number): number {
  return new Date(day * dayLength).getUTCFullYear()
}

/** 0 on Sunday to 6 on Saturday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

/** The day itself, or the Monday after a weekend. */
export function workday(day: number): number {
  const weekday = weekdayOf(day)
  return weekday === 0 ? day + 1 : weekday === 6 ? day + 2 : day
}

/** `hhmm` of a minute of the day. */
export function clock(minute: number): string {
  return `${two(Math.floor(minute / 60))}${two(minute % 60)}`
}

/** `yyyy-mm-dd hh:mm:00`, as SMALLDATETIME is stored; minutes past midnight roll into the next day. */
export function stamp(day: number, minute: number): string {
  const rest = minute % 1440
  const on = day + Math.floor(minute / 1440)
  return `${isoDate(on)} ${two(Math.floor(rest / 60))}:${two(rest % 60)}:00`
}

/** `yyyy-mm-dd hh:mm:ss.fff`, as DATETIME is stored; `milliseconds` from 0 to 59999 within the minute. */
export function preciseStamp(day: number, minute: number, milliseconds: number): string {
  const seconds = two(Math.floor(milliseconds / 1000))
  return `${stamp(day, minute).slice(0, 17)}${seconds}.${String(milliseconds % 1000).padStart(3, '0')}`
}

/** `yyyymmddhhmmss`, as HL7 version 2 writes a local time. */
export function hl7Stamp(day: number, minute: number): string {
  return stamp(day, minute).replace(/[-: ]/g, '')
}

/** Full years from one day to another. */
export function ageInYears(birth: number, day: number): number {
  return Math.floor((day - birth) / 365.2425)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
