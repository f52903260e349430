/** A way -> the bytes or texts that are stored there, in parts. */
import { and, not, has, oneOf } from '../../mapping/cond.ts'
import type { Column, Facts, Joined, Raw, Rows } from '../../mapping/model.ts'
import { placeName } from '../../mapping/table.ts'
import type { SourcePlan } from '../../plan/model.ts'
import { compileChildren } from '../../query/children.ts'
import { compileRows, type CompiledRows } from '../../query/rows.ts'
import type { Database } from '../../rows/database.ts'
import { optionsOf, readAllRows } from '../read-rows.ts'
import { bytesOf } from './hexadecimal.ts'
import { partsOf, type ReadRow } from './slices.ts'
import type { Way } from './ways.ts'

/** The row that was found, and how it is asked for again: with all that restricts who may see it. */
export interface Grounds {
  readonly plan: SourcePlan
  /** Of the row: what finds it may find others, where an id has the beginning of a key alone. */
  readonly key: readonly string[]
  readonly facts: Facts
  readonly database: Database
  readonly signal?: AbortSignal
  /** The values that lead from the row to child rows; undefined where there can be none. */
  readonly parentOf: (rows: Rows) => readonly string[] | undefined
}

const indexesOf = ({ columns }: CompiledRows, wanted: readonly Column[]): readonly number[] =>
  wanted.map((column) => columns.findIndex((each) => placeName(each) === placeName(column)))

async function readOne(grounds: Grounds, compiled: CompiledRows, wanted: readonly Column[]) {
  const [row] = await readAllRows(grounds.database, compiled.query, grounds.signal)
  return row && indexesOf(compiled, wanted).map((index) => row[index] ?? null)
}

/** Columns of the row itself. */
export const ownRow =
  (grounds: Grounds): ReadRow =>
  (columns) =>
    readOne(grounds, compileRows(grounds.plan, columns, grounds.database.dialect, { keys: [grounds.key] }), columns)

const childrenOf = ({ database, facts, parentOf }: Grounds, rows: Rows, columns: readonly Column[]): CompiledRows =>
  compileChildren(rows, columns, [parentOf(rows) ?? []], database.dialect, facts)

/** Those of one child row, told from the others by the columns of their order. */
function childRow(grounds: Grounds, rows: Rows, order: readonly Raw[]): ReadRow {
  const asked = rows.order.map(({ column }, index) => {
    const value = order[index] ?? null
    return value === null ? not(has(column)) : oneOf(column, [value])
  })
  const one: Rows = { ...rows, where: and(rows.where, ...asked) }
  return (columns) => readOne(grounds, childrenOf(grounds, one, columns), columns)
}

async function* ownParts(read: ReadRow, column: Column, from?: number): AsyncGenerator<Buffer | string, void> {
  const isBytes = column.schema.type === 'binary'
  for await (const { value } of partsOf(read, column, from)) yield isBytes ? bytesOf(value) : value
}

/** A row of bytes may be large: each is read by itself. */
async function* joinedBytes(grounds: Grounds, { rows, column, separator }: Joined): AsyncGenerator<Buffer, void> {
  const order = rows.order.map((each) => each.column)
  const compiled = childrenOf(grounds, rows, order)
  const indexes = indexesOf(compiled, order)
  let isFirst = true
  for (const row of await readAllRows(grounds.database, compiled.query, grounds.signal)) {
    if (!isFirst && separator !== '') yield Buffer.from(separator)
    isFirst = false
    const read = childRow(
      grounds,
      rows,
      indexes.map((index) => row[index] ?? null),
    )
    for await (const { value } of partsOf(read, column)) yield bytesOf(value)
  }
}

async function* joinedTexts(grounds: Grounds, { rows, column, separator }: Joined): AsyncGenerator<string, void> {
  const compiled = childrenOf(grounds, rows, [column])
  const [index = 0] = indexesOf(compiled, [column])
  let before = ''
  for await (const batch of grounds.database.read(compiled.query, optionsOf(grounds.signal))) {
    yield before + batch.map((row) => row[index] ?? '').join(separator)
    before = separator
  }
}

async function* noParts(): AsyncGenerator<string, void> {}

export type Parts = AsyncIterable<Buffer | string>

/** `from`: bytes to leave out, of a column of bytes. */
export function storedParts(grounds: Grounds, { stored: { column }, joined }: Way, from?: number): Parts {
  if (joined === undefined) return ownParts(ownRow(grounds), column, from)
  if (grounds.parentOf(joined.rows) === undefined) return noParts()
  return joined.column.schema.type === 'binary' ? joinedBytes(grounds, joined) : joinedTexts(grounds, joined)
}
