/** A template and a row -> the nodes that give something there, in order. The one reading forwards of `when`, `each`, `first` and `none`. */
import { fillTenant } from './codes.ts'
import { holds, repeat } from './forward.ts'
import type { Bad, Child, Constant, Element, Facts, Hole, Json, Node, Occurrence, Reader } from './model.ts'
import { demandsOf, isNone, vitals } from './template/life.ts'
import { servedOf } from './value.ts'

/** What a template comes to where its conditions and alternatives are behind. */
export type Leaf = Constant | Hole | Element

/** Asks one node of one row, which may be one of child rows, or have a piece of a text: undefined where it gives nothing. */
export type Ask<T> = (node: Leaf, reader: Reader) => T | undefined

export interface Given<T> {
  readonly node: Leaf
  readonly reader: Reader
  readonly value: T
  /** The member's name, where the alternative has one of its own. */
  readonly json?: string
}

/** What all askings of one row have in common. */
export interface Asking<T> {
  readonly facts: Facts
  readonly ask: Ask<T>
  /** What was bad so far, in order, where that is told. */
  readonly told?: Told[]
}

/** A bad value that was met: the path of the element, the reason, and whether another value stands in its place. */
export interface Told {
  readonly path: string
  readonly bad: Bad
  readonly isReplaced: boolean
}

/** Bad is not absent: what was bad in the alternatives before the one that counts is replaced by it. */
function replace(told: Told[], from: number, before: number): void {
  for (let index = from; index < before; index++) told[index] = { ...told[index]!, isReplaced: true }
}

/** All that an occurrence gives: for each of its rows or pieces, all of the first branch that yields. */
export function* given<T>(occurrence: Occurrence, reader: Reader, asking: Asking<T>): Generator<Given<T>, void> {
  const { when, each, node, json } = occurrence
  for (const row of repeat(each, reader)) {
    if (!holds(when, row, asking.facts)) continue
    for (const found of givenBy(node, row, asking))
      yield json === undefined || found.json !== undefined ? found : { ...found, json }
  }
}

function* givenBy<T>(node: Node, reader: Reader, asking: Asking<T>): Generator<Given<T>, void> {
  if (node.kind === 'first') return yield* givenFirst(node.of, reader, asking)
  const value = isNone(node) ? undefined : asking.ask(node, reader)
  if (value !== undefined) yield { node, reader, value }
}

/** An alternative that stands for nothing ends them where its condition holds. */
const isEnd = ({ when, each, node }: Occurrence, reader: Reader, facts: Facts): boolean =>
  isNone(node) && repeat(each, reader).some((row) => holds(when, row, facts))

/** All that the first alternative gives that gives something. */
export function* givenFirst<T>(
  occurrences: readonly Occurrence[],
  reader: Reader,
  asking: Asking<T>,
): Generator<Given<T>, void> {
  const { facts, told = [] } = asking
  const start = told.length
  for (const occurrence of occurrences) {
    if (isEnd(occurrence, reader, facts)) return
    const before = told.length
    let isGiven = false
    for (const found of given(occurrence, reader, asking)) {
      if (!isGiven) replace(told, start, before)
      isGiven = true
      yield found
    }
    if (isGiven) return
  }
}

/** All that yield where the element repeats, else the first. */
export function* givenChild<T>(child: Child, reader: Reader, asking: Asking<T>): Generator<Given<T>, void> {
  if (child.unless?.some((each) => isGiven(each, reader, asking.facts)) === true) return
  if (child.array) for (const each of child.occurrences) yield* given(each, reader, asking)
  else for (const found of givenFirst(child.occurrences, reader, asking)) return yield found
}

/** Undefined where a fact of the tenant is missing, or it is the constant that stands for nothing. */
export function constantOf({ value, tenant }: Constant, facts: Facts): Json | undefined {
  const filled = tenant && typeof value === 'string' ? fillTenant(value, facts) : value
  return filled === '' ? undefined : filled
}

/** An empty text is no value. */
export function holeOf({ lens }: Hole, reader: Reader, facts: Facts): Json | Bad | undefined {
  const value = lens.forward(
    lens.columns.map((column) => reader.get(column)),
    facts,
  )
  return value === '' ? undefined : value
}

/** Whether the node gives something on the row: of an element, whether it is alive. */
export function isThere(node: Leaf, reader: Reader, facts: Facts): boolean {
  if (node.kind === 'element') return isAlive(node, reader, facts)
  if (node.kind === 'constant') return constantOf(node, facts) !== undefined
  return servedOf(holeOf(node, reader, facts)) !== undefined
}

/** Asks no more than whether there is something. */
export const thereIn = (facts: Facts): Asking<true> => ({
  facts,
  ask: (node, reader) => (isThere(node, reader, facts) ? true : undefined),
})

/** The alternative gives something, or stands for nothing: those behind it do not count. */
export function settles(occurrence: Occurrence, reader: Reader, facts: Facts): boolean {
  return isEnd(occurrence, reader, facts) || given(occurrence, reader, thereIn(facts)).next().done !== true
}

/** Something of a child is there: its own values, not the reason why there are none. */
export function isGiven(child: Child, reader: Reader, facts: Facts): boolean {
  return givenChild(child, reader, thereIn(facts)).next().done !== true
}

/** An element that nothing can take away is there unless there is nothing in it. */
export function isAlive(element: Element, reader: Reader, facts: Facts): boolean {
  if (!demandsOf(element).every((child) => isGiven(child, reader, facts))) return false
  const children = vitals(element) ?? element.children
  if (children.some((child) => isGiven(child, reader, facts))) return true
  return element.fixed && children.some(({ absent }) => absent !== undefined)
}
