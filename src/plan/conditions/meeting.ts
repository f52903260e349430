/** Conditions that all have to hold -> those of one column met: each is held against what is known of its column, not against all others. */
import { never, test, type Cond } from '../../mapping/cond.ts'
import { columnKey, keyOf } from './key.ts'
import { isTest, meet, type Tested } from './test-algebra.ts'

/** In the order in which they were said; of each column the tests that others may meet. */
interface Met {
  readonly parts: Map<string, Cond>
  readonly tests: Map<string, Map<Tested['test']['is'], string>>
}

type Known = Map<Tested['test']['is'], string>

function knownOf({ tests }: Met, { column }: Tested): Known {
  const key = columnKey(column)
  const known = tests.get(key) ?? new Map<Tested['test']['is'], string>()
  tests.set(key, known)
  return known
}

function put({ parts }: Met, cond: Cond): string {
  const key = keyOf(cond)
  if (!parts.has(key)) parts.set(key, cond)
  return key
}

function addTest(met: Met, cond: Tested): void {
  const known = knownOf(met, cond)
  for (const [is, key] of known) {
    const other = met.parts.get(key)
    const one = other !== undefined && isTest(other) ? meet(cond.column, other.test, cond.test) : undefined
    if (one === undefined) continue
    known.delete(is)
    met.parts.delete(key)
    return one === false ? void put(met, never) : addTest(met, test(cond.column, one) as Tested)
  }
  const key = put(met, cond)
  if (!known.has(cond.test.is)) known.set(cond.test.is, key)
}

/** Tests that no one test stands for, such as two patterns, stay side by side. */
export function meetAll(parts: readonly Cond[]): readonly Cond[] {
  const met: Met = { parts: new Map(), tests: new Map() }
  for (const part of parts) {
    if (met.parts.has(keyOf(part))) continue
    if (isTest(part)) addTest(met, part)
    else put(met, part)
  }
  return [...met.parts.values()]
}
