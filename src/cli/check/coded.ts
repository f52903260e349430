/** A mapping -> every column that is looked up in a code list, with the rows that come to the lookup. */
import { and, type Cond } from '../../mapping/cond.ts'
import type { CodesUse } from '../../mapping/model.ts'
import { wholeOf } from '../../mapping/lenses/pipeline.ts'
import type {
  Child,
  Column,
  Each,
  Element,
  Hole,
  Kind,
  Mapping,
  Node,
  Occurrence,
  Place,
  Rows,
  Source,
} from '../../mapping/model.ts'
import { disjoint, ofWhole, unlessEarlier } from '../../mapping/template/alive.ts'
import { isNone, vitals } from '../../mapping/template/life.ts'
import { columnName } from './columns.ts'

/** What is served where the list gives nothing: a later alternative, other values of the element, or nothing. */
export type Fallback = 'next' | 'beside' | 'nothing'

/** Rows of one kind that come to the lookup: those that satisfy `when`, which bounds them from above. */
export interface CodedUse {
  readonly kind: Kind
  readonly when: Cond
}

/** A column whose values are counted, in the rows that come to it. */
export interface Tallied {
  readonly column: Column
  /** Where the column holds several codes, what stands between them. */
  readonly separator?: string
  readonly source: Source
  /** Child tables on the way to the column, from the outside in. */
  readonly rows: readonly Rows[]
  readonly uses: readonly CodedUse[]
}

export interface CodedColumn extends Tallied {
  readonly codes: CodesUse
  readonly at: Place
  readonly fallback: Fallback
}

/** Where the walk is. */
export interface Way {
  readonly source: Source
  readonly kind: Kind
  readonly conds: readonly Cond[]
  readonly rows: readonly Rows[]
  readonly splits: readonly Extract<Each, { readonly kind: 'split' }>[]
  readonly fallback: Fallback
}

type Found = Omit<CodedColumn, 'uses'> & { readonly use: CodedUse }

export const startOf = (source: Source, kind: Kind): Way => ({
  source,
  kind,
  ...{ conds: [], rows: [], splits: [], fallback: 'nothing' },
})

export function through(way: Way, { when, each }: Occurrence): Way {
  return {
    ...way,
    conds: [...way.conds, ofWhole(when).over],
    rows: each === undefined || each.kind === 'split' ? way.rows : [...way.rows, each.rows],
    splits: each?.kind === 'split' ? [...way.splits, each] : way.splits,
  }
}

const canFollow = (own: Occurrence, later: Occurrence): boolean =>
  !isNone(later.node) && !disjoint(own.when, later.when)

/** An alternative is looked at where the earlier ones yield nothing. */
function findInAlternatives(way: Way, occurrences: readonly Occurrence[]): readonly Found[] {
  return occurrences.flatMap((each, index) => {
    const isFollowed = occurrences.slice(index + 1).some((later) => canFollow(each, later))
    const unless = unlessEarlier(occurrences.slice(0, index), each).over
    const own: Way = { ...way, conds: [...way.conds, unless], ...(isFollowed && { fallback: 'next' }) }
    return findInNode(through(own, each), each.node)
  })
}

function findInNode(way: Way, node: Node): readonly Found[] {
  if (node.kind === 'hole') return findInHole(way, node)
  if (node.kind === 'first') return findInAlternatives(way, node.of)
  return node.kind === 'constant' ? [] : node.children.flatMap((child) => findInChild(way, node, child))
}

/** Where nothing else keeps the element alive, what stands in for the element stands in for the child. */
function isVital(element: Element, child: Child): boolean {
  const [only, ...others] = vitals(element) ?? []
  return only === child && others.length === 0
}

const isCoding = ({ type }: Child): boolean => type === 'Coding' || type === 'CodeableConcept'

function findInChild(way: Way, element: Element, child: Child): readonly Found[] {
  const own: Way = { ...way, fallback: isVital(element, child) ? way.fallback : 'nothing' }
  if (!child.array) return findInAlternatives(own, child.occurrences)
  const inside: Way = child.occurrences.length > 1 && isCoding(child) ? { ...own, fallback: 'beside' } : own
  return child.occurrences.flatMap((each) => findInNode(through(inside, each), each.node))
}

/** Columns of derived tables are left out: they are in no catalog. */
export function isDerived({ source, rows }: Way, { alias: own }: Column): boolean {
  const tables = [source.from, ...source.joins, ...rows.flatMap(({ table, joins }) => [table, ...joins])]
  return tables.some(({ alias, sql }) => alias === own && sql !== undefined)
}

function findInHole(way: Way, { lens, at }: Hole): readonly Found[] {
  const { source, kind, conds, rows, splits, fallback } = way
  const [column] = lens.columns
  if (column === undefined || lens.codes === undefined) return []
  const own = wholeOf(column) ?? column
  if (own.missing === true || isDerived(way, own)) return []
  const separator = splits.find((each) => each.it === column)?.separator
  const use = { kind, when: and(...conds) }
  const split = separator === undefined ? {} : { separator }
  return [{ column: own, codes: lens.codes, at, source, rows, fallback, use, ...split }]
}

/** One of each list that a column of a source is looked up in, in the order of the mapping. */
export function codedColumns({ sources }: Mapping): readonly CodedColumn[] {
  const known = new Map<string, CodedColumn>()
  for (const source of sources) {
    for (const kind of source.kinds) {
      for (const { use, ...found } of findInNode(startOf(source, kind), kind.tree)) {
        const { column, codes, rows } = found
        const name = [source.name, ...rows.map((each) => each.name), columnName(column), codes.list].join(' ')
        const before = known.get(name)
        known.set(name, before ? { ...before, uses: [...before.uses, use] } : { ...found, uses: [use] })
      }
    }
  }
  return [...known.values()]
}
