/** When a node yields something, as conditions: an element lives by its heart, or by any hole inside. */
import { both, either, everything, exactly, negate, someRow, atMost, has, type Between, type Cond } from '../cond.ts'
import { wholeOf } from '../lenses/pipeline.ts'
import type { Element, Node, Occurrence } from '../model.ts'

export function yields(node: Node): Between {
  switch (node.kind) {
    case 'constant':
      return everything
    case 'hole':
      return node.lens.has()
    case 'first':
      return either(...node.of.map(occurs))
    case 'element':
      return alive(node)
  }
}

const holds = (node: Node): boolean =>
  node.kind === 'hole' ||
  (node.kind === 'element' && !node.fixed) ||
  (node.kind === 'first' && node.of.some((each) => holds(each.node)))

/** The element is there, given the conditions around it. */
export function alive(element: Element): Between {
  if (element.fixed) return everything
  const counted = element.children.filter((child) =>
    element.heart === undefined ? true : child.element === element.heart,
  )
  return either(...counted.flatMap((child) => child.occurrences.filter((each) => holds(each.node)).map(occurs)))
}

/** Some occurrence is there: its condition holds, and its node yields, in some of its rows. */
export function occurs(occurrence: Occurrence): Between {
  const inside = both(exactly(occurrence.when), yields(occurrence.node))
  const { each } = occurrence
  if (each === undefined) return inside
  if (each.kind === 'table') return someRow(each.rows, inside)
  const whole = wholeOf(each.it) ?? each.column
  return both(exactly(occurrence.when), atMost(has(whole)))
}

function sameColumn(a: Cond, b: Cond): boolean {
  return a.kind === 'test' && b.kind === 'test' && a.column.alias === b.column.alias && a.column.name === b.column.name
}

function disjointTests(a: Cond, b: Cond): boolean {
  if (!sameColumn(a, b) || a.kind !== 'test' || b.kind !== 'test') return false
  if (a.test.is !== 'in' || b.test.is !== 'in') return false
  const values = b.test.values
  return !a.test.values.some((value) => values.includes(value))
}

function excludes(a: Cond, b: Cond): boolean {
  if (disjointTests(a, b)) return true
  if (a.kind === 'not') return sameCond(a.of, b) || (a.of.kind === 'or' && a.of.of.some((each) => sameCond(each, b)))
  return a.kind === 'and' && a.of.some((each) => excludes(each, b))
}

const sameCond = (a: Cond, b: Cond): boolean =>
  a === b ||
  (sameColumn(a, b) && a.kind === 'test' && b.kind === 'test' && JSON.stringify(a.test) === JSON.stringify(b.test))

/** Two conditions that cannot hold together, as far as their form shows: branches of a `case`. */
export const disjoint = (a: Cond, b: Cond): boolean => a !== b && (excludes(a, b) || excludes(b, a))

/** An alternative counts when those before it yield nothing. Branches that exclude it anyway need no mention. */
export function unlessEarlier(earlier: readonly Occurrence[], own: Occurrence): Between {
  const rivals = earlier.filter((each) => !disjoint(each.when, own.when))
  return both(...rivals.map((each) => negate(occurs(each))))
}
