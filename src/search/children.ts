/** Rows -> their child rows, one statement for each child table and batch of parents. */
import { childColumns, childKeyOf, compileChildren, parentColumns } from '../query/children.ts'
import { maximumKeys } from '../query/dialects.ts'
import type { Database } from '../rows/database.ts'
import { Positions, type ChildLayout, type Children, type Row } from '../write/layout.ts'
import type { Shape } from './row-reader.ts'
import { readAllRows } from './read-rows.ts'

const separator = '\u0000'
/** Engines differ in the blanks at the end of a CHAR column, on either side of the key. */
const joinKey = (values: readonly (string | null)[]): string =>
  values.map((value) => value?.trimEnd() ?? '').join(separator)

const noChildren: Children = []

const valuesAt = (row: Row, indexes: readonly number[]): readonly (string | null)[] =>
  indexes.map((index) => row[index] ?? null)

type KeyOf = (row: Row) => readonly (string | null)[]

/** The distinct keys by which these rows' children are asked for; a NULL in one has no children. */
function parentsOf(rows: readonly Row[], keyOf: KeyOf): readonly (readonly string[])[] {
  const parents = new Map<string, readonly string[]>()
  for (const row of rows) {
    const values = keyOf(row)
    if (!values.includes(null)) parents.set(joinKey(values), values as readonly string[])
  }
  return [...parents.values()]
}

type Groups = Map<string, Row[]>

/** Sorts the rows of one statement to their parents, their columns in the order of the layout. */
function group(groups: Groups, rows: readonly Row[], columns: Positions, child: ChildLayout): void {
  const keys = childColumns(child.rows).map((column) => columns.of(column))
  const wanted = child.columns.map((column) => columns.of(column))
  for (const row of rows) {
    const key = joinKey(valuesAt(row, keys))
    const known = groups.get(key)
    const narrowed = valuesAt(row, wanted)
    if (known) known.push(narrowed)
    else groups.set(key, [narrowed])
  }
}

async function readGroups(
  child: ChildLayout,
  parents: readonly (readonly string[])[],
  database: Database,
  signal?: AbortSignal,
): Promise<Groups> {
  const groups: Groups = new Map()
  const most = maximumKeys(database.dialect, childColumns(child.rows).length)
  for (let start = 0; start < parents.length; start += most) {
    const some = parents.slice(start, start + most)
    const { query, columns } = compileChildren(child.rows, child.columns, some, database.dialect)
    group(groups, await readAllRows(database, query, signal), new Positions(columns), child)
  }
  return groups
}

const none: readonly Row[] = []

/** For each row, in order, its child rows as the shape's layout lists them. */
export async function readChildren(
  shape: Shape,
  rows: readonly Row[],
  database: Database,
  signal?: AbortSignal,
): Promise<readonly Children[]> {
  if (shape.children.length === 0) return rows.map(() => noChildren)
  const lists: ((row: Row) => readonly Row[])[] = []
  for (const child of shape.layout.children) {
    const indexes = parentColumns(child.rows).map((column) => shape.positions.of(column))
    const spelled = childKeyOf(child.rows)
    const keyOf: KeyOf = (row) => spelled(valuesAt(row, indexes))
    const groups = await readGroups(child, parentsOf(rows, keyOf), database, signal)
    lists.push((row) => groups.get(joinKey(keyOf(row))) ?? none)
  }
  return rows.map((row) => lists.map((list) => list(row)))
}
