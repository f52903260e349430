/** A mapping -> every column it looks at, each with the lines that do. */
import type { Cond } from '../../mapping/cond.ts'
import { outerColumns } from '../../mapping/join-term.ts'
import { wholeOf } from '../../mapping/lenses/pipeline.ts'
import type { Child, Column, Join, Mapping, Node, Occurrence, Place, Rows, Source } from '../../mapping/model.ts'

export interface UsedColumns {
  /** By `TABLE.COLUMN`. Columns of derived tables are left out: they are in no catalog. */
  readonly columns: ReadonlyMap<string, Column>
}

export const columnName = ({ table, name }: Column): string => `${table}.${name}`
export const printPlace = ({ file, line }: Place): string => `${file}:${line}`

/** Of what is served as it is, blanks around it are a part, and nobody asks for its text. */
function asWhole(column: Column): Column {
  const own = wholeOf(column) ?? column
  return { ...own, schema: { ...own.schema, padded: true } }
}

/** Walks everything that a source looks at. */
class Walk {
  readonly columns = new Map<string, Column>()
  #derived: ReadonlySet<string> = new Set()

  source(source: Source): void {
    const tables = [source.from, ...source.joins, ...source.rows.map(({ table }) => table)]
    this.#derived = new Set(tables.filter(({ sql }) => sql !== undefined).map(({ alias }) => alias))
    for (const { column } of source.key) this.column(column)
    if (source.tenant) this.column(source.tenant)
    if (source.root.kind === 'reference') this.root(source.root)
    this.cond(source.keep)
    for (const join of source.joins) this.join(join)
    for (const rows of source.rows) this.rows(rows)
    for (const each of source.proxies ?? []) this.occurrence(each)
    for (const kind of source.kinds) {
      this.cond(kind.when)
      this.node(kind.tree)
      for (const each of kind.content ?? []) this.occurrence(each)
    }
  }

  root({ columns, join }: Extract<Source['root'], { readonly kind: 'reference' }>): void {
    for (const column of columns) this.column(column)
    this.on(join)
  }

  on({ on }: Pick<Join, 'on'>): void {
    for (const term of on) {
      this.column(term.left)
      for (const column of outerColumns(term)) this.column(column)
    }
  }

  join(join: Join): void {
    this.on(join)
    if (join.where !== undefined) this.cond(join.where)
  }

  rows(rows: Rows): void {
    this.on(rows)
    this.cond(rows.where)
    for (const join of rows.joins) this.join(join)
    for (const { own } of rows.newer ?? []) this.column(own)
    for (const { column } of rows.order) this.column(column)
  }

  column(column: Column): void {
    const { choice } = column
    if (choice) {
      this.cond(choice.when)
      for (const each of [choice.then, choice.otherwise]) this.column(each)
      return
    }
    const own = wholeOf(column) ?? column
    if (own.alias === 'it' || own.missing || this.#derived.has(own.alias)) return
    if (!this.columns.has(columnName(own))) this.columns.set(columnName(own), own)
  }

  cond(cond: Cond): void {
    if (cond.kind === 'test') this.column(cond.column)
    else if (cond.kind === 'not') this.cond(cond.of)
    else if (cond.kind === 'some') {
      this.rows(cond.rows)
      this.cond(cond.where)
    } else if (cond.kind !== 'constant') for (const each of cond.of) this.cond(each)
  }

  node(node: Node): void {
    if (node.kind === 'first') for (const each of node.of) this.occurrence(each)
    else if (node.kind === 'element') for (const child of node.children) this.child(child)
    else if (node.kind === 'hole') {
      for (const column of node.lens.columns) this.column(node.lens.content === undefined ? column : asWhole(column))
    }
  }

  child({ occurrences }: Child): void {
    for (const each of occurrences) this.occurrence(each)
  }

  occurrence({ when, each, node }: Occurrence): void {
    if (each !== undefined && each.kind !== 'split') this.rows(each.rows)
    else if (each) this.column(each.column)
    this.cond(when)
    this.node(node)
  }
}

export function usedColumns({ sources }: Mapping): UsedColumns {
  const walk = new Walk()
  for (const source of sources) walk.source(source)
  return { columns: walk.columns }
}
