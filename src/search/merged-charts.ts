/** Patients -> the charts that were merged into them, for questions that name the charts: whose accounts a contact row speaks of. */
import { always, and, oneOf } from '../mapping/cond.ts'
import { decodeId, encodeId, printKey, type DecodedId } from '../mapping/id.ts'
import type { Merge, Source } from '../mapping/model.ts'
import type { Context } from '../plan/model.ts'
import { compileTable } from '../query/table.ts'
import type { Database } from '../rows/database.ts'
import { readAllRows } from './read-rows.ts'

async function readMerged(
  { from, key, tenant }: Source,
  { when, into }: Merge,
  keys: readonly string[],
  { tenant: { key: organization } }: Context,
  database: Database,
  signal?: AbortSignal,
) {
  const own = tenant === undefined ? always : oneOf(tenant, [organization])
  const columns = key.map((part) => part.column)
  const query = compileTable({ table: from, columns, where: and(own, when, oneOf(into, keys)) }, database.dialect)
  return readAllRows(database, query, signal)
}

const keysIn = (decoded: readonly DecodedId[], source: Source): readonly string[] =>
  decoded.filter((each) => each.source === source).flatMap(({ key }) => key.slice(0, 1))

/** Their logical ids, where what is known of those counts as the survivor's. Throws what the database throws. */
export async function mergedCharts(
  patients: readonly string[],
  context: Context,
  database: Database,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const decoded = patients.flatMap((id) => decodeId(context.mapping, 'Patient', id) ?? [])
  const ids: string[] = []
  for (const source of new Set(decoded.map((each) => each.source))) {
    if (source.merge?.results !== 'survivor') continue
    const rows = await readMerged(source, source.merge, keysIn(decoded, source), context, database, signal)
    const keys = rows.flatMap((row) => [printKey(source, row) ?? []]).filter((key) => key.length > 0)
    ids.push(...keys.flatMap((key) => encodeId(source, undefined, key) ?? []))
  }
  return ids
}
