/** A mapping -> every column it looks at, each with the lines that do. */
import { and, type Cond } from '../../mapping/cond.ts'
import { outerColumns } from '../../mapping/join-term.ts'
import type { CodesUse } from '../../mapping/codes.ts'
import { wholeOf } from '../../mapping/lenses/pipeline.ts'
import type {
  Child,
  Column,
  Each,
  Join,
  Kind,
  Mapping,
  Node,
  Occurrence,
  Place,
  Rows,
  Source,
} from '../../mapping/model.ts'

export interface CodedColumn {
  readonly column: Column
  readonly codes: CodesUse
  /** Where the column holds several codes, what stands between them. */
  readonly separator?: string
  readonly at: Place
  readonly source: Source
  /** Under which conditions each kind looks at it; empty where child rows have it. */
  readonly uses: readonly CodedUse[]
}

export interface CodedUse {
  readonly kind: Kind
  readonly when: Cond
}

export interface UsedColumns {
  /** By `TABLE.COLUMN`. Columns of derived tables are left out: they are in no catalog. */
  readonly columns: ReadonlyMap<string, Column>
  readonly coded: readonly CodedColumn[]
}

export const columnName = ({ table, name }: Column): string => `${table}.${name}`
export const printPlace = ({ file, line }: Place): string => `${file}:${line}`

/** SQL cannot look at the pieces of a text. */
const isOfPiece = (cond: Cond): boolean => columnsOf(cond).some(({ alias }) => alias === 'it')

function columnsOf(cond: Cond): readonly Column[] {
  if (cond.kind === 'test') return [cond.column]
  if (cond.kind === 'not') return columnsOf(cond.of)
  return cond.kind === 'and' || cond.kind === 'or' ? cond.of.flatMap(columnsOf) : []
}

/** Walks everything that a source looks at. */
class Walk {
  readonly columns = new Map<string, Column>()
  readonly coded = new Map<string, CodedColumn>()
  #derived: ReadonlySet<string> = new Set()
  #source: Source | undefined
  #kind: Kind | undefined
  #isInside = false
  #conds: readonly Cond[] = []
  #separators: readonly Extract<Each, { readonly kind: 'split' }>[] = []

  source(source: Source): void {
    this.#source = source
    const tables = [source.from, ...source.joins, ...source.rows.map(({ table }) => table)]
    this.#derived = new Set(tables.filter(({ sql }) => sql !== undefined).map(({ alias }) => alias))
    for (const { column } of source.key) this.column(column)
    if (source.tenant) this.column(source.tenant)
    if (source.root.kind === 'reference') this.root(source.root)
    this.cond(source.keep)
    for (const join of source.joins) this.on(join)
    for (const rows of source.rows) this.rows(rows)
    for (const kind of source.kinds) {
      this.#kind = kind
      this.cond(kind.when)
      this.node(kind.tree)
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

  rows(rows: Rows): void {
    this.on(rows)
    this.cond(rows.where)
    for (const join of rows.joins) this.on(join)
    for (const { column } of rows.order) this.column(column)
  }

  column(column: Column): void {
    const own = wholeOf(column) ?? column
    if (own.alias === 'it' || this.#derived.has(own.alias)) return
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
      for (const column of node.lens.columns) this.column(column)
      if (node.lens.codes) this.codes(node.lens.columns[0], node.lens.codes, node.at)
    }
  }

  child({ occurrences }: Child): void {
    for (const each of occurrences) this.occurrence(each)
  }

  occurrence({ when, each, node }: Occurrence): void {
    const [separators, conds, isInside] = [this.#separators, this.#conds, this.#isInside]
    this.#isInside ||= each?.kind === 'table'
    if (each?.kind === 'table') this.rows(each.rows)
    else if (each) {
      this.column(each.column)
      this.#separators = [...separators, each]
    }
    this.cond(when)
    if (!isOfPiece(when)) this.#conds = [...conds, when]
    this.node(node)
    this.#separators = separators
    this.#conds = conds
    this.#isInside = isInside
  }

  codes(column: Column | undefined, codes: CodesUse, at: Place): void {
    if (column === undefined) return
    const own = wholeOf(column) ?? column
    if (this.#derived.has(own.alias)) return
    const separator = this.#separators.find((each) => each.it === column)?.separator
    const source = this.#source!
    const name = `${source.name} ${columnName(own)} ${codes.list}`
    const known = this.coded.get(name) ?? {
      column: own,
      codes,
      at,
      source,
      uses: [],
      ...(separator !== undefined && { separator }),
    }
    const use = this.#isInside ? [] : [{ kind: this.#kind!, when: and(...this.#conds) }]
    this.coded.set(name, { ...known, uses: [...known.uses, ...use] })
  }
}

export function usedColumns({ sources }: Mapping): UsedColumns {
  const walk = new Walk()
  for (const source of sources) walk.source(source)
  return { columns: walk.columns, coded: [...walk.coded.values()] }
}
