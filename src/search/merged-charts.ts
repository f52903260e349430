/** Patients -> the charts that were merged into them, for questions that name the charts: whose accounts a contact row speaks of. */
import { always, and, oneOf, or } from '../mapping/cond.ts'
import { decodeId, encodeId, encodeKey, printKey, type DecodedId } from '../mapping/id.ts'
import { keyParts } from '../mapping/key-conditions.ts'
import type { Merge, Raw, Source } from '../mapping/model.ts'
import type { Context } from '../plan/model.ts'
import { compileTable } from '../query/table.ts'
import type { Database } from '../rows/database.ts'
import { readAllRows } from './read-rows.ts'

/** What a merged row names is the chart meant: of `id: hash` the database gives all that begin like it. */
const isMeant = (decoded: readonly DecodedId[], source: Source, into: Raw): boolean =>
  decoded.some(({ hashed }) => hashed === undefined || encodeKey(source, printKey(source, [into]) ?? []) === hashed.id)

async function readMerged(
  { source, merge: { when, into }, decoded, context }: Merged,
  database: Database,
  signal?: AbortSignal,
): Promise<readonly (readonly Raw[])[]> {
  const { from, key, tenant } = source
  const own = tenant === undefined ? always : oneOf(tenant, [context.tenant.key])
  const columns = [into, ...key.map((part) => part.column)]
  const named = or(...decoded.flatMap((each) => keyParts(each, [into])))
  const query = compileTable({ table: from, columns, where: and(own, when, named) }, database.dialect)
  const rows = await readAllRows(database, query, signal)
  return rows.filter(([held = null]) => isMeant(decoded, source, held)).map(([, ...values]) => values)
}

interface Merged {
  readonly source: Source
  readonly merge: Merge
  readonly decoded: readonly DecodedId[]
  readonly context: Context
}

/** Their logical ids, where what is known of those counts as the survivor's. Throws what the database throws. */
export async function mergedCharts(
  patients: readonly string[],
  context: Context,
  database: Database,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const all = patients.flatMap((id) => decodeId(context.mapping, 'Patient', id) ?? [])
  const ids: string[] = []
  for (const source of new Set(all.map((each) => each.source))) {
    const { merge } = source
    if (merge?.results !== 'survivor') continue
    const decoded = all.filter((each) => each.source === source)
    const rows = await readMerged({ source, merge, decoded, context }, database, signal)
    const keys = rows.flatMap((row) => [printKey(source, row) ?? []]).filter((key) => key.length > 0)
    ids.push(...keys.flatMap((key) => encodeId(source, undefined, key) ?? []))
  }
  return ids
}
