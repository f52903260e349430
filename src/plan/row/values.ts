/** A hit on a row -> the values it gives there, by the lenses forwards: what the residual check compares. */
import { build } from '../../mapping/build.ts'
import type { Facts, Hit, Json, Reader } from '../../mapping/model.ts'
import { placesOf } from '../../mapping/turns.ts'
import { isList } from '../question/constant.ts'

/** Parts of a datatype that repeat come as a list. */
const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : isList(value) ? value : [value]

function* given({ path, leaf }: Hit, row: Reader, facts: Facts): Generator<Json, void> {
  for (const place of placesOf(path, row, facts))
    yield* listOf(build(leaf, place, { facts, report: () => undefined, path: '' }))
}

/** Some value that the hit gives on the row is as `test` says. */
export function someValue(hit: Hit, row: Reader, facts: Facts, test: (value: Json) => boolean): boolean {
  for (const value of given(hit, row, facts)) if (test(value)) return true
  return false
}

/** All values that hits give on a row, in order; for sorting. */
export const valuesOf = (hits: readonly Hit[], row: Reader, facts: Facts): readonly Json[] =>
  hits.flatMap((hit) => [...given(hit, row, facts)])
