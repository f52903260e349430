/** A date and a leaf -> where the leaf's time is as the prefix asks: nine prefixes from four tests. https://hl7.org/fhir/R4/search.html#prefix */
import { both, either, everything, negate, nothing, type Between } from '../../../mapping/cond.ts'
import type { Bounds } from '../../../mapping/cond.ts'
import type { Constant, Element, Facts } from '../../../mapping/model.ts'
import type { AskedDate } from '../values.ts'
import { constantOf, isConstant } from '../constant.ts'
import { intervalOfValue, isDate } from '../../row/date.ts'
import { someChild, type Branch } from '../branches.ts'
import { unsure } from './hole.ts'
import { yields } from '../../../mapping/template/alive.ts'

export interface DateTests extends Bounds {
  has(): Between
  /** The value starts before `x`. */
  lowBefore(x: number): Between
  /** The value ends after `x`. */
  highAfter(x: number): Between
}

const inside = ({ lowFrom, highTo }: DateTests, { start, end }: AskedDate): Between => both(lowFrom(start), highTo(end))
const after = ({ highAfter }: DateTests, { end }: AskedDate): Between => highAfter(end)
const before = ({ lowBefore }: DateTests, { start }: AskedDate): Between => lowBefore(start)

type Compare = (tests: DateTests, asked: AskedDate) => Between

/** A value is [lo, hi), what is asked [start, end). */
const compare: Readonly<Record<AskedDate['prefix'], Compare>> = {
  eq: inside,
  ne: ({ lowBefore, highAfter }, { start, end }) => either(lowBefore(start), highAfter(end)),
  gt: after,
  lt: before,
  ge: (tests, asked) => either(after(tests, asked), inside(tests, asked)),
  le: (tests, asked) => either(before(tests, asked), inside(tests, asked)),
  sa: ({ lowFrom }, { end }) => lowFrom(end),
  eb: ({ highTo }, { start }) => highTo(start),
  ap: ({ lowBefore, highAfter }, { start, end }) => both(lowBefore(end), highAfter(start)),
}

function bothWays(has: () => Between, bounds: Bounds): DateTests {
  return {
    has,
    lowFrom: (x) => bounds.lowFrom(x),
    highTo: (x) => bounds.highTo(x),
    lowBefore: (x) => bounds.lowBefore?.(x) ?? both(has(), negate(bounds.lowFrom(x))),
    highAfter: (x) => bounds.highAfter?.(x) ?? both(has(), negate(bounds.highTo(x))),
  }
}

/** An end that is not there is open: the period began before all times, or goes on. */
function periodTests(period: Element, facts: Facts): DateTests {
  return bothWays(() => yields(period), {
    lowFrom: (x) => someChild(period, 'start', (node) => dateTests(node, facts)?.lowFrom(x) ?? nothing),
    highTo: (x) => someChild(period, 'end', (node) => dateTests(node, facts)?.highTo(x) ?? nothing),
    lowBefore: (x) =>
      either(
        openAt(period, 'start'),
        someChild(period, 'start', (node) => dateTests(node, facts)?.lowBefore(x) ?? nothing),
      ),
    highAfter: (x) =>
      either(
        openAt(period, 'end'),
        someChild(period, 'end', (node) => dateTests(node, facts)?.highAfter(x) ?? nothing),
      ),
  })
}

const openAt = (period: Element, end: 'start' | 'end'): Between =>
  both(yields(period), negate(someChild(period, end, yields)))

function constantTests(constant: Constant, facts: Facts): DateTests | undefined {
  const value = constantOf(constant, facts)
  const interval = value === undefined ? undefined : intervalOfValue(value, facts)
  if (interval === undefined) return undefined
  const decide = (value: boolean): Between => (value ? everything : nothing)
  return bothWays(() => everything, {
    lowFrom: (x) => decide(interval.start >= x),
    highTo: (x) => decide(interval.end <= x),
  })
}

/** Undefined for what has no time. */
export function dateTests(node: Branch['node'], facts: Facts): DateTests | undefined {
  if (node.kind === 'constant') return constantTests(node, facts)
  if (node.kind === 'element') return node.type === 'Period' ? periodTests(node, facts) : undefined
  const bounds = node.lens.dateBounds?.(facts)
  return bothWays(() => node.lens.has(), bounds ?? { lowFrom: () => unsure(node), highTo: () => unsure(node) })
}

export function matchDate(node: Branch['node'], asked: AskedDate, facts: Facts): Between {
  if (node.kind === 'constant')
    return isConstant(node, facts, (value) => isDate(value, asked, facts)) ? everything : nothing
  const tests = dateTests(node, facts)
  return tests === undefined ? nothing : compare[asked.prefix](tests, asked)
}
