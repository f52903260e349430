/** What one dialect does its own way. Every difference between the four is a member here, and has its twin in each dialect's folder. */
import type { Test } from '../mapping/cond.ts'
import type { Column } from '../mapping/model.ts'
import type { Dialect } from './query.ts'

/** Binds a value as the column's type and gives the placeholder that stands for it. */
export type Bind = (value: string) => string

export type LikeTest = Extract<Test, { readonly is: 'prefix' | 'contains' | 'suffix' }>

/** Literals of SQL: exclusive. */
export interface NumberEnds {
  readonly above?: string
  readonly below?: string
}

/**
 * | difference           | sqlite             | postgres              | mariadb      | mssql                        |
 * |----------------------|--------------------|-----------------------|--------------|------------------------------|
 * | names                | "a"                | "a"                   | `a`          | [a]                          |
 * | placeholders         | ?                  | $1                    | ?            | @p1                          |
 * | first n rows         | LIMIT n            | LIMIT n               | LIMIT n      | OFFSET 0 ROWS FETCH NEXT n   |
 * | parameters at most   | 32,766             | 65,535                | 65,535       | 2,100                        |
 * | values as text       | by the driver      | by the protocol       | the protocol | CONVERT in the SELECT list   |
 * | blanks at the end    | count              | count, but in CHAR    | are ignored  | are ignored, but not by LIKE |
 * | folding of case      | NOCASE, LIKE       | ILIKE                 | collation    | collation                    |
 * | prefix by index      | range              | range and LIKE        | LIKE         | LIKE, `[` escaped            |
 * | a part of a value    | substr             | substring from for    | SUBSTRING    | SUBSTRING of CONVERT         |
 * | columns as operands  | all                | what is no plain type by CAST | FLOAT, YEAR, INET by CAST | what is no plain type by CONVERT |
 * | uuid of its own type | -                  | uuid                  | uuid         | uniqueidentifier             |
 * | a text of pieces     | a \|\| b             | a \|\| b                | CONCAT(a, b) | a + b                        |
 * | not a number          | texts, infinities  | NaN, infinities       | -            | -                            |
 * | left table first     | CROSS JOIN         | INNER JOIN            | STRAIGHT_JOIN | INNER JOIN                  |
 */
export interface Rules {
  readonly dialect: Dialect
  /** The most values that one statement may bind, a few kept back. */
  readonly maximumBindings: number
  /** The word of an inner join whose left side is to be read first, where the engine would else walk the right one in its order. */
  readonly joinAfter: string
  quote(name: string): string
  /** `ordinal` counts from 1. */
  placeholder(ordinal: number): string
  /** What follows ORDER BY to give the first `count` rows. */
  limit(count: number): string
  /** The column as something that can be compared, grouped, sorted and given to functions. */
  operand(sql: string, column: Column): string
  /** What stands for a bound value, in each form in which the column may hold it. */
  held(bound: string, column: Column): readonly string[]
  /** The column as pages go by it: in the order of its texts. */
  sorted(sql: string, column: Column): string
  /** A column of the SELECT list, as the text that {@link Raw} describes. */
  output(sql: string, column: Column): string
  /** How many bytes a binary column holds, or characters. */
  size(sql: string, column: Column): string
  /** `count` of them from `from` on, which counts from 1. */
  slice(sql: string, from: string, count: string, column: Column): string
  /** Whether `=` and IN take `A` and `A   ` in this column for the same. */
  ignoresBlanks(column: Column): boolean
  /** The column without blanks at its end, for tests that no index serves. */
  trimmed(sql: string, column: Column): string
  /** The column without white space around it. */
  stripped(sql: string, column: Column): string
  /** True of all texts that begin with white space; an index serves it. */
  startsBlank(sql: string, column: Column): string
  /** True of all texts that are `value` and white space behind it; an index serves it. */
  startsWith(sql: string, column: Column, value: string, bind: Bind): string
  /** True of all texts that are `value` and the blank that does not break a line behind it; an index serves it. */
  unbroken(sql: string, column: Column, value: string, bind: Bind): string
  /** A text compared and ordered by code point; when `folds`, with the letters of ASCII small, and all others as they are. */
  ordered(sql: string, column: Column, folds: boolean): string
  /** True of texts that are `value` letter by letter, each in any case. */
  spelled(sql: string, column: Column, value: string, bind: Bind): string
  /** The column as a text, without blanks at its end. */
  text(sql: string, column: Column): string
  /** A text, compared by the collation of the column that it is held against: engines refuse to compare two collations, or choose one of them. */
  collated(sql: string, column: Column, as: Column): string
  /** A uuid of its own type, or of 16 bytes, as a text in small letters, of the collation of the column that it is held against; NULL where it is none. */
  uuidText(sql: string, column: Column, as: Column): string
  /** A text as a uuid of this column's type; NULL where it is none. */
  uuidOf(text: string, as: Column): string
  /** Texts one after the other; NULL where one of them is. */
  concat(texts: readonly string[]): string
  /** What lies below and above every number in a numeric column that can hold something else too, in SQL; empty where it cannot. */
  numbers(column: Column): NumberEnds
  /** A pattern test that is true, false, or NULL for a NULL. */
  like(sql: string, column: Column, test: LikeTest, bind: Bind): string
}
