/** The columns that hold a key, and the source whose key it is -> those by which its row is joined, or why none can be. */
import type { Column, JoinTerm } from '../model.ts'
import type { DeclaredRows, Untied } from '../template/context.ts'
import type { Head } from './head.ts'
import { canTie, partOf, untied } from './key-term.ts'

export const nameOf = ({ alias, name }: Column): string => `${alias}.${name}`

const isInside = ({ rows, joins }: DeclaredRows, { alias }: Column): boolean =>
  [rows.table, ...joins].some((each) => each.alias === alias)

/** Child rows are read without the row around them: what ties them to it stands for what it is tied to. */
export function besideOne({ rows }: Head, held: readonly Column[]): readonly Column[] | undefined {
  const around = [...rows.values()].find((each) => held.some((column) => isInside(each, column)))
  if (around === undefined) return held
  const inside = held.flatMap((column) => insideOf(around, column) ?? [])
  return inside.length === held.length ? inside : undefined
}

function insideOf(declared: DeclaredRows, column: Column): Column | undefined {
  if (isInside(declared, column)) return column
  const isTie = ({ than, right }: JoinTerm): boolean =>
    than === undefined && 'alias' in right && nameOf(right) === nameOf(column)
  return declared.rows.on.find(isTie)?.left
}

export const apart = (held: readonly Column[]): Untied => ({
  message: `${held.map(nameOf).join(', ')} stand partly in child rows and partly outside of them: no row can be joined by them`,
  hint: 'tie the child rows by the columns outside (on:), or join their row inside of the rows',
})

export function misfit(target: Head, by: readonly Column[], held: readonly Column[]): Untied | undefined {
  const joined = by.find(({ alias }) => alias !== target.from.alias)
  if (joined !== undefined)
    return {
      message: `the key of ${target.name} stands in ${joined.table}, which its rows join: no row can be joined by it`,
      hint: `name columns of ${target.from.name} as the key, or read ${target.name} from ${joined.table}`,
    }
  const wrong = by.findIndex((column, index) => !canTie(partOf(target, column), held[index]!))
  return wrong < 0 ? undefined : untied(target.name, partOf(target, by[wrong]!), held[wrong]!)
}
