/** Tables, their columns and conditions over them, as data: each leads to the others, so they stand together. */
import type { Cut } from '../fhir/cut.ts'
import type { ColumnSchema } from './schema.ts'

/** A value as the database holds it, as text; see `rows/database.ts`. */
export type Raw = string | null

/** A column under the alias of its table in the statement (or in the child statement of its {@link Rows}). */
export interface Column {
  readonly alias: string
  readonly table: string
  readonly name: string
  readonly schema: ColumnSchema
  /** Texts that mean "no value" here, beside NULL and blank. For numbers compared by value. */
  readonly nulls: readonly string[]
  /** Claims of system.yaml that `check` verifies: how texts are stored, and of which characters. */
  readonly stored?: 'upper' | 'lower'
  readonly chars?: 'ascii' | 'digits'
  /** A claim of system.yaml: letters of other case are another value, in conditions of the mapping too. */
  readonly case?: 'exact'
  /**
   * Texts may have white space around them, so that SQL looks for it; a claim of system.yaml says that none have. `empty`: of numbers, there may be an
   * empty text in the place of one, as only SQLite lets in.
   */
  readonly blanks?: 'around' | 'empty'
  /** It stands in an index. */
  readonly indexed?: true
  /** Which letters the engine folds where it folds: all, unless only those of ASCII. */
  readonly letters?: 'ascii'
  /** Said to be optional, and not in this database: as NULL everywhere, its name in no statement. */
  readonly missing?: true
  /** Only these characters, or bytes, of its values are read, counted from 1; or no more than how many there are. */
  readonly slice?: ColumnSlice | 'size'
  /** There where it is no column of a table but one of two, as the row has it. */
  readonly choice?: ColumnChoice
}

export interface ColumnSlice {
  readonly from: number
  readonly count: number
}

/** What tells one place of a SELECT list from another. */
export const placeName = ({ alias, name, slice }: Column): string => {
  if (slice === undefined) return `${alias}.${name}`
  return slice === 'size' ? `${alias}.${name} size` : `${alias}.${name} ${slice.from}+${slice.count}`
}

/** The value of `then` in a row for which `when` holds, else that of `otherwise`; `when` and `otherwise` are of the column's own alias. */
export interface ColumnChoice {
  readonly when: Cond
  readonly then: Column
  readonly otherwise: Column
}

/** `left` is a column of the joined or child table; `right` one of the outer statement, a constant, or a text of both (`PAT_ID=1234`). */
export interface JoinTerm {
  readonly left: Column
  /** How `left` stands to `right` where they are not equal; then both have a value. */
  readonly than?: '<' | '>'
  /** Both are texts that hold uuids, of which small and capital letters mean the same. */
  readonly as?: 'uuid'
  readonly right: Column | { readonly constant: string } | { readonly pieces: readonly (string | Column)[] }
}

/** A table, or a derived table of the mapping's own SQL, under an alias. */
export interface Table {
  readonly name: string
  readonly alias: string
  /** The text of `sql("...")`, used in place of the name; or only these columns, each set of values once: the keys of a group. */
  readonly sql?: string
  readonly distinct?: readonly string[]
  /** What the mapping says of it beside schema.json. */
  readonly stated?: StatedFacts
}

/** Of a view or a derived table, which no catalog describes: what drives a statement, and what no two rows share. */
export interface StatedFacts {
  readonly rows?: number
  readonly unique: readonly (readonly string[])[]
  readonly indexes: readonly (readonly string[])[]
}

/** A to-one LEFT JOIN on keys, added to a statement only when one of its columns is needed. */
export interface Join extends Table {
  readonly on: readonly JoinTerm[]
  /** Which rows are joined, beside `on`. */
  readonly where?: Cond
  /** The row that a reference names: it is held against the row's own patient, so it stands behind the patient's row. */
  readonly isReferred?: true
}

/** A source, and the texts of a key of it; of a row that gives several resources, which kind. */
export interface RowName {
  readonly source: string
  readonly key: readonly string[]
  readonly kind?: string
}

/** To-many rows: read in batches by parent key, asked about with EXISTS. */
export interface Rows {
  readonly name: string
  readonly table: Table
  readonly joins: readonly Join[]
  readonly on: readonly JoinTerm[]
  readonly where: Cond
  readonly order: readonly { readonly column: Column; readonly descending: boolean }[]
  /** Only rows that are newer than the outer one: by the first of these columns, here and there, in which the two differ. No value is oldest. */
  readonly newer?: readonly { readonly own: Column; readonly other: Column }[]
}

/** A reference by the pieces of a text, of which no statement makes rows: the row that each names is read behind the rows with the texts. */
export interface PieceLookUp {
  /** The piece, and columns beside it, that hold the key. */
  readonly held: readonly Column[]
  /** The rows referred to, tied by their key, under the conditions by which they are served to whom the text is. */
  readonly rows: Rows
  /** What is read of them: the key, and whose they are. */
  readonly columns: readonly Column[]
}

/** Of child rows inside of others only those count that have in `own` what the row around them has in `of`. */
export interface Under {
  readonly own: Column
  readonly of: Column
}

/** A question about one column: its values compare by the column's rule (`mapping/equality`). */
export type Test =
  /** Has a value: neither NULL nor blank nor one of the column's sentinels. */
  | { readonly is: 'any' }
  /** Equals one of these (unpadded texts in the column's own form; numbers as digits), whatever the case when `fold`. Never empty. */
  | { readonly is: 'in'; readonly values: readonly string[]; readonly fold?: true }
  /**
   * `from <= column < below`: texts by code point whatever their case, numbers and times by value; of numbers each bound is a
   * {@link Cut}. One bound at least, but of numbers: without one it asks for any number. Implies `any`.
   */
  | { readonly is: 'range'; readonly from?: Cut | string; readonly below?: Cut | string }
  /**
   * Starts with / contains / ends with the text, whatever its case when `fold`. When `loose` the text is folded as searches fold (`fhir/string.ts`), and
   * so are the column's: SQL may let pass more, and the row decides. When `spread`, beside it, anything may stand between the characters. When it has
   * `heads`, beside it, the text is one that begins with one of these but for what is invisible in it; an index serves that, where there is one.
   */
  | {
      readonly is: 'prefix' | 'contains' | 'suffix'
      readonly text: string
      readonly fold: boolean
      readonly loose?: boolean
      readonly spread?: true
      readonly heads?: readonly string[]
    }
  /** A date before the tenant's today; becomes a range when a request is planned (`resolveFacts`). */
  | { readonly is: 'past'; readonly format: string }
  /** Names the organization that asks; becomes its key when a request is planned. */
  | { readonly is: 'tenant' }

export type Cond =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Cond[] }
  | { readonly kind: 'not'; readonly of: Cond }
  | { readonly kind: 'test'; readonly column: Column; readonly test: Test }
  /** Some row of a child table satisfies `where`. */
  | { readonly kind: 'some'; readonly rows: Rows; readonly where: Cond }

/** A condition known from both sides: `under` implies the exact one, which implies `over`. Equal objects mean exact. */
export interface Between {
  readonly over: Cond
  readonly under: Cond
}

/** The four tests from which all nine prefixes follow; instants in epoch ms, numbers as {@link Cut}s. `from <= value.low` etc. */
export interface Bounds<T = number> {
  /** The lower end of the value is at or after `x`. */
  lowFrom(x: T): Between
  /** The upper end (exclusive) of the value is at or before `x`. */
  highTo(x: T): Between
  /** The complements among values, for columns with texts that are none: those are in neither. Absent: has a value, and not the test above. */
  lowBefore?(x: T): Between
  highAfter?(x: T): Between
}
