/** `c in (A, B) and c not in (B, C)` -> `c in (A)`; what is left of the exclusions of a column, as one list. */
import { never, not, test, type Cond } from '../../mapping/cond.ts'
import type { Column } from '../../mapping/model.ts'
import { columnKey } from './key.ts'
import { among, isNegated, isPlainList, isTest, isTold } from './test-algebra.ts'

/** All that is said of one column by lists. */
interface Lists {
  readonly column: Column
  /** What it is among, where there is one such list. */
  among?: readonly string[]
  readonly excluded: string[]
}

function listsOf(parts: readonly Cond[]): ReadonlyMap<string, Lists> {
  const lists = new Map<string, Lists>()
  const of = (column: Column): Lists => {
    const known = lists.get(columnKey(column)) ?? { column, excluded: [] }
    lists.set(columnKey(column), known)
    return known
  }
  for (const part of parts) {
    if (isTest(part) && isPlainList(part.test)) of(part.column).among ??= part.test.values
    else if (isNegated(part) && isPlainList(part.of.test)) of(part.of.column).excluded.push(...part.of.test.values)
  }
  return lists
}

const isDecided = ({ column, among: values, excluded }: Lists): boolean =>
  values !== undefined && excluded.length > 0 && isTold(column, [...values, ...excluded])

function listed({ column, excluded }: Lists, values: readonly string[], part: Cond): Cond {
  const left = among(column, values, excluded, false)
  if (left.length === values.length) return part
  return left.length === 0 ? never : test(column, { is: 'in', values: left })
}

/** A list that says what the column is has no need of what it is not. The exclusions that stay come last. */
export function withoutExcluded(parts: readonly Cond[]): readonly Cond[] {
  const lists = listsOf(parts)
  const rest = parts.flatMap((part) => {
    if (isNegated(part) && isPlainList(part.of.test)) return []
    const known = isTest(part) && isPlainList(part.test) ? lists.get(columnKey(part.column)) : undefined
    if (!isTest(part) || !isPlainList(part.test) || known === undefined || !isDecided(known)) return [part]
    return [listed(known, part.test.values, part)]
  })
  const left = [...lists.values()].filter((each) => each.excluded.length > 0 && !isDecided(each))
  const excluded = left.map((each) => not(test(each.column, { is: 'in', values: [...new Set(each.excluded)] })))
  return [...rest, ...excluded]
}
