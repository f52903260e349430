/** An element with two ends -> the same, where an end beyond the other is bad and left out. https://hl7.org/fhir/R4/datatypes.html#Period */
import { intervalOf, parseDate } from '../../fhir/date.ts'
import { atMost, type Between, type Bounds } from '../cond.ts'
import { buildOccurrence } from '../build.ts'
import { columnsOfOccurrence } from '../forward.ts'
import type { Child, Facts, Json, Lens, Node, Occurrence, Raw } from '../model.ts'
import { rowOfValues } from '../row-of-values.ts'
import { bad, servedOf } from '../value.ts'
import { instantOf } from '../zone.ts'
import { mapHoles } from './syntax.ts'

/** One end as the other tells whether it can be. */
interface End {
  readonly name: string
  readonly other: string
  readonly reason: string
  isBeyond(own: string, other: string, facts: Facts): boolean
}

const textOf = (value: Json | undefined): string | undefined => {
  if (typeof value === 'string' || value === undefined) return value
  return Array.isArray(value) ? undefined : textOf((value as { readonly value?: Json }).value)
}

function isEarlier(end: string, start: string, { tenant: { zone } }: Facts): boolean {
  const [last, first] = [parseDate(end), parseDate(start)]
  if (last === undefined || first === undefined) return false
  const offset = (wall: number): number => wall - instantOf(zone, wall).instant
  return intervalOf(last, offset).end <= intervalOf(first, offset).start
}

const period: readonly End[] = [{ name: 'end', other: 'start', reason: 'is before the start', isBeyond: isEarlier }]
/** Which of two numbers is wrong nobody can tell. */
const range: readonly End[] = [
  {
    name: 'low',
    other: 'high',
    reason: 'is above the high end',
    isBeyond: (own, other) => Number(own) > Number(other),
  },
  { name: 'high', other: 'low', reason: 'is below the low end', isBeyond: (own, other) => Number(own) < Number(other) },
]
const ends: Readonly<Record<string, readonly End[]>> = {
  Period: period,
  Range: range,
  'Observation.referenceRange': range,
}

const over = (between: Between): Between => atMost(between.over)

function overBounds<T>(bounds: Bounds<T>): Bounds<T> {
  const { lowBefore, highAfter } = bounds
  return {
    lowFrom: (x) => over(bounds.lowFrom(x)),
    highTo: (x) => over(bounds.highTo(x)),
    ...(lowBefore && { lowBefore: (x: T) => over(lowBefore(x)) }),
    ...(highAfter && { highAfter: (x: T) => over(highAfter(x)) }),
  }
}

/** The lens of an end, which looks at the other end too; SQL only bounds what it gives. */
function guarded(lens: Lens, end: End, others: readonly Occurrence[]): Lens {
  const columns = others.flatMap(columnsOfOccurrence)
  const own = lens.columns.length
  const rowOf = rowOfValues(columns)
  const otherOf = (values: readonly Raw[], facts: Facts): string | undefined => {
    const building = { facts, report: () => undefined, path: '' }
    const reader = rowOf(values)
    return others.map((each) => textOf(buildOccurrence(each, reader, building)[0])).find((text) => text !== undefined)
  }
  const { dateBounds, numberBounds } = lens
  return {
    ...lens,
    columns: [...lens.columns, ...columns],
    forward: (values, facts) => {
      const given = lens.forward(values.slice(0, own), facts)
      const text = textOf(servedOf(given))
      const other = text === undefined ? undefined : otherOf(values.slice(own), facts)
      return text === undefined || other === undefined || !end.isBeyond(text, other, facts) ? given : bad(end.reason)
    },
    has: () => over(lens.has()),
    ...(dateBounds && { dateBounds: (facts: Facts) => overBounds(dateBounds(facts)) }),
    ...(numberBounds && { numberBounds: (facts: Facts) => overBounds(numberBounds(facts)) }),
  }
}

/** Of a Quantity it is the value that is guarded. */
function guardAll(occurrences: readonly Occurrence[], change: (lens: Lens) => Lens): readonly Occurrence[] {
  const inside = (node: Node): Node => {
    if (node.kind !== 'element') return node
    const children = node.children.map((child) =>
      child.element === 'value' ? { ...child, occurrences: mapHoles(child.occurrences, change) } : child,
    )
    return { ...node, children }
  }
  return mapHoles(occurrences, change).map((each) => ({ ...each, node: inside(each.node) }))
}

function guardChild(child: Child, children: readonly Child[], all: readonly End[]): Child {
  const end = all.find(({ name }) => name === child.element)
  const others = children.find(({ element }) => element === end?.other)?.occurrences ?? []
  // What repeats is not of the row at hand.
  if (end === undefined || others.length === 0 || others.some(({ each }) => each !== undefined)) return child
  return { ...child, occurrences: guardAll(child.occurrences, (lens) => guarded(lens, end, others)) }
}

/** Periods and ranges, by their two ends; other elements as they are. */
export function withEnds(type: string, children: readonly Child[]): readonly Child[] {
  const all = ends[type]
  return all === undefined ? children : children.map((child) => guardChild(child, children, all))
}
