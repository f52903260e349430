/** Where a column has a value, NOT of a half-line is the other half, which an index serves. */
import { test, type Cond } from '../../mapping/cond.ts'
import { columnKey } from './key.ts'
import { isNegated, otherHalf } from './test-algebra.ts'

/** `sure`: keys of the columns that have a value wherever all the parts hold. */
export const turnHalves = (parts: readonly Cond[], sure: ReadonlySet<string>): readonly Cond[] =>
  parts.map((part) => {
    if (!isNegated(part) || !sure.has(columnKey(part.of.column))) return part
    const half = otherHalf(part.of)
    return half === undefined ? part : test(part.of.column, half)
  })
