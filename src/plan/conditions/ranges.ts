/** Ranges of one column of which one has to hold -> as few as say the same. */
import type { Test } from '../../mapping/cond.ts'
import type { Column } from '../../mapping/model.ts'
import { compareBounds, unite, type Range } from './test-algebra.ts'

/** In the order of their lower ends; one without comes first. */
const byStart =
  (column: Column) =>
  ({ from: a }: Range, { from: b }: Range): number => {
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1
    return compareBounds(column, a, b)
  }

/** Each is held against the last that it could touch only: in their order a range that ends before has nothing to say to later ones. */
export function uniteRanges(column: Column, ranges: readonly Range[]): readonly Test[] {
  const done: Test[] = []
  let last: Range | undefined
  for (const range of ranges.toSorted(byStart(column))) {
    const one = last && unite(column, last, range)
    if (one !== undefined && one.is !== 'range') return [one]
    if (one === undefined && last !== undefined) done.push(last)
    last = one ?? range
  }
  return last === undefined ? done : [...done, last]
}
