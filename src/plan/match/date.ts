/** A date and a leaf -> where the leaf's time is as the prefix asks: nine prefixes from four tests. https://hl7.org/fhir/R4/search.html#prefix */
import { both, either, everything, negate, nothing, type Between } from '../../mapping/cond.ts'
import type { Interval } from '../../fhir/date.ts'
import type { Bounds, Constant, Element, Facts } from '../../mapping/model.ts'
import type { AskedDate } from '../asked.ts'
import { constantOf, isConstant } from '../constant.ts'
import { intervalOfValue, isDate } from '../residual/date.ts'
import { someChild, type Branch } from '../walk.ts'
import { unsure } from './hole.ts'
import { yields } from '../../mapping/template/alive.ts'

export interface DateTests extends Bounds {
  has(): Between
}

const inside = ({ lowFrom, highTo }: DateTests, { start, end }: AskedDate): Between => both(lowFrom(start), highTo(end))
const after = ({ has, highTo }: DateTests, { end }: AskedDate): Between => both(has(), negate(highTo(end)))
const before = ({ has, lowFrom }: DateTests, { start }: AskedDate): Between => both(has(), negate(lowFrom(start)))

type Compare = (tests: DateTests, asked: AskedDate) => Between

/** A value is [lo, hi), what is asked [start, end). */
const compare: Readonly<Record<AskedDate['prefix'], Compare>> = {
  eq: inside,
  ne: (tests, asked) => both(tests.has(), negate(inside(tests, asked))),
  gt: after,
  lt: before,
  ge: (tests, asked) => either(after(tests, asked), inside(tests, asked)),
  le: (tests, asked) => either(before(tests, asked), inside(tests, asked)),
  sa: ({ lowFrom }, { end }) => lowFrom(end),
  eb: ({ highTo }, { start }) => highTo(start),
  ap: ({ has, lowFrom, highTo }, { start, end }) => both(has(), negate(lowFrom(end)), negate(highTo(start))),
}

/** An end that is not there is open: the period began before all times, or goes on. */
function periodTests(period: Element, facts: Facts): DateTests {
  return {
    has: () => yields(period),
    lowFrom: (x) => someChild(period, 'start', (node) => dateTests(node, facts)?.lowFrom(x) ?? nothing),
    highTo: (x) => someChild(period, 'end', (node) => dateTests(node, facts)?.highTo(x) ?? nothing),
  }
}

function constantInterval(constant: Constant, facts: Facts): Interval | undefined {
  const value = constantOf(constant, facts)
  return value === undefined ? undefined : intervalOfValue(value, facts)
}

function constantTests(node: Branch['node'] & { readonly kind: 'constant' }, facts: Facts): DateTests | undefined {
  const interval = constantInterval(node, facts)
  if (interval === undefined) return undefined
  const decide = (value: boolean): Between => (value ? everything : nothing)
  return {
    has: () => decide(true),
    lowFrom: (x) => decide(interval.start >= x),
    highTo: (x) => decide(interval.end <= x),
  }
}

/** Undefined for what has no time. */
export function dateTests(node: Branch['node'], facts: Facts): DateTests | undefined {
  if (node.kind === 'constant') return constantTests(node, facts)
  if (node.kind === 'element') return node.type === 'Period' ? periodTests(node, facts) : undefined
  const has = (): Between => node.lens.has()
  const bounds = node.lens.dateBounds?.(facts)
  return bounds === undefined
    ? { has, lowFrom: () => unsure(node), highTo: () => unsure(node) }
    : { has, lowFrom: (x) => bounds.lowFrom(x), highTo: (x) => bounds.highTo(x) }
}

export function matchDate(node: Branch['node'], asked: AskedDate, facts: Facts): Between {
  if (node.kind === 'constant') return isConstant(node, facts, (value) => isDate(value, asked, facts)) ? everything : nothing
  const tests = dateTests(node, facts)
  return tests === undefined ? nothing : compare[asked.prefix](tests, asked)
}
