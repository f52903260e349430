/** The ways from an element of a mapping down to its leaves, each with the conditions and child rows that it passes through. */
import type { Between, Cond } from '../../mapping/cond.ts'
import { always, atMost, both, either, everything, exactly, negate, nothing, someRow } from '../../mapping/cond.ts'
import type { Constant, Each, Element, Hole, Node, Occurrence, Rows } from '../../mapping/model.ts'
import { alive, unlessEarlier } from '../../mapping/template/alive.ts'

export type Split = Extract<Each, { readonly kind: 'split' }>

/** A condition that has to hold, child rows of which one has to, or the pieces of a text. */
export type Step = Between | Rows | Split

export interface Branch {
  readonly steps: readonly Step[]
  readonly node: Constant | Hole | Element
}

export const isBetween = (step: Step): step is Between => 'over' in step
export const isSplit = (step: Step): step is Split => 'kind' in step

/** SQL cannot look at the pieces of a text: what is said of one may or may not hold. */
function ofPieces(cond: Cond): Between {
  switch (cond.kind) {
    case 'constant':
      return exactly(cond)
    case 'and':
      return both(...cond.of.map(ofPieces))
    case 'or':
      return either(...cond.of.map(ofPieces))
    case 'not':
      return negate(ofPieces(cond.of))
    case 'test':
      return cond.column.alias === 'it' ? { over: everything.over, under: nothing.under } : exactly(cond)
    case 'some':
      return exactly(cond)
  }
}

const isExactStep = (step: Between): boolean => step.over === step.under

function aroundPieces(inner: Between): Between {
  return isExactStep(inner)
    ? ofPieces(inner.over)
    : { over: ofPieces(inner.over).over, under: ofPieces(inner.under).under }
}

/** From the inside out: once a branch, so that all that is asked of a child row is asked of the same one. */
export function wrap(steps: readonly Step[], inner: Between): Between {
  return steps.reduceRight<Between>((between, step) => {
    if (isBetween(step)) return both(step, between)
    return isSplit(step) ? aroundPieces(between) : someRow(step, between)
  }, inner)
}

/** Which row or piece counts where the element does not repeat, the row decides. */
const one: Between = atMost(always)

function repetition({ each }: Occurrence, single: boolean): readonly Step[] {
  if (each === undefined) return []
  const repeated = each.kind === 'table' ? each.rows : each
  return single ? [repeated, one] : [repeated]
}

function whenOf({ when, each }: Occurrence): readonly Step[] {
  if (when.kind === 'constant' && when.value) return []
  return each?.kind === 'split' ? [ofPieces(when)] : [exactly(when)]
}

function isFixed(node: Node): boolean {
  if (node.kind === 'constant') return true
  if (node.kind === 'first') return node.of.every((each) => isFixed(each.node))
  return node.kind === 'element' && node.fixed
}

function branchesOfOccurrence(occurrence: Occurrence, before: readonly Step[], single: boolean): readonly Branch[] {
  const steps = [...before, ...repetition(occurrence, single), ...whenOf(occurrence)]
  const { node, each } = occurrence
  if (node.kind !== 'first') return [{ steps, node }]
  return alternatives(node.of, single && each === undefined).map((branch) => ({
    ...branch,
    steps: [...steps, ...branch.steps],
  }))
}

/** A later alternative counts where the earlier ones yield nothing. */
function alternatives(occurrences: readonly Occurrence[], single: boolean): readonly Branch[] {
  return occurrences.flatMap((occurrence, index) => {
    const unless = index === 0 ? everything : unlessEarlier(occurrences.slice(0, index), occurrence)
    return branchesOfOccurrence(occurrence, unless === everything ? [] : [unless], single)
  })
}

/** All ways to the children of one name (FHIRPath's: `value` for `valueQuantity`). */
export function branches(element: Element, name: string): readonly Branch[] {
  return element.children
    .filter((child) => child.element === name)
    .flatMap((child) =>
      child.array
        ? child.occurrences.flatMap((each) => branchesOfOccurrence(each, [], false))
        : alternatives(child.occurrences, true),
    )
}

export const hasChild = (element: Element, name: string): boolean =>
  element.children.some((child) => child.element === name)

/** Some child of this name is as `match` says. A constant is there only as long as its parent is. */
export function someChild(element: Element, name: string, match: (node: Branch['node']) => Between): Between {
  return either(
    ...branches(element, name).map(({ steps, node }) => {
      const inner = match(node)
      if (inner.over === nothing.over) return nothing
      return wrap(steps, isFixed(node) ? both(alive(element), inner) : inner)
    }),
  )
}
