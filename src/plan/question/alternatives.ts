/** The values of one parameter, of which one has to fit -> those that add something: `ge2000,ge2001` is `ge2000`. */
import { compareDecimals } from '../../fhir/decimal.ts'
import type { Asked, AskedDate, AskedNumber, AskedQuantity } from './values.ts'

type Ranged = AskedDate | AskedNumber | AskedQuantity

/** Prefixes by which a smaller value finds all that a greater one does, and those by which it is the other way round. */
const [upwards, downwards] = [new Set(['gt', 'ge', 'sa']), new Set(['lt', 'le', 'eb'])]

const isRanged = (asked: Asked): asked is Ranged =>
  asked.kind === 'date' || asked.kind === 'number' || asked.kind === 'quantity'

const unitOf = (asked: Ranged): readonly unknown[] =>
  asked.kind === 'quantity' ? [asked.system ?? null, asked.code ?? null] : []

/** Values of one prefix, one unit and one width are in the order of their starts. */
function lineOf(asked: Ranged): string | undefined {
  if (!upwards.has(asked.prefix) && !downwards.has(asked.prefix)) return undefined
  const width = asked.kind === 'date' ? asked.end - asked.start : 0
  return JSON.stringify([asked.kind, asked.prefix, width, ...unitOf(asked)])
}

/** Both are of one line; negative where the first starts before the second. */
function compareStarts(one: Ranged, other: Ranged): number {
  if (one.kind === 'date' || other.kind === 'date')
    return one.kind === 'date' && other.kind === 'date' ? one.start - other.start : 0
  return compareDecimals(one.value, other.value)
}

const isFarther = (one: Ranged, other: Ranged): boolean =>
  upwards.has(one.prefix) ? compareStarts(one, other) < 0 : compareStarts(one, other) > 0

/** Each once; of values that only compare the one that finds the most. */
export function withoutCovered(all: readonly Asked[]): readonly Asked[] {
  const kept = new Map<string, Asked>()
  for (const asked of all) {
    const key = (isRanged(asked) ? lineOf(asked) : undefined) ?? JSON.stringify(asked)
    const known = kept.get(key)
    const isCovered = known !== undefined && !(isRanged(known) && isRanged(asked) && isFarther(asked, known))
    if (!isCovered) kept.set(key, asked)
  }
  return [...kept.values()]
}
