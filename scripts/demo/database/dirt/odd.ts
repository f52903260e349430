/** Short forms for planting dirt: the host patients, the people who do not exist, and one organization's oddities. */
import type { Fragment } from '../manifest.ts'
import { plantOdd, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

/** Patients who carry the dirt of other tables, one in each organization. */
export const host = { 1: 20, 2: 21, 3: 22 } as const

/** A patient that is nowhere. */
export const nobody = 999001

export type Expected = { readonly served: false } | Fragment

/** Plants an odd row of organization 1. */
export function odd(
  table: string,
  row: Row,
  quirk: string,
  resource: string,
  expected: Expected,
  absent?: string[],
): Planted {
  return oddIn(1, table, row, quirk, resource, expected, absent)
}

/** Plants an odd row of an organization. */
export function oddIn(
  organization: number,
  table: string,
  row: Row,
  quirk: string,
  resource: string,
  expected: Expected,
  absent?: string[],
): Planted {
  return plantOdd(table, row, { organization, quirk, resource, expected, ...(absent === undefined ? {} : { absent }) })
}
