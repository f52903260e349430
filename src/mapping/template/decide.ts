/** An approximate condition on the way to a leaf -> what it stands for, so that a row can decide it. */
import { isExact, type Between } from '../cond.ts'
import { build, buildOccurrence, type Building } from '../build.ts'
import { holds } from '../forward.ts'
import { settles } from '../given.ts'
import type { Element, Facts, Json, Lens, Occurrence, Reader } from '../model.ts'
import { servedOf } from '../value.ts'

export type Decision =
  /** The element is there. */
  | { readonly kind: 'alive'; readonly element: Element }
  /** None of these alternatives gives anything. */
  | { readonly kind: 'none'; readonly of: readonly Occurrence[] }
  /** Of the rows or pieces that the alternative repeats over, this is the first that yields: the one that an element takes which does not repeat. */
  | { readonly kind: 'taken'; readonly of: Occurrence }
  /** The lens gives this text. */
  | { readonly kind: 'is'; readonly lens: Lens; readonly value: string }

const decisions = new WeakMap<Between, Decision>()

/** The same condition, which knows what it stands for. What SQL decides needs no second look. */
export function standsFor(between: Between, decision: Decision): Between {
  if (isExact(between)) return between
  const own = { ...between }
  decisions.set(own, decision)
  return own
}

export const decisionOf = (between: Between): Decision | undefined => decisions.get(between)

function gives(lens: Lens, reader: Reader, facts: Facts): Json | undefined {
  const value = lens.forward(
    lens.columns.map((column) => reader.get(column)),
    facts,
  )
  return servedOf(value)
}

/** Two rows that give the same are one here. */
function isTaken(occurrence: Occurrence, reader: Reader, building: Building): boolean {
  const { each: _, ...alone } = occurrence
  const [own] = buildOccurrence(alone, reader, building)
  return own !== undefined && JSON.stringify(own) === JSON.stringify(buildOccurrence(occurrence, reader, building)[0])
}

function decide(decision: Decision, reader: Reader, facts: Facts): boolean {
  const building: Building = { facts, report: () => undefined, path: '' }
  switch (decision.kind) {
    case 'alive':
      return build(decision.element, reader, building) !== undefined
    case 'none':
      return !decision.of.some((each) => settles(each, reader, facts))
    case 'taken':
      return isTaken(decision.of, reader, building)
    case 'is':
      return gives(decision.lens, reader, facts) === decision.value
  }
}

/** Whether the condition holds of a row, its approximations decided. */
export function isSo(between: Between, reader: Reader, facts: Facts): boolean {
  const decision = decisions.get(between)
  return decision === undefined ? holds(between.over, reader, facts) : decide(decision, reader, facts)
}
