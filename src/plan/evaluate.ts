/** A hit on a row -> the values it gives there, by the lenses forwards: what the residual check compares. */
import { build, holds, repeat } from '../mapping/forward.ts'
import type { Bad, Constant, Each, Element, Facts, Hit, Hole, Json, Node, Reader, Rows } from '../mapping/model.ts'
import { constantOf } from './constant.ts'
import { isBetween, isSplit, type Split, type Step } from './walk.ts'

const isBad = (value: Json | Bad): value is Bad => typeof value === 'object' && 'bad' in value

function valueOf(node: Constant | Hole | Element, row: Reader, facts: Facts): Json | undefined {
  if (node.kind === 'constant') return constantOf(node, facts)
  if (node.kind === 'element') return build(node, row, { facts, report: () => {}, path: '' })
  const value = node.lens.forward(node.lens.columns.map((column) => row.get(column)), facts)
  return value === undefined || isBad(value) ? undefined : value
}

const eachOf = (step: Rows | Split): Each => (isSplit(step) ? step : { kind: 'table', rows: step })

function someAt(steps: readonly Step[], row: Reader, facts: Facts, test: (row: Reader) => boolean): boolean {
  const [step, ...rest] = steps
  if (step === undefined) return test(row)
  if (isBetween(step)) return holds(step.over, row, facts) && someAt(rest, row, facts, test)
  return repeat(eachOf(step), row).some((each) => someAt(rest, each, facts, test))
}

const splits = new WeakMap<Node, readonly Split[]>()

/** A hit's path says nothing of split texts: they are found where its leaf stands in the kind's tree. */
function splitsAbove(node: Node, leaf: Node): readonly Split[] | undefined {
  if (node === leaf) return []
  const occurrences = node.kind === 'first' ? node.of : node.kind === 'element' ? node.children.flatMap((child) => child.occurrences) : []
  for (const { each, node: inner } of occurrences) {
    const below = splitsAbove(inner, leaf)
    if (below !== undefined) return each?.kind === 'split' ? [each, ...below] : below
  }
  return undefined
}

function splitsOf({ kind, leaf, path }: Hit): readonly Split[] {
  const known = splits.get(leaf)
  if (known !== undefined) return known
  const found = (path as readonly Step[]).some(isSplitStep) ? [] : (splitsAbove(kind.tree, leaf) ?? [])
  splits.set(leaf, found)
  return found
}

const isSplitStep = (step: Step): boolean => !isBetween(step) && isSplit(step)

/** Some value that the hit gives on the row is as `test` says. */
export function someValue(hit: Hit, row: Reader, facts: Facts, test: (value: Json) => boolean): boolean {
  return someAt([...hit.path, ...splitsOf(hit)], row, facts, (inner) => {
    const value = valueOf(hit.leaf, inner, facts)
    return value !== undefined && test(value)
  })
}

function collect(steps: readonly Step[], row: Reader, facts: Facts, into: (row: Reader) => void): void {
  someAt(steps, row, facts, (inner) => {
    into(inner)
    return false
  })
}

/** All values that hits give on a row, in order; for sorting. */
export function valuesOf(hits: readonly Hit[], row: Reader, facts: Facts): readonly Json[] {
  const values: Json[] = []
  for (const hit of hits) {
    collect([...hit.path, ...splitsOf(hit)], row, facts, (inner) => {
      const value = valueOf(hit.leaf, inner, facts)
      if (value !== undefined) values.push(value)
    })
  }
  return values
}
