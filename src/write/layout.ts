/** Columns of a statement -> where their values stand in a row. */
import { placeName } from '../mapping/table.ts'
import type { Column, Raw, Rows } from '../mapping/model.ts'

/** One row of a statement, its values in the order of the SELECT list. */
export type Row = readonly Raw[]

/** What one row and its child rows look like. `children[i]` describes the i-th list of child rows that a writer is given. */
export interface Layout {
  readonly columns: readonly Column[]
  readonly children: readonly ChildLayout[]
}

export interface ChildLayout {
  readonly rows: Rows
  readonly columns: readonly Column[]
}

/** The child rows of one row: a list for each of {@link Layout.children}. */
export type Children = readonly (readonly Row[])[]

/** Pieces and child rows stand behind a row's own values, where its layout says: a statement of another width is a fault, found in its first row. */
export function checkWidth({ columns }: Layout, [first]: readonly Row[]): void {
  if (first === undefined || first.length === columns.length) return
  throw new Error(`A row of ${first.length} values came for a layout of ${columns.length}.`)
}

/** A column's name in the statement: columns that share it hold the same value. */
export const columnName = placeName

/** Positions by name. Inside child rows the outer row's values stand first, the child's behind them. */
export class Positions {
  readonly #positions: ReadonlyMap<string, number>
  readonly width: number

  constructor(columns: readonly Column[], outer?: Positions) {
    const positions = new Map(outer ? outer.#positions : [])
    this.width = (outer?.width ?? 0) + columns.length
    columns.forEach((column, index) => positions.set(columnName(column), (outer?.width ?? 0) + index))
    this.#positions = positions
  }

  /** The index of a column's value; a column that was not selected is a fault of the caller. */
  of(column: Column): number {
    const index = this.#positions.get(columnName(column))
    if (index === undefined) throw new Error(`The column ${columnName(column)} was not selected.`)
    return index
  }

  has(column: Column): boolean {
    return this.#positions.has(columnName(column))
  }
}

/** The same for equal layouts, so that what is compiled for one can be kept. */
export function layoutKey(layout: Layout): string {
  const children = layout.children.map(({ rows, columns }) => `${rows.name}(${columns.map(columnName).join()})`)
  return [...layout.columns.map(columnName), ...children].join()
}
