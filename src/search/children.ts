/** Rows -> their child rows, one statement for each child table and batch of parents. */
import { childColumns, childKeyOf, compileChildren, parentColumns } from '../query/children.ts'
import type { Facts } from '../mapping/model.ts'
import { inPieces } from '../mapping/pause.ts'
import { maximumKeys } from '../query/dialects.ts'
import type { Database } from '../rows/database.ts'
import { Positions, type ChildLayout, type Children, type Row } from '../write/layout.ts'
import { formsOf } from './child-forms.ts'
import { joinKeyOf, type JoinKey } from './child-keys.ts'
import type { Shape } from './row-reader.ts'
import { readAllRows } from './read-rows.ts'

const noChildren: Children = []

const valuesAt = (row: Row, indexes: readonly number[]): readonly (string | null)[] =>
  indexes.map((index) => row[index] ?? null)

type KeyOf = (row: Row) => readonly (string | null)[]

/** The distinct keys by which these rows' children are asked for; a NULL in one has no children. */
function parentsOf(rows: readonly Row[], keyOf: KeyOf, joinKey: JoinKey): readonly (readonly string[])[] {
  const parents = new Map<string, readonly string[]>()
  for (const row of rows) {
    const values = keyOf(row)
    if (!values.includes(null)) parents.set(joinKey(values), values as readonly string[])
  }
  return [...parents.values()]
}

type Groups = Map<string, Row[]>
type Key = readonly string[]

/** One child table of a request, and how its keys are told apart. */
export interface Reading {
  readonly child: ChildLayout
  readonly joinKey: JoinKey
  readonly database: Database
  readonly signal: AbortSignal | undefined
  readonly facts: Facts
}

/** A child row, its columns in the order of the layout, under its own spelling of its parent's key. */
interface Found {
  readonly key: string
  readonly row: Row
}

async function readSome(
  { child, joinKey, database, signal, facts }: Reading,
  parents: readonly Key[],
): Promise<readonly Found[]> {
  const keysOf = formsOf(child.rows, database.dialect)
  const asked = parents.flatMap(keysOf)
  if (asked.length === 0) return []
  const { query, columns } = compileChildren(child.rows, child.columns, asked, database.dialect, facts)
  const positions = new Positions(columns)
  const keys = childColumns(child.rows).map((column) => positions.of(column))
  const wanted = child.columns.map((column) => positions.of(column))
  const rows = await readAllRows(database, query, signal)
  return inPieces(rows, (row) => ({ key: joinKey(valuesAt(row, keys)), row: valuesAt(row, wanted) }))
}

function addTo(groups: Groups, key: string, row: Row): void {
  const known = groups.get(key)
  if (known) known.push(row)
  else groups.set(key, [row])
}

/** Where the database found rows under a key that is no parent's by its letters, it says of each parent alone which are its own. */
async function groupBatch(reading: Reading, parents: readonly Key[], groups: Groups): Promise<void> {
  const found = await readSome(reading, parents)
  const asked = new Set(parents.map(reading.joinKey))
  if (found.every(({ key }) => asked.has(key))) return found.forEach(({ key, row }) => addTo(groups, key, row))
  for (const parent of parents)
    for (const { row } of await readSome(reading, [parent])) addTo(groups, reading.joinKey(parent), row)
}

/** The rows of one child table for these keys, by {@link joinKeyOf}. */
export async function readGroups(reading: Reading, parents: readonly Key[]): Promise<Groups> {
  const groups: Groups = new Map()
  // A key has two forms at most for each of its columns.
  const columns = childColumns(reading.child.rows).length
  const most = Math.max(1, Math.floor(maximumKeys(reading.database.dialect, columns) / 2 ** columns))
  for (let start = 0; start < parents.length; start += most)
    await groupBatch(reading, parents.slice(start, start + most), groups)
  return groups
}

const none: readonly Row[] = []

/** What child rows are read with. */
type Around = Pick<Reading, 'database' | 'facts'> & { readonly signal?: AbortSignal }

/** For each row, in order, its child rows as the shape's layout lists them. */
export async function readChildren(
  shape: Shape,
  rows: readonly Row[],
  { database, signal, facts }: Around,
): Promise<readonly Children[]> {
  if (shape.children.length === 0) return rows.map(() => noChildren)
  const lists: ((row: Row) => readonly Row[])[] = []
  for (const child of shape.layout.children) {
    const indexes = parentColumns(child.rows).map((column) => shape.positions.of(column))
    const spelled = childKeyOf(child.rows)
    const keyOf: KeyOf = (row) => spelled(valuesAt(row, indexes))
    const joinKey = joinKeyOf(child.rows, database.dialect)
    const groups = await readGroups({ child, joinKey, database, signal, facts }, parentsOf(rows, keyOf, joinKey))
    lists.push((row) => groups.get(joinKey(keyOf(row))) ?? none)
  }
  return rows.map((row) => lists.map((list) => list(row)))
}
