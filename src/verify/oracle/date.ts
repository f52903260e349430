/** Date parameters: is the time of an element as the prefix asks? https://hl7.org/fhir/R4/search.html#prefix */
import { intervalOf, type Interval } from './interval.ts'
import { listOf, member, textMember } from './json.ts'
import type { Occurrence, Rule, Setting, Test } from './model.ts'
import { splitPrefix, unescape, type Prefix } from './value.ts'

type Comparison = (target: Interval, asked: Interval) => boolean

const contains: Comparison = (target, asked) => asked.start <= target.start && target.end <= asked.end
const after: Comparison = (target, asked) => target.end > asked.end
const before: Comparison = (target, asked) => target.start < asked.start

const comparisons: Readonly<Record<Prefix, Comparison>> = {
  eq: contains,
  ne: (target, asked) => !contains(target, asked),
  gt: after,
  lt: before,
  ge: (target, asked) => after(target, asked) || contains(target, asked),
  le: (target, asked) => before(target, asked) || contains(target, asked),
  sa: (target, asked) => target.start >= asked.end,
  eb: (target, asked) => target.end <= asked.start,
  ap: (target, asked) => target.start < asked.end && target.end > asked.start,
}

export const dateRule: Rule = {
  reads: new Set(['date', 'dateTime', 'instant', 'Period', 'Timing']),
  test(value, _modifier, setting): Test {
    const { prefix, rest } = splitPrefix(unescape(value))
    const exact = intervalOf(rest, setting.zone)
    const asked = prefix === 'ap' ? widen(exact, setting.now) : exact
    return (occurrence) => {
      const target = timeOf(occurrence, setting)
      return target !== undefined && comparisons[prefix](target, asked)
    }
  },
}

/** By a tenth of the way from the present to the nearer end, on both sides; not at all when it is the present. */
function widen({ start, end }: Interval, now: number): Interval {
  const margin = Math.round(Math.max(start - now, now - end, 0) / 10)
  return { start: start - margin, end: end + margin }
}

/** The time that an element covers; undefined when it has none (a Period without ends). */
export function timeOf({ type, value }: Occurrence, setting: Setting): Interval | undefined {
  if (type === 'Period') return periodOf(value, setting.zone)
  if (type === 'Timing') return timingOf(value, setting.zone)
  return typeof value === 'string' ? intervalOf(value, setting.zone) : undefined
}

function periodOf(period: unknown, zone: string): Interval | undefined {
  const [start, end] = [textMember(period, 'start'), textMember(period, 'end')]
  if (start === undefined && end === undefined) return undefined
  return {
    start: start === undefined ? -Infinity : intervalOf(start, zone).start,
    end: end === undefined ? Infinity : intervalOf(end, zone).end,
  }
}

/** The outer limits of a schedule. */
function timingOf(timing: unknown, zone: string): Interval | undefined {
  const events = listOf(member(timing, 'event')).filter((event) => typeof event === 'string')
  const bounds = periodOf(member(member(timing, 'repeat'), 'boundsPeriod'), zone)
  const times = [...events.map((event) => intervalOf(event, zone)), ...(bounds ? [bounds] : [])]
  if (times.length === 0) return undefined
  return {
    start: Math.min(...times.map((time) => time.start)),
    end: Math.max(...times.map((time) => time.end)),
  }
}
