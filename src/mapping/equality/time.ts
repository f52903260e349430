/** Days and date-times as engines and mappings spell them -> one spelling for each moment, and their order. */
import { trimDecimal } from '../value.ts'

const form = /^(\d{4,6}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d(?:\.\d{1,9})?))?)?$/
const compact = /^(\d{4})(\d\d)(\d\d)$/

/** However many zeros: the date of MariaDB that is none, and the number that SQLite keeps of it. */
const zeros: readonly string[] = ['0', '0'.repeat(8), '0'.repeat(14)]
const zeroDate = '0000-00-00 00:00:00'

/**
 * `yyyy-mm-dd hh:mm:ss`, with a fraction where it is not zero. A day is its first moment, `20200304` is the day; every text of zeros is the
 * zero date. Other texts stay as they are.
 */
export function timeKey(text: string): string {
  if (zeros.includes(text)) return zeroDate
  const [, day, clock = '00:00', seconds = '00'] = form.exec(text.replace(compact, '$1-$2-$3')) ?? []
  return day === undefined ? text : trimDecimal(`${day} ${clock}:${seconds}`)
}

/** A day or a date-time, in some calendar or in none. */
export const isMoment = (text: string): boolean => form.test(timeKey(text))

/** PostgreSQL has years before 1 and beyond 9999 too. */
function orderKey(text: string): string {
  const key = timeKey(text)
  if (key.endsWith(' BC')) return `!${key}`
  return /^\d{5,}-/.test(key) ? `:${key.padStart(40)}` : key
}

/** Below zero where `a` comes before `b`. */
export function compareTimes(a: string, b: string): number {
  const [left, right] = [orderKey(a), orderKey(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Digits of a second that a text may have. */
const mostDigits = 9

/** From `10:00:00` on: `10:00`, `10:00:00.0`, and so on. */
function clockTexts(clock: string): readonly string[] {
  const [whole = '', fraction = ''] = clock.split('.')
  const padded = Array.from({ length: mostDigits - fraction.length + 1 }, (_, more) => fraction + '0'.repeat(more))
  const exact = padded.map((digits) => (digits === '' ? whole : `${whole}.${digits}`))
  return fraction === '' && whole.endsWith(':00') ? [whole.slice(0, 5), ...exact] : exact
}

/** Every text of the same moment, the shortest first, for an engine that keeps texts as they were written. */
export function timeTexts(text: string): readonly string[] {
  const key = timeKey(text)
  if (!form.test(key)) return [text]
  const [day = '', clock = ''] = key.split(' ')
  const timed = clockTexts(clock).flatMap((each) => [`${day} ${each}`, `${day}T${each}`])
  const days = clock === '00:00:00' ? [day, day.replaceAll('-', '')] : []
  return [...new Set([...days, ...timed, ...(key === zeroDate ? zeros : []), text])]
}
