/** A mapping, and the questions that it asks when it is loaded -> the columns of each table that any of its statements names. */
import { loadMapping } from '../../mapping/load.ts'
import type { Diagnostic } from '../../mapping/diagnostics.ts'
import type { Column, Table } from '../../mapping/model.ts'
import type { Schema } from '../../mapping/schema.ts'
import type { Place } from '../place.ts'

export interface ReadColumns {
  /** In the order of the names of the tables, their columns in that of the table. */
  readonly tables: ReadonlyMap<string, readonly string[]>
  /** Aliases of tables that are SQL of the mapping's own: what these name is known to whoever wrote it. */
  readonly derived: readonly string[]
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Everything below, each once. A mapping is data, so that a part of it which is added later is seen here too. */
function* within(root: unknown, seen = new Set<object>()): Generator<object> {
  if (!isObject(root) || seen.has(root)) return
  seen.add(root)
  yield root
  const parts = root instanceof Map ? [...root.values()] : Object.values(root)
  for (const part of parts) yield* within(part, seen)
}

const isColumn = (each: object): each is Column =>
  'alias' in each && 'table' in each && 'name' in each && 'schema' in each
const isDerived = (each: object): each is Table =>
  'alias' in each && 'name' in each && typeof (each as Table).sql === 'string'

function columnsIn(roots: unknown, { tables }: Schema): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  for (const each of within(roots)) {
    if (!isColumn(each) || each.missing === true || !Object.hasOwn(tables[each.table]?.columns ?? {}, each.name))
      continue
    found.set(each.table, (found.get(each.table) ?? new Set()).add(each.name))
  }
  const inOrder = (table: string, names: ReadonlySet<string>): readonly string[] =>
    Object.keys(tables[table]!.columns).filter((name) => names.has(name))
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, names]) => [name, inOrder(name, names)]))
}

const derivedIn = (roots: unknown): readonly string[] => [
  ...new Set([...within(roots)].filter(isDerived).map(({ alias }) => alias)),
]

/** Compiled without the database: whoever grants need not wait until the login may read. Undefined where the mapping does not compile. */
export async function readColumns(
  { directory, usCore }: Place,
  schema: Schema,
): Promise<{ readonly read?: ReadColumns; readonly diagnostics: readonly Diagnostic[] }> {
  const asked: unknown[] = []
  const { mapping, diagnostics } = await loadMapping(directory, { schema, usCore })
  if (mapping === undefined) return { diagnostics }
  await loadMapping(directory, { schema, usCore, readTable: (query) => Promise.resolve((asked.push(query), [])) })
  const roots = [mapping.sources, asked]
  return { read: { tables: columnsIn(roots, schema), derived: derivedIn(roots) }, diagnostics }
}
