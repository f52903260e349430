/** A mapping -> every column whose values choose what is served (`case`, `when`, `kinds`, `is`), with the lists that name some of them. */
import { always, and, type Cond } from '../../mapping/cond.ts'
import type { List } from '../../mapping/equality/list.ts'
import { wholeOf } from '../../mapping/lenses/pipeline.ts'
import type { Column, Hole, Kind, Mapping, Node, Occurrence, Place, Source } from '../../mapping/model.ts'
import { isDerived, startOf, through, type CodedUse, type Tallied, type Way } from './coded.ts'
import { columnName } from './columns.ts'

export interface AskedColumn extends Tallied {
  readonly at: Place
  readonly lists: readonly List[]
  /** What no branch names is taken by the last: `else`. */
  readonly hasElse: boolean
  readonly uses: readonly CodedUse[]
}

type Found = Omit<AskedColumn, 'uses'> & { readonly use: CodedUse }

/** A list of values that a condition names of a column. */
export interface Named {
  readonly column: Column
  readonly list: List
  readonly isNot: boolean
}

/** Of the row itself, not of others that it may have. */
export function namedIn(cond: Cond, isNot = false): readonly Named[] {
  switch (cond.kind) {
    case 'test':
      return cond.test.is === 'in' ? [{ column: cond.column, list: cond.test, isNot }] : []
    case 'not':
      return namedIn(cond.of, !isNot)
    case 'and':
    case 'or':
      return cond.of.flatMap((each) => namedIn(each, isNot))
    default:
      return []
  }
}

/** The values for which `is` gives true. */
export function truthsOf({ lens }: Hole): readonly Named[] {
  if (lens.gives !== 'boolean') return []
  const truth = lens.match({ kind: 'token', code: 'true' }, { tenant: { key: '', zone: 'UTC', facts: {} }, now: 0 })
  return truth === undefined ? [] : namedIn(truth.over)
}

const sameColumn = (a: Column, b: Column): boolean => a.alias === b.alias && a.name === b.name

/** Branches beside each other, of which one is chosen by a column: a site for each column. */
function sitesOf(way: Way, at: Place, names: readonly Named[]): readonly Found[] {
  const columns = names.flatMap(({ column }, index) =>
    names.findIndex((each) => sameColumn(each.column, column)) === index ? [column] : [],
  )
  return columns.flatMap((column) => {
    const own = wholeOf(column) ?? column
    if (own.missing === true || own.choice !== undefined || isDerived(way, own)) return []
    const separator = way.splits.find(({ it }) => it === column)?.separator
    const of = names.filter((each) => sameColumn(each.column, column))
    const { source, rows, kind, conds } = way
    return {
      ...{ column: own, source, rows, at, lists: of.map(({ list }) => list) },
      ...(separator !== undefined && { separator }),
      hasElse: of.some(({ isNot }) => isNot) && of.some(({ isNot }) => !isNot),
      use: { kind, when: and(...conds) },
    }
  })
}

function findInBranches(way: Way, occurrences: readonly Occurrence[]): readonly Found[] {
  const [first] = occurrences
  if (first === undefined) return []
  const inside = through(way, { ...first, when: always })
  const sites = sitesOf(
    inside,
    first.at,
    occurrences.flatMap(({ when }) => namedIn(when)),
  )
  return [...sites, ...occurrences.flatMap((each) => findInNode(through(way, each), each.node))]
}

function findInNode(way: Way, node: Node): readonly Found[] {
  if (node.kind === 'hole') return sitesOf(way, node.at, truthsOf(node))
  if (node.kind === 'first') return findInBranches(way, node.of)
  if (node.kind === 'constant') return []
  return node.children.flatMap(({ occurrences }) => findInBranches(way, occurrences))
}

const everyRow = (kind: Kind): Kind => ({ ...kind, when: always })

function findInSource(source: Source): readonly Found[] {
  const [first] = source.kinds
  const chosen = source.kinds.flatMap(({ when }) => namedIn(when))
  return [
    ...(first === undefined ? [] : sitesOf(startOf(source, everyRow(first)), source.at, chosen)),
    ...source.kinds.flatMap((kind) => findInNode(startOf(source, kind), kind.tree)),
  ]
}

const nameOf = ({ source, rows, column, at, lists }: Found): string =>
  JSON.stringify([source.name, rows.map(({ name }) => name), columnName(column), at.file, at.line, lists])

/** One for each place of the mapping, whatever kinds come to it. */
export function askedColumns({ sources }: Pick<Mapping, 'sources'>): readonly AskedColumn[] {
  const known = new Map<string, AskedColumn>()
  for (const { use, ...found } of sources.flatMap(findInSource)) {
    const name = nameOf({ ...found, use })
    const before = known.get(name)
    known.set(name, { ...found, uses: [...(before?.uses ?? []), use] })
  }
  return [...known.values()]
}
