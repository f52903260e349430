/** What a random case is: tables with their rows, a mapping as trees to be printed as YAML, and the forms of the language in it. */
import type { Random } from '../../src/verify/random.ts'
import type { Kind } from './columns.ts'
import type { Role } from './values.ts'

/** YAML as data: every scalar is a text. */
export type Tree = string | readonly Tree[] | TreeMap
export interface TreeMap {
  readonly [key: string]: Tree
}

export interface ColumnPlan {
  readonly name: string
  readonly kind: Kind
  readonly role: Role
}

export interface ForeignKeyPlan {
  readonly column: string
  readonly table: string
  readonly to: string
}

/** Rows hold texts, as `Raw` does; `load.ts` writes them as the column's kind wants. */
export interface TablePlan {
  readonly name: string
  readonly columns: readonly ColumnPlan[]
  readonly key: readonly string[]
  readonly indexes: readonly (readonly string[])[]
  readonly rows: readonly (readonly (string | null)[])[]
  readonly foreignKeys?: readonly ForeignKeyPlan[]
}

/** A code list as the lines of its CSV file, and its clause. */
export interface ListPlan {
  readonly lines: readonly string[]
  readonly clause: TreeMap
}

export interface Case {
  readonly seed: number
  readonly tables: readonly TablePlan[]
  readonly system: TreeMap
  readonly lists: Readonly<Record<string, ListPlan>>
  readonly sources: readonly TreeMap[]
  /** Names of what the language offers that was used in it. */
  readonly forms: readonly string[]
}

/** What is shared while a case is made up. */
export interface Making {
  readonly random: Random
  readonly forms: Set<string>
  readonly lists: Map<string, ListPlan>
}

/** A column as an expression names it. */
export interface Ref {
  readonly text: string
  readonly role: Role
  readonly kind: Kind
}

/** What a template may name where it stands: columns of the row, child rows, the piece that is `it`. */
export interface Scope {
  readonly columns: readonly Ref[]
  readonly rows: readonly { readonly name: string; readonly columns: readonly Ref[] }[]
  /** In child rows or pieces. */
  readonly isInside?: boolean
}

export const chance = ({ random }: Making, share: number): boolean => random() < share

/** From `least` to `most`, both included. */
export const count = ({ random }: Making, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1))

/** One of them; the list is not empty. */
export function pick<T>({ random }: Making, items: readonly T[]): T {
  const found = items[Math.floor(random() * items.length)]
  if (found === undefined) throw new Error('There is nothing to pick from.')
  return found
}

/** Notes that a form of the language is used, and gives the tree that uses it. */
export function noted<T>({ forms }: Making, form: string, tree: T): T {
  forms.add(form)
  return tree
}
