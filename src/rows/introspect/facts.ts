/** What each engine's catalog tells of itself, and the one way to ask it. */
import type { Binding } from '../../query/query.ts'
import type { Database, Raw, Row } from '../database.ts'

export interface TableFacts {
  readonly table: string
  readonly rows: number
}

/** `native` is the type in the engine's words, with its sizes: `varchar(8)`. */
export interface ColumnFacts {
  readonly table: string
  readonly column: string
  readonly native: string
  readonly nullable: boolean
  /** Left out where the type holds no text. */
  readonly text?: TextFacts
}

export interface TextFacts {
  readonly collation: 'ci' | 'cs'
  readonly accents: 'sensitive' | 'insensitive'
  readonly name?: string
}

/** One column of an index; those of an index come in its order. */
export interface IndexFacts {
  readonly table: string
  readonly index: string
  readonly column: string
  readonly unique: boolean
  readonly primary: boolean
}

/** One column of a foreign key; those of a key come in its order. */
export interface ReferenceFacts {
  readonly table: string
  readonly key: string
  readonly column: string
  readonly target: string
  readonly to: string
  readonly trusted: boolean
}

export interface Facts {
  readonly tables: readonly TableFacts[]
  /** In the order of the table. */
  readonly columns: readonly ColumnFacts[]
  readonly indexes: readonly IndexFacts[]
  readonly references: readonly ReferenceFacts[]
  /** What could not be asked, in words. */
  readonly notes?: readonly string[]
}

/** Reads the facts of one schema; undefined is the engine's default one. */
export type FactReader = (database: Database, schema: string | undefined) => Promise<Facts>

/** All rows of a catalog query. */
export async function ask(database: Database, sql: string, ...values: readonly string[]): Promise<readonly Row[]> {
  const bindings = values.map((value): Binding => ({ value, type: { kind: 'text', unicode: true } }))
  const rows: Row[] = []
  for await (const batch of database.read({ dialect: database.dialect, sql, bindings })) rows.push(...batch)
  return rows
}

/** A row of (table, column, native type, nullable) and whatever comes behind. */
export function columnFacts([table, column, native, nullable]: Row): ColumnFacts {
  return { table: text(table), column: text(column), native: text(native), nullable: nullable === '1' }
}

/** Rows of (table, index, column, unique, primary). */
export function indexFacts(rows: readonly Row[]): readonly IndexFacts[] {
  return rows.map(([table, index, column, unique, primary]) => ({
    table: text(table),
    index: text(index),
    column: text(column),
    unique: unique === '1',
    primary: primary === '1',
  }))
}

/** Rows of (table, foreign key, column, table referred to, column there, trusted). */
export function referenceFacts(rows: readonly Row[]): readonly ReferenceFacts[] {
  return rows.map(([table, key, column, target, to, trusted]) => ({
    table: text(table),
    key: text(key),
    column: text(column),
    target: text(target),
    to: text(to),
    trusted: trusted === '1',
  }))
}

/** Rows of (table, count). */
export function tableFacts(rows: readonly Row[]): readonly TableFacts[] {
  return rows.map(([table, count]) => ({ table: text(table), rows: Number(count ?? 0) }))
}

export function text(value: Raw | undefined): string {
  return value ?? ''
}

/** How a collation compares, told by trying: whether a = A, and whether e = é. */
export function textFacts(sameCase: boolean, sameAccent: boolean): TextFacts {
  return { collation: sameCase ? 'ci' : 'cs', accents: sameAccent ? 'insensitive' : 'sensitive' }
}
