/** A row of a statement and its child rows -> the Reader that conditions and checks ask. */
import type { Raw, Reader, Rows, Column } from '../mapping/model.ts'
import { Positions, type Children, type Layout, type Row } from '../write/layout.ts'

const noRows: readonly Reader[] = []

/** One row of a child table; what is not its own it asks of the outer row. */
class ChildReader implements Reader {
  readonly #row: Row
  readonly #positions: Positions
  readonly #outer: Reader

  constructor(row: Row, positions: Positions, outer: Reader) {
    this.#row = row
    this.#positions = positions
    this.#outer = outer
  }

  get(column: Column): Raw {
    return this.#positions.has(column) ? (this.#row[this.#positions.of(column)] ?? null) : this.#outer.get(column)
  }

  rows(rows: Rows): readonly Reader[] {
    return this.#outer.rows(rows)
  }
}

class RowReader implements Reader {
  readonly #row: Row
  readonly #children: Children
  readonly #shape: Shape

  constructor(row: Row, children: Children, shape: Shape) {
    this.#row = row
    this.#children = children
    this.#shape = shape
  }

  get(column: Column): Raw {
    return this.#row[this.#shape.positions.of(column)] ?? null
  }

  rows(rows: Rows): readonly Reader[] {
    const index = this.#shape.indexOf(rows)
    const { positions } = this.#shape.children[index]!
    return this.#children[index]?.map((row) => new ChildReader(row, positions, this)) ?? noRows
  }
}

/** Where everything stands in the rows of one statement. */
export class Shape {
  readonly layout: Layout
  readonly positions: Positions
  readonly children: readonly { readonly rows: Rows; readonly positions: Positions }[]

  constructor(layout: Layout) {
    this.layout = layout
    this.positions = new Positions(layout.columns)
    this.children = layout.children.map(({ rows, columns }) => ({ rows, positions: new Positions(columns) }))
  }

  indexOf(rows: Rows): number {
    const index = this.children.findIndex((child) => child.rows === rows)
    if (index < 0) throw new Error(`The child rows ${rows.name} were not selected.`)
    return index
  }

  reader(row: Row, children: Children): Reader {
    return new RowReader(row, children, this)
  }
}
