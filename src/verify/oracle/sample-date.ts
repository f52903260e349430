/** Turns the dates of an element into dates near and around them, at every precision a client may write. */
import { textMember, textsOf } from './json.ts'
import type { Occurrence } from './model.ts'

/** Without prefixes. */
export function sampleTimes({ type, value }: Occurrence): readonly string[] {
  if (type === 'Timing') return textsOf(value, 'event').flatMap(aroundDate)
  if (type !== 'Period') return typeof value === 'string' ? aroundDate(value) : []
  return [textMember(value, 'start'), textMember(value, 'end')].flatMap((end) =>
    end === undefined ? [] : aroundDate(end),
  )
}

function aroundDate(text: string): readonly string[] {
  const day = `${text.slice(0, 10)}${'-01-01'.slice(text.length - 4)}`.slice(0, 10)
  const days = [day, shiftDay(day, -1), shiftDay(day, 1), `${day.slice(0, 8)}15`]
  return [text, text.slice(0, 4), text.slice(0, 7), ...days, ...(text.length > 10 ? aroundTime(text) : [])]
}

/** In its own offset, in UTC, and without an offset; to the minute, the second and the millisecond; one second off. */
function aroundTime(text: string): readonly string[] {
  const [wall, offset] = [text.slice(0, 19), text.replace(/^.{19}(\.\d+)?/, '')]
  const utc = (shift: number) => new Date(Date.parse(text) + shift).toISOString()
  const seconds = [0, -1000, 1000].map((shift) => `${utc(shift).slice(0, 19)}Z`)
  return [`${wall.slice(0, 16)}${offset}`, wall.slice(0, 16), wall, `${text.slice(0, 10)}T00:00:00`, ...seconds, utc(0)]
}

function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
}
