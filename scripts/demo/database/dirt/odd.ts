/** Short forms for planting dirt: the host patients, the people who do not exist, and one organization's oddities. */
import type { Fragment } from '../manifest.ts'
import { plantOdd, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

/** Patients who carry the dirt of other tables, one in each organization. */
export const host = { 1: 20, 2: 21, 3: 22 } as const

/** A patient that is nowhere. */
export const nobody = 999001

export type Expected = { readonly served: false } | Fragment

type OddRow = [table: string, row: Row, quirk: string, resource: string, expected: Expected, absent?: string[]]

/** Plants an odd row of organization 1. */
export function odd(...planted: OddRow): Planted {
  return oddIn(1, ...planted)
}

/** Plants an odd row of an organization. */
export function oddIn(organization: number, ...planted: OddRow): Planted {
  const [table, row, quirk, resource, expected, absent] = planted
  return plantOdd(table, row, { organization, quirk, resource, expected, ...(absent === undefined ? {} : { absent }) })
}
