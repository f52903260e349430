/** A mapping -> which columns hold codes, as far as it shows, so that `check` may name their values: none whose texts are of patients. */
import { wholeOf } from '../../mapping/lenses/pipeline.ts'
import type { Column, Hole, Mapping, Node, Source } from '../../mapping/model.ts'
import { columnName } from './columns.ts'

const codes: ReadonlySet<string> = new Set(['code', 'Coding', 'CodeableConcept', 'boolean'])
const types: ReadonlySet<string> = new Set(['char', 'varchar', 'nvarchar', 'integer', 'bit'])

/** The texts or numbers that a lens serves as they are; behind the number of a quantity stands its unit. */
function servedBy({ lens }: Hole): readonly Column[] {
  if (lens.codes !== undefined || codes.has(lens.gives)) return []
  return lens.gives === 'Quantity' ? lens.columns.slice(0, 1) : lens.columns
}

function holesOf(node: Node): readonly Hole[] {
  if (node.kind === 'hole') return [node]
  if (node.kind === 'first') return node.of.flatMap((each) => holesOf(each.node))
  return node.kind === 'constant'
    ? []
    : node.children.flatMap(({ occurrences }) => occurrences.flatMap((each) => holesOf(each.node)))
}

/** Keys tell whose a row is. */
const keysOf = ({ key, root, tenant }: Source): readonly Column[] => [
  ...key.map(({ column }) => column),
  ...(root.kind === 'reference' ? root.columns : []),
  ...(tenant === undefined ? [] : [tenant]),
]

const isListed = ({ lens }: Hole): boolean => lens.codes !== undefined

/** Whether a column holds short codes that are served as nothing but codes, or looked up in a list. */
export function codeLike({ sources }: Pick<Mapping, 'sources'>): (column: Column) => boolean {
  const holes = sources.flatMap(({ kinds }) => kinds.flatMap(({ tree }) => holesOf(tree)))
  const namesOf = (columns: readonly Column[]): ReadonlySet<string> =>
    new Set(columns.map((column) => columnName(wholeOf(column) ?? column)))
  const listed = namesOf(holes.filter(isListed).flatMap(({ lens }) => lens.columns.slice(0, 1)))
  const served = namesOf(holes.flatMap(servedBy))
  const keys = namesOf(sources.flatMap(keysOf))
  return (column) => {
    const name = columnName(column)
    return types.has(column.schema.type) && !keys.has(name) && (listed.has(name) || !served.has(name))
  }
}
