/** The patients that a request names -> the facts of the request, with the rows that were merged into them: read before planning. */
import { decodeId, encodeId } from '../mapping/id.ts'
import type { Facts, Source } from '../mapping/model.ts'
import type { SearchRequest } from '../parse/request.ts'
import { factsOf } from '../plan/facts.ts'
import type { Context, SearchPlan } from '../plan/model.ts'
import { patientKeys, referredPatients, type PatientKeys } from '../plan/patients.ts'
import { maximumKeys } from '../query/dialects.ts'
import { compileMerged } from '../query/merged.ts'
import type { Database } from '../rows/database.ts'
import { Positions } from '../write/layout.ts'
import { readAllRows } from './read-rows.ts'
import { together } from './together.ts'

type Keys = PatientKeys['keys']

/** Each the survivor's key, then the merged row's. A key of several parts is not asked about: no column could name it. */
type Pairs = readonly (readonly [into: string, merged: string])[]

async function readMerged(source: Source, tenant: string, keys: readonly string[], database: Database): Promise<Pairs> {
  const { merge, key } = source
  const compiled = compileMerged({ source, tenant, keys: keys.map((each) => [each]) }, database.dialect)
  const [own] = key
  if (!compiled || !merge || !own) return []
  const positions = new Positions(compiled.columns)
  const [into, merged] = [positions.of(merge.into), positions.of(own.column)]
  const rows = await readAllRows(database, compiled.query)
  return rows.map((row) => [row[into]?.trim() ?? '', row[merged]?.trim() ?? ''])
}

async function readAllMerged(
  source: Source,
  tenant: string,
  keys: readonly string[],
  database: Database,
): Promise<Pairs> {
  const most = maximumKeys(database.dialect)
  const pairs: (readonly [string, string])[] = []
  for (let start = 0; start < keys.length; start += most) {
    pairs.push(...(await readMerged(source, tenant, keys.slice(start, start + most), database)))
  }
  return pairs
}

type AskMerged = (keys: readonly string[]) => Promise<Pairs>

const asking = new WeakMap<Database, WeakMap<Source, Map<string, AskMerged>>>()

/** Old shops have no index over the survivor's key, so each statement reads the table through: requests under way share one. */
function askerOf(source: Source, tenant: string, database: Database): AskMerged {
  const bySource = asking.get(database) ?? new WeakMap<Source, Map<string, AskMerged>>()
  asking.set(database, bySource)
  const byTenant = bySource.get(source) ?? new Map<string, AskMerged>()
  bySource.set(source, byTenant)
  const ask = byTenant.get(tenant) ?? together((keys) => readAllMerged(source, tenant, keys, database))
  byTenant.set(tenant, ask)
  return ask
}

type Merged = Map<string, Keys>

/** One step: what was merged into a merged row refers to that row, in what is served and in what is found. */
async function addMerged(
  all: Merged,
  { source, keys }: PatientKeys,
  { tenant }: Context,
  database: Database,
  signal?: AbortSignal,
): Promise<void> {
  const asked = new Set(keys.map(([key = '']) => key))
  const pairs = await askerOf(source, tenant.key, database)([...asked])
  signal?.throwIfAborted()
  for (const [into, merged] of pairs) if (asked.has(into)) all.set(into, [...(all.get(into) ?? []), [merged]])
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

/** The charts merged into patients of a page that resources of `type` refer to. Throws what the database throws. */
export async function lookupReferred(
  plan: SearchPlan,
  type: string,
  ids: readonly string[],
  database: Database,
  signal?: AbortSignal,
): Promise<Facts['merged']> {
  const merged: Merged = new Map()
  for (const keys of referredPatients(plan, type, ids)) await addMerged(merged, keys, plan.context, database, signal)
  return merged
}

/** The logical ids of charts that were merged into these patients, where what is known of those counts as the survivor's. Throws what the database throws. */
export async function mergedCharts(
  patients: readonly string[],
  context: Context,
  database: Database,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const decoded = patients.flatMap((id) => decodeId(context.mapping, 'Patient', id) ?? [])
  const sources = new Set(decoded.map(({ source }) => source).filter(({ merge }) => merge?.results === 'survivor'))
  const ids: string[] = []
  for (const source of sources) {
    const merged: Merged = new Map()
    const keys = decoded.filter((each) => each.source === source).map(({ key }) => key)
    await addMerged(merged, { source, keys }, context, database, signal)
    ids.push(...[...merged.values()].flat().flatMap((key) => encodeId(source, undefined, key) ?? []))
  }
  return ids
}
