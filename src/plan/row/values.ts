/** A hit on a row -> the values it gives there, by the lenses forwards: what the residual check compares. */
import { build } from '../../mapping/build.ts'
import { repeat } from '../../mapping/forward.ts'
import { servedOf } from '../../mapping/value.ts'
import { isSo } from '../../mapping/template/decide.ts'
import type { Constant, Each, Element, Facts, Hit, Hole, Json, Reader, Rows } from '../../mapping/model.ts'
import { constantOf, isList } from '../question/constant.ts'
import { isBetween, isSplit, type Split, type Step } from '../question/branches.ts'

function valueOf(node: Constant | Hole | Element, row: Reader, facts: Facts): Json | undefined {
  if (node.kind === 'constant') return constantOf(node, facts)
  if (node.kind === 'element') return build(node, row, { facts, report: () => {}, path: '' })
  const value = node.lens.forward(
    node.lens.columns.map((column) => row.get(column)),
    facts,
  )
  return servedOf(value)
}

const eachOf = (step: Rows | Split): Each => (isSplit(step) ? step : { kind: 'table', rows: step })

function someAt(steps: readonly Step[], row: Reader, facts: Facts, test: (row: Reader) => boolean): boolean {
  const [step, ...rest] = steps
  if (step === undefined) return test(row)
  if (isBetween(step)) return isSo(step, row, facts) && someAt(rest, row, facts, test)
  return repeat(eachOf(step), row).some((each) => someAt(rest, each, facts, test))
}

/** Parts of a datatype that repeat come as a list. */
const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : isList(value) ? value : [value]

/** Some value that the hit gives on the row is as `test` says. */
export function someValue(hit: Hit, row: Reader, facts: Facts, test: (value: Json) => boolean): boolean {
  return someAt(hit.path, row, facts, (inner) => {
    return listOf(valueOf(hit.leaf, inner, facts)).some(test)
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
    collect(hit.path, row, facts, (inner) => {
      values.push(...listOf(valueOf(hit.leaf, inner, facts)))
    })
  }
  return values
}
