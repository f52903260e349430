/** Parts of a mapping -> the columns and child tables that they look at. */
import type { Cond } from '../mapping/cond.ts'
import { wholeOf } from '../mapping/lenses/pipeline.ts'
import type { Child, Column, Each, Kind, Node, Occurrence, Rows, Source } from '../mapping/model.ts'
import { columnName, type Layout } from './layout.ts'
import { metaChildren, writtenChildren } from './writer.ts'

const speaksOf = (rows: Rows, column: Column): boolean =>
  rows.table.alias === column.alias || rows.joins.some(({ alias }) => alias === column.alias)

type Columns = Map<string, Column>

/** Gathers what is needed, each column once and in the order of first need. */
export class Needs {
  readonly #columns: Columns = new Map()
  readonly #children = new Map<Rows, Columns>()

  /** A column, seen from inside these child rows. */
  column(column: Column, inside: readonly Rows[] = []): void {
    const whole = wholeOf(column)
    // The piece of a text is no column of any table: the whole is.
    if (whole) return this.column(whole, inside)
    if (column.alias === 'it') return
    const rows = inside.findLast((each) => speaksOf(each, column))
    const columns = rows ? this.#children.get(rows)! : this.#columns
    if (!columns.has(columnName(column))) columns.set(columnName(column), column)
  }

  /** A child table, with the columns by which its rows find their parent. */
  rows(rows: Rows, inside: readonly Rows[] = []): readonly Rows[] {
    const within = [...inside, rows]
    if (!this.#children.has(rows)) this.#children.set(rows, new Map())
    for (const { left, right } of rows.on) {
      this.column(left, within)
      if (!('constant' in right)) this.column(right, inside)
    }
    return within
  }

  cond(cond: Cond, inside: readonly Rows[] = []): void {
    if (cond.kind === 'test') this.column(cond.column, inside)
    else if (cond.kind === 'not') this.cond(cond.of, inside)
    else if (cond.kind === 'some') this.cond(cond.where, this.rows(cond.rows, inside))
    else if (cond.kind !== 'constant') for (const each of cond.of) this.cond(each, inside)
  }

  node(node: Node, inside: readonly Rows[] = []): void {
    if (node.kind === 'hole') for (const column of node.lens.columns) this.column(column, inside)
    else if (node.kind === 'first') for (const each of node.of) this.occurrence(each, inside)
    else if (node.kind === 'element') for (const child of node.children) this.child(child, inside)
  }

  occurrence({ when, each, node }: Occurrence, inside: readonly Rows[]): void {
    const within = each ? this.each(each, inside) : inside
    this.cond(when, within)
    this.node(node, within)
  }

  each(each: Each, inside: readonly Rows[]): readonly Rows[] {
    if (each.kind === 'table') return this.rows(each.rows, inside)
    this.column(each.column, inside)
    return inside
  }

  child(child: Child, inside: readonly Rows[] = []): void {
    for (const each of child.occurrences) this.occurrence(each, inside)
  }

  layout(): Layout {
    const children = [...this.#children].map(([rows, columns]) => ({ rows, columns: [...columns.values()] }))
    return { columns: [...this.#columns.values()], children }
  }
}

/** What the writers of these kinds look at: the key, `meta`, and the elements that are written. */
export function needKinds(needs: Needs, source: Source, kinds: readonly Kind[], elements?: readonly string[]): void {
  for (const { column } of source.key) needs.column(column)
  for (const kind of kinds) {
    for (const child of [...metaChildren(kind), ...writtenChildren(kind, elements)]) needs.child(child)
  }
}
