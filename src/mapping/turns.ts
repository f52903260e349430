/**
 * An element and the name of a child -> the turns to what the child's occurrences come to: the one reading of `when`, `each`, `first` and `none` for
 * all who come from above. As conditions they bound which rows have it there; on a row the reading forwards decides.
 */
import { always, atMost, both, everything, exactly, has, isExact, negate, someRow, type Between } from './cond.ts'
import { constantOf, givenChild, holeOf, isAlive, isThere, type Ask } from './given.ts'
import { wholeOf } from './lenses/pipeline.ts'
import type { Child, Each, Element, Facts, Hit, Json, Node, Occurrence, Reader, Step, Turn } from './model.ts'
import { alive, childYields, ofPieces, unlessEarlier } from './template/alive.ts'
import { isNone, vitals } from './template/life.ts'
import { servedOf } from './value.ts'

/** A condition on the way, where it says something. */
const where = (between: Between): readonly Step[] =>
  isExact(between) && between.over === everything.over ? [] : [{ kind: 'if', between }]

const stepOf = (each: Each): Step =>
  each.kind === 'split'
    ? { kind: 'pieces', of: each }
    : { kind: each.kind === 'table' ? 'rows' : 'joined', rows: each.rows }

/** Of what repeats where the element does not, one counts, and of rows under others those that are theirs: which, the row decides. */
function repetition({ each }: Occurrence, single: boolean): readonly Step[] {
  if (each === undefined) return []
  const isLeft = single || (each.kind === 'table' && each.under !== undefined)
  return isLeft ? [stepOf(each), { kind: 'taken' }] : [stepOf(each)]
}

/** A way through an occurrence: its steps, and the occurrence without what has no say there. */
type Way = Pick<Turn, 'node' | 'steps' | 'at'> & { readonly occurrence: Occurrence }

function waysThrough(occurrence: Occurrence, single: boolean): readonly Way[] {
  const { node, when, at } = occurrence
  const steps = [...repetition(occurrence, single), ...where(exactly(when))]
  if (isNone(node)) return []
  if (node.kind !== 'first') return [{ node, steps, at: node.kind === 'hole' ? node.at : at, occurrence }]
  return waysAmong(node.of, single).map(({ occurrences: of, ...way }) => ({
    ...way,
    steps: [...steps, ...way.steps],
    // Which row or piece counts depends on all that each of them gives.
    occurrence: single && occurrence.each ? occurrence : { ...occurrence, node: { kind: 'first', of } satisfies Node },
  }))
}

type WayAmong = Omit<Way, 'occurrence'> & { readonly occurrences: readonly Occurrence[] }

/** A later alternative counts where the earlier ones yield nothing. */
function waysAmong(all: readonly Occurrence[], single: boolean): readonly WayAmong[] {
  return all.flatMap((each, index) => {
    const earlier = all.slice(0, index)
    const unless = where(unlessEarlier(earlier, each))
    return waysThrough(each, single).map(({ occurrence, ...way }) => ({
      ...way,
      steps: [...unless, ...way.steps],
      occurrences: [...earlier, occurrence],
    }))
  })
}

const waysInto = ({ array, occurrences }: Child): readonly WayAmong[] =>
  array
    ? occurrences.flatMap((each) => waysThrough(each, false).map((way) => ({ ...way, occurrences: [way.occurrence] })))
    : waysAmong(occurrences, true)

const isRepeated = ({ kind }: Step): boolean => kind === 'taken'

/** Into all that a child comes to; what is not there where its siblings are says so. */
export function turnsOf(child: Child): readonly Turn[] {
  const beside = where(both(...(child.unless ?? []).map((each) => negate(childYields(each)))))
  return waysInto(child).map(({ node, at, steps, occurrences }) => ({
    kind: 'turn',
    node,
    at,
    steps: [...beside, ...steps],
    child: { ...child, occurrences },
    isChosen: steps.some(isRepeated),
  }))
}

/** What is there keeps its element alive itself, as its heart, or as any hole where it has none; else, and where others are demanded, the element has to be alive. */
function inside(element: Element, child: Child): readonly Turn[] {
  const deciding = vitals(element)
  const turns = turnsOf(child)
  const isEnough = element.demands === undefined
  if (isEnough && (deciding === undefined || deciding.includes(child))) return turns
  const living = where(alive(element))
  return turns.map((turn) => ({ ...turn, steps: [...living, ...turn.steps], alive: element }))
}

const known = new WeakMap<Child, readonly Turn[]>()

/** Into the children of one name: FHIRPath's, `value` for `valueQuantity`. */
export const turnsInto = (element: Element, name: string): readonly Turn[] =>
  element.children
    .filter((child) => child.element === name)
    .flatMap((child) => {
      const turns = known.get(child) ?? inside(element, child)
      known.set(child, turns)
      return turns
    })

/** From the inside out: once a way, so that all that is asked of a child row is asked of the same one. */
export function wrap(steps: readonly Step[], inner: Between): Between {
  return steps.reduceRight<Between>((between, step) => {
    switch (step.kind) {
      case 'if':
        return both(step.between, between)
      case 'rows':
        return someRow(step.rows, between)
      case 'joined':
        return atMost(someRow(step.rows, everything).over)
      case 'pieces':
        return both(atMost(has(wholeOf(step.of.it) ?? step.of.column)), ofPieces(between))
      case 'taken':
        return both(atMost(always), between)
    }
  }, inner)
}

/** All steps of a path, from the outside in. */
export const stepsOf = (path: Hit['path']): readonly Step[] => path.flatMap(({ steps }) => steps)

/** Where on a row a turn leads to its node: to the row itself, child rows, or rows with a piece of a text. */
function* turn({ child, node, alive: element, isChosen }: Turn, reader: Reader, facts: Facts): Generator<Reader, void> {
  if (element !== undefined && !isAlive(element, reader, facts)) return
  // What the way ends in is looked at there; on the way only where that decides which it is.
  const ask: Ask<true> = (each, row) => ((each === node && !isChosen) || isThere(each, row, facts) ? true : undefined)
  for (const found of givenChild(child, reader, { facts, ask })) if (found.node === node) yield found.reader
}

/** The turn leads to this text. */
function hasText(way: Turn, text: string, reader: Reader, facts: Facts): boolean {
  for (const place of turn(way, reader, facts)) if (textOf(way.node, place, facts) === text) return true
  return false
}

function textOf(node: Turn['node'], reader: Reader, facts: Facts): Json | undefined {
  if (node.kind === 'element') return undefined
  return node.kind === 'constant' ? constantOf(node, facts) : servedOf(holeOf(node, reader, facts))
}

/** The readers of a row, in order, in which what a path leads to may give something, and is served if it does. */
export function* placesOf([first, ...rest]: Hit['path'], reader: Reader, facts: Facts): Generator<Reader, void> {
  if (first === undefined) return yield reader
  if (first.kind === 'filter') {
    if (first.of.some((each) => hasText(each, first.value, reader, facts))) yield* placesOf(rest, reader, facts)
    return
  }
  for (const place of turn(first, reader, facts)) yield* placesOf(rest, place, facts)
}
