/** When a node yields something, as conditions: an element lives by its heart, or by any hole inside. */
import {
  always,
  atMost,
  both,
  either,
  everything,
  exactly,
  has,
  isExact,
  negate,
  nothing,
  someRow,
  type Between,
  type Cond,
} from '../cond.ts'
import { wholeOf } from '../lenses/pipeline.ts'
import { isListed } from '../equality/list.ts'
import { ruleOf } from '../equality/rule.ts'
import { foldText } from '../value.ts'
import type { Child, Element, Node, Occurrence } from '../model.ts'
import { demandsOf, isNone, vitals } from './life.ts'

export function yields(node: Node): Between {
  switch (node.kind) {
    case 'constant':
      // A fact of the tenant may be missing.
      return isNone(node) ? nothing : node.tenant ? atMost(always) : everything
    case 'hole':
      return node.lens.has()
    case 'first':
      return yieldsFirst(node.of)
    case 'element':
      return alive(node)
  }
}

/** Some alternative yields. One that stands for nothing ends them where its condition holds. */
function yieldsFirst(occurrences: readonly Occurrence[]): Between {
  const ends = (index: number): Between[] =>
    occurrences.slice(0, index).flatMap((each) => (isNone(each.node) ? [negate(occurs(each))] : []))
  return either(
    ...occurrences.flatMap((each, index) => (isNone(each.node) ? [] : [both(occurs(each), ...ends(index))])),
  )
}

/** Some occurrence of the child yields, or the first of its alternatives that does. */
export const childYields = ({ array, occurrences }: Child): Between =>
  array ? either(...occurrences.map(occurs)) : yieldsFirst(occurrences)

/** The element is there, given the conditions around it. */
export function alive(element: Element): Between {
  const deciding = vitals(element)
  const living = deciding === undefined ? everything : either(...deciding.map(childYields))
  return both(living, ...demandsOf(element).map(childYields))
}

/** Some occurrence is there: its condition holds, and its node yields, in some of its rows. */
export function occurs(occurrence: Occurrence): Between {
  const { each, node } = occurrence
  const given = isNone(node) ? everything : yields(node)
  if (each === undefined) return both(exactly(occurrence.when), given)
  if (each.kind === 'joined') return atMost(someRow(each.rows, everything).over)
  if (each.kind === 'table') {
    const some = someRow(each.rows, both(exactly(occurrence.when), given))
    return each.under === undefined ? some : atMost(some.over)
  }
  return both(ofPieces(both(exactly(occurrence.when), given)), atMost(has(wholeOf(each.it) ?? each.column)))
}

/** What is said of a piece, as far as the text can tell that holds it. */
export function ofPieces(inner: Between): Between {
  if (isExact(inner)) return ofWhole(inner.over)
  return { over: ofWhole(inner.over).over, under: ofWhole(inner.under).under }
}

/** What is said of the pieces of a text may hold or not, as far as SQL can see. */
export function ofWhole(cond: Cond): Between {
  switch (cond.kind) {
    case 'and':
      return both(...cond.of.map(ofWhole))
    case 'or':
      return either(...cond.of.map(ofWhole))
    case 'not':
      return negate(ofWhole(cond.of))
    case 'test':
      return wholeOf(cond.column) === undefined ? exactly(cond) : { over: everything.over, under: nothing.under }
    case 'some':
      return someRow(cond.rows, ofWhole(cond.where))
    case 'constant':
      return exactly(cond)
  }
}

function sameColumn(a: Cond, b: Cond): boolean {
  return a.kind === 'test' && b.kind === 'test' && a.column.alias === b.column.alias && a.column.name === b.column.name
}

/** The values that a condition asks for, by keys that at least all have in common that the column takes for equal. */
function valuesOf(cond: Cond): readonly string[] | undefined {
  if (cond.kind !== 'test' || cond.test.is !== 'in') return undefined
  const { foldedKey } = ruleOf(cond.column)
  return cond.test.values.map((value) => foldText(foldedKey(value) ?? value))
}

function disjointTests(a: Cond, b: Cond): boolean {
  const [values, others] = [valuesOf(a), valuesOf(b)]
  if (!sameColumn(a, b) || values === undefined || others === undefined) return false
  return !values.some((value) => others.includes(value))
}

/** Whatever `b` asks for, `a` has it among its own: `else` stands against each of its branches. */
function includes(a: Cond, b: Cond): boolean {
  if (sameCond(a, b)) return true
  if (a.kind !== 'test' || b.kind !== 'test' || a.test.is !== 'in' || b.test.is !== 'in') return false
  const [own, list] = [b.test, a.test]
  const isWider = list.fold === true || own.fold !== true
  return sameColumn(a, b) && isWider && own.values.every((value) => isListed(a.column, list, value))
}

function excludes(a: Cond, b: Cond): boolean {
  if (disjointTests(a, b)) return true
  if (a.kind === 'not') return includes(a.of, b) || (a.of.kind === 'or' && a.of.of.some((each) => includes(each, b)))
  return a.kind === 'and' && a.of.some((each) => excludes(each, b))
}

const sameCond = (a: Cond, b: Cond): boolean =>
  a === b ||
  (sameColumn(a, b) && a.kind === 'test' && b.kind === 'test' && JSON.stringify(a.test) === JSON.stringify(b.test))

/** Two conditions that cannot hold together, as far as their form shows: branches of a `case`. */
export const disjoint = (a: Cond, b: Cond): boolean => a !== b && (excludes(a, b) || excludes(b, a))

/** An alternative counts when those before it yield nothing. Branches that exclude it anyway need no mention. */
export function unlessEarlier(earlier: readonly Occurrence[], own: Occurrence): Between {
  // What is asked of repeated rows or pieces may hold in one of them and its contrary in another.
  const apart = (each: Occurrence): boolean =>
    each.each === undefined && own.each === undefined && disjoint(each.when, own.when)
  const rivals = earlier.filter((each) => !apart(each))
  return both(...rivals.map((each) => negate(occurs(each))))
}
