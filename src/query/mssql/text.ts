/** Comparison of texts on SQL Server: `=` passes over blanks at the end; the collation folds case, for LIKE too; `[` opens a class. */
import { foldsCase, isNational, mayHaveBlanks } from '../column-type.ts'
import { inStoredCase, likePattern } from '../like.ts'
import { globbed, leadsOf, spelledPattern, writeLeads } from '../loose.ts'
import type { Column } from '../../mapping/model.ts'
import type { Bind, LikeTest } from '../rules.ts'

export const ignoresBlanks = (): boolean => true

export const trimmed = (sql: string): string => sql

const blanks = "CHAR(9) + CHAR(10) + CHAR(11) + CHAR(12) + CHAR(13) + ' ' + CHAR(160)"

/** Where the first character stands that is no white space; one behind the end where none is. */
const firstOf = (sql: string): string => `PATINDEX('%[^' + ${blanks} + ']%', ${sql} + '.' COLLATE Latin1_General_BIN2)`

/** From the first to the last of these, counted from both ends: TRIM takes no characters before SQL Server 2017. Nothing but white space gives ''. */
export const stripped = (sql: string): string =>
  `SUBSTRING(${sql}, ${firstOf(sql)}, ABS(LEN(${sql} + '.') + 1 - ${firstOf(sql)} - ${firstOf(`REVERSE(${sql})`)}))`

/** A national text on the right would have a column of the code page converted, and its index lost. */
export const startsBlank = (sql: string, { schema }: Column): string =>
  `(${sql} < '0' AND ${sql} <> '' OR ${sql} LIKE ${isNational(schema) ? 'NCHAR' : 'CHAR'}(160) + '%')`

export const startsWith = (sql: string, column: Column, value: string, bind: Bind): string =>
  like(sql, column, { is: 'prefix', text: value, fold: false }, bind)

export const unbroken = (sql: string, column: Column, value: string, bind: Bind): string =>
  like(sql, column, { is: 'prefix', text: `${value}\u00a0`, fold: false }, bind)

/** Letters beyond ASCII are folded as well. */
export const ordered = (sql: string, _: Column, folds: boolean): string =>
  `${folds ? `LOWER(${sql})` : sql} COLLATE Latin1_General_BIN2`

const likeLiteral = (character: string): string => ('!%_['.includes(character) ? `!${character}` : character)

export const spelled = (sql: string, column: Column, value: string, bind: Bind): string =>
  `${mayHaveBlanks(column) ? sql : `RTRIM(${sql})`} COLLATE Latin1_General_BIN2 LIKE ${bind(spelledPattern(value, likeLiteral))} ESCAPE '!'`

/** As VARCHAR unless the column has more: a national text on the right would have the column on the left converted, and its index lost. */
export function text(sql: string, { schema: { type, length = type === 'text' ? 8000 : 40 } }: Column): string {
  return type === 'integer' ? `CONVERT(varchar(20), ${sql})` : `RTRIM(CONVERT(varchar(${length}), ${sql}))`
}

export function collated(sql: string, column: Column, as: Column): string {
  const [own, asked] = [column.schema.collationName, as.schema.collationName]
  return own === undefined || asked === undefined || own === asked ? sql : `${sql} COLLATE ${asked}`
}

export const concat = (texts: readonly string[]): string => `(${texts.join(' + ')})`

/** The column's own collation serves the index only: letters are compared by their numbers. */
function loose(sql: string, column: Column, test: LikeTest, bind: Bind): string {
  const like = (text: string): string => `${sql} LIKE ${bind(`${text}%`)}`
  const leads = writeLeads(leadsOf(column, test), test, { sql, bind, like, startsBlank: startsBlank(sql, column) })
  const binary = `${sql} COLLATE Latin1_General_BIN2`
  const matched = globbed(test, '%', likeLiteral, (pattern) => `${binary} LIKE ${bind(pattern)} ESCAPE '!'`)
  return leads + matched
}

export function like(sql: string, column: Column, asked: LikeTest, bind: Bind): string {
  if (asked.loose === true) return loose(sql, column, asked, bind)
  const test = inStoredCase(column, asked)
  const bound = bind(likePattern(test, '!', '%_['))
  const subject = test.is === 'suffix' ? `RTRIM(${sql})` : sql
  if (!test.fold || foldsCase(column)) return `${subject} LIKE ${bound} ESCAPE '!'`
  return `LOWER(${subject}) LIKE LOWER(${bound}) ESCAPE '!'`
}
