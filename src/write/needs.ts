/** Parts of a mapping -> the columns and child tables that they look at. */
import type { Cond } from '../mapping/cond.ts'
import { outerColumns } from '../mapping/join-term.ts'
import { isJoined, wholeOf } from '../mapping/lenses/pipeline.ts'
import type { Child, Column, Each, Hit, Kind, Node, Occurrence, Rows, Source, Turn } from '../mapping/model.ts'
import { demandsOf, vitals } from '../mapping/template/life.ts'
import { columnName, type Layout } from './layout.ts'
import { metaChildren, writtenChildren } from './writer.ts'

const speaksOf = (rows: Rows, column: Column): boolean =>
  rows.table.alias === column.alias || rows.joins.some(({ alias }) => alias === column.alias)

/** The node that a turn leads to. */
interface Found {
  readonly node: Node
  /** Whether it is there has a say in where the turn leads. */
  readonly isAsked: boolean
  note(inside: readonly Rows[]): void
}

type Columns = Map<string, Column>

const byName = (columns: readonly Column[]): Columns => new Map(columns.map((column) => [columnName(column), column]))

/** Gathers what is needed, each column once and in the order of first need. */
export class Needs {
  readonly #columns: Columns
  readonly #children: Map<Rows, Columns>

  /** Begins with what is known to be needed. */
  constructor({ columns, children }: Layout = { columns: [], children: [] }) {
    this.#columns = byName(columns)
    this.#children = new Map(children.map((child) => [child.rows, byName(child.columns)]))
  }

  /** A column, seen from inside these child rows. */
  column(column: Column, inside: readonly Rows[] = []): void {
    if (isJoined(column)) return
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
    for (const term of rows.on) {
      this.column(term.left, within)
      for (const column of outerColumns(term)) this.column(column, inside)
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

  #table({ rows, under }: Extract<Each, { readonly kind: 'table' }>, inside: readonly Rows[]): readonly Rows[] {
    const within = this.rows(rows, inside)
    if (under) this.column(under.of, inside)
    if (under) this.column(under.own, within)
    return within
  }

  each(each: Each, inside: readonly Rows[]): readonly Rows[] {
    if (each.kind === 'table') return this.#table(each, inside)
    if (each.kind === 'joined') {
      this.column(each.column, this.rows(each.rows, inside))
      return inside
    }
    this.column(each.column, inside)
    return inside
  }

  child(child: Child, inside: readonly Rows[] = []): void {
    for (const each of child.occurrences) this.occurrence(each, inside)
  }

  /** What tells whether the node gives something, which may be less than what it gives. */
  life(node: Node, inside: readonly Rows[] = []): void {
    const deciding = node.kind === 'element' ? vitals(node) : undefined
    if (node.kind !== 'element' || deciding === undefined) return this.node(node, inside)
    for (const child of [...deciding, ...demandsOf(node)])
      for (const each of child.occurrences) this.#living(each, inside)
  }

  #living({ when, each, node }: Occurrence, inside: readonly Rows[], found?: Found): void {
    const within = each ? this.each(each, inside) : inside
    this.cond(when, within)
    if (node.kind === 'first') for (const one of node.of) this.#living(one, within, found)
    else if (node === found?.node) found.note(within)
    if (node.kind !== 'first' && (node !== found?.node || found.isAsked)) this.life(node, within)
  }

  /** What tells where a turn leads; gives the child rows around its node. */
  turn({ child, node, alive, isChosen }: Turn, inside: readonly Rows[]): readonly Rows[] {
    let around = inside
    const found: Found = { node, isAsked: isChosen, note: (within) => (around = within) }
    if (alive) this.life(alive, inside)
    for (const each of child.unless ?? []) this.child(each, inside)
    for (const each of child.occurrences) this.#living(each, inside, found)
    return around
  }

  /** What a search, an include or an order looks at. */
  hit({ path, leaf }: Hit): void {
    let inside: readonly Rows[] = []
    for (const part of path) {
      if (part.kind === 'turn') inside = this.turn(part, inside)
      else for (const each of part.of) this.node(each.node, this.turn(each, inside))
    }
    this.node(leaf, inside)
  }

  layout(): Layout {
    const children = [...this.#children].map(([rows, columns]) => ({ rows, columns: [...columns.values()] }))
    return { columns: [...this.#columns.values()], children }
  }
}

function needKinds(source: Source, kinds: readonly Kind[], elements?: readonly string[]): Layout {
  const needs = new Needs()
  for (const { column } of source.key) needs.column(column)
  for (const kind of kinds) {
    for (const child of [...metaChildren(kind), ...writtenChildren(kind, elements)]) needs.child(child)
  }
  return needs.layout()
}

const layouts = new WeakMap<Source, Map<string, Layout>>()
/** Elements are the client's to choose, so what is kept for a source is bounded. */
const keptLayouts = 64

/** What the writers of these kinds look at: the key, `meta`, and the elements that are written. */
export function writerLayout(source: Source, kinds: readonly Kind[], elements?: readonly string[]): Layout {
  const known = layouts.get(source) ?? new Map<string, Layout>()
  layouts.set(source, known)
  const key = `${kinds.map(({ ordinal }) => ordinal).join()}|${elements?.join() ?? '*'}`
  const found = known.get(key)
  if (found) return found
  if (known.size >= keptLayouts) known.clear()
  const made = needKinds(source, kinds, elements)
  known.set(key, made)
  return made
}
