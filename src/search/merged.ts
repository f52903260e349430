/** The patients that a request names -> the facts of the request, with the rows that were merged into them: read before planning. */
import type { Facts } from '../mapping/model.ts'
import type { SearchRequest } from '../parse/request.ts'
import { factsOf } from '../plan/facts.ts'
import type { Context } from '../plan/model.ts'
import { patientKeys, type PatientKeys } from '../plan/patients.ts'
import { maximumKeys } from '../query/dialects.ts'
import { compileMerged } from '../query/merged.ts'
import type { Database } from '../rows/database.ts'
import { Positions } from '../write/layout.ts'
import { readAllRows } from './read-rows.ts'

type Keys = PatientKeys['keys']

/** Each the survivor's key, then the merged row's. A key of several parts is not asked about: no column could name it. */
type Pairs = readonly (readonly [into: string, merged: string])[]

async function readMerged(
  { source, keys }: PatientKeys,
  { tenant }: Context,
  database: Database,
  signal?: AbortSignal,
): Promise<Pairs> {
  const { merge, key } = source
  const asked = { source, tenant: tenant.key, keys: keys.slice(0, maximumKeys(database.dialect)) }
  const compiled = compileMerged(asked, database.dialect)
  const [own] = key
  if (!compiled || !merge || !own) return []
  const positions = new Positions(compiled.columns)
  const [into, merged] = [positions.of(merge.into), positions.of(own.column)]
  const rows = await readAllRows(database, compiled.query, signal)
  return rows.map((row) => [row[into]?.trim() ?? '', row[merged]?.trim() ?? ''])
}

type Merged = Map<string, Keys>

/** What was merged into a merged row is the survivor's too: asked again until nothing new comes. */
async function addMerged(
  all: Merged,
  asked: PatientKeys,
  context: Context,
  database: Database,
  signal?: AbortSignal,
): Promise<void> {
  const survivors = new Map(asked.keys.map(([key = '']) => [key, key]))
  let keys = asked.keys
  while (keys.length > 0) {
    const fresh: string[][] = []
    for (const [into, merged] of await readMerged({ ...asked, keys }, context, database, signal)) {
      const survivor = survivors.get(into)
      if (survivor === undefined || survivors.has(merged)) continue
      survivors.set(merged, survivor)
      all.set(survivor, [...(all.get(survivor) ?? []), [merged]])
      fresh.push([merged])
    }
    keys = fresh
  }
}

/**
 * The facts to plan with: of a search, or of a read by its type. One small statement for each Patient source that merges and that the
 * request names a row of, none where there is no such source. Throws what the database throws.
 */
export async function lookupMerged(
  asked: SearchRequest | string,
  context: Context,
  database: Database,
  signal?: AbortSignal,
): Promise<Facts> {
  const merged: Merged = new Map()
  for (const keys of patientKeys(asked, context)) await addMerged(merged, keys, context, database, signal)
  return factsOf(context, merged)
}
