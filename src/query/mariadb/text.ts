/** Comparison of texts on MariaDB: `=` passes over blanks at the end; the collation folds case, for LIKE too, and an index serves it. */
import { foldsCase, mayHaveBlanks } from '../column-type.ts'
import { inStoredCase, likePattern, unbrokenBehind } from '../like.ts'
import { expressionOf, leadsOf, pcreSpell, spelledExpression, writeLeads } from '../loose.ts'
import type { Column } from '../../mapping/model.ts'
import type { Bind, LikeTest } from '../rules.ts'

export const ignoresBlanks = (): boolean => true

export const trimmed = (sql: string): string => sql

/** The blanks themselves: a class of expressions has those of all scripts, and a backslash may be no escape. */
const blanks = '[\t-\r \u00a0]+'

export const stripped = (sql: string): string => `REGEXP_REPLACE(${sql}, '^${blanks}|${blanks}$', '')`

/** An index in the order of numbers has a tab before nothing at all, and LIKE begins to read behind it. */
const isByNumber = ({ schema }: Column): boolean => schema.collationName?.endsWith('_bin') === true

/** The white space that stands least behind a text in the order of the column: where blanks fill it up, a tab is less than nothing. */
const leastBehind = ({ schema }: Column): string => (schema.collationName?.includes('nopad') === true ? '' : '\t')

/** A tab is less than nothing at all, which is filled up with blanks where it is compared. */
export function startsBlank(sql: string, column: Column): string {
  const unbrokenFirst = isByNumber(column)
    ? `${sql} >= '\u00a0${leastBehind(column)}' AND ${sql} < '\u00a1'`
    : `${sql} LIKE '\u00a0%'`
  return `(${sql} < '0' AND ${sql} <> '' OR ${unbrokenFirst})`
}

export function startsWith(sql: string, column: Column, value: string, bind: Bind): string {
  if (!isByNumber(column)) return like(sql, column, { is: 'prefix', text: value, fold: false }, bind)
  const below = `${sql} >= ${bind(`${value}\u0001`)} AND ${sql} < ${bind(`${value}0`)}`
  return `${below} OR ${unbrokenBehind(sql, value, bind, leastBehind(column))}`
}

export const unbroken = (sql: string, column: Column, value: string, bind: Bind): string =>
  isByNumber(column)
    ? unbrokenBehind(sql, value, bind, leastBehind(column))
    : like(sql, column, { is: 'prefix', text: `${value}\u00a0`, fold: false }, bind)

/** Without blanks at its end, which only `=` passes over. */
const bare = (sql: string, column: Column): string => (mayHaveBlanks(column) ? sql : `RTRIM(${sql})`)

const isUtf8 = ({ schema: { collationName } }: Column): boolean => /^(?:utf8|uca1400)/.test(collationName ?? 'utf8')

const utf8 = (sql: string, column: Column): string => (isUtf8(column) ? sql : `CONVERT(${sql} USING utf8mb4)`)

/** Of the character set of Hebrew the bytes beyond ASCII have no case. */
export function ordered(sql: string, column: Column, folds: boolean): string {
  const bytes = `CAST(${utf8(bare(sql, column), column)} AS BINARY)`
  return folds ? `CAST(LOWER(CONVERT(${bytes} USING hebrew)) AS BINARY)` : bytes
}

export const spelled = (sql: string, column: Column, value: string, bind: Bind): string =>
  `CONVERT(${bare(sql, column)} USING utf8mb4) COLLATE utf8mb4_bin REGEXP ${bind(spelledExpression(value, pcreSpell, '\\z'))}`

export const text = (sql: string): string => `RTRIM(${sql})`

const charsetOf = (collation: string): string => collation.split('_')[0]!

/** Of unlike character sets the one with all letters is converted to. */
export function collated(sql: string, column: Column, as: Column): string {
  const [own, asked] = [column.schema.collationName, as.schema.collationName]
  if (own === undefined || asked === undefined || own === asked) return sql
  if (charsetOf(own) === charsetOf(asked)) return `${sql} COLLATE ${asked}`
  return `CONVERT(${sql} USING utf8mb4)${charsetOf(asked) === 'utf8mb4' ? ` COLLATE ${asked}` : ''}`
}

export const concat = (texts: readonly string[]): string => `CONCAT(${texts.join(', ')})`

/** A pattern in the character set of the column, which must not be converted to another. */
function pattern(column: Column, bound: string): string {
  const { collationName } = column.schema
  return isUtf8(column) || collationName === undefined ? bound : `CONVERT(${bound} USING ${charsetOf(collationName)})`
}

/** Those of old code pages leave some letters with accents apart that others take for the same. */
function leadsIn(column: Column, test: LikeTest): readonly string[] {
  if (isUtf8(column)) return leadsOf(column, test)
  const leads = leadsOf({ ...column, schema: { ...column.schema, accents: 'sensitive' } }, test)
  return column.schema.collationName?.startsWith('latin1') ? leads.filter((letter) => letter <= '\u00ff') : leads
}

/** The column's own collation serves the index only: letters are compared by their numbers. */
function loose(sql: string, column: Column, test: LikeTest, bind: Bind): string {
  const like = (text: string): string => `${sql} LIKE ${pattern(column, bind(`${text}%`))}`
  const leads = writeLeads(leadsIn(column, test), test, { sql, bind, like, startsBlank: startsBlank(sql, column) })
  const expression = `(?s)${expressionOf(test, pcreSpell)}`
  return `${leads}CONVERT(${sql} USING utf8mb4) COLLATE utf8mb4_bin REGEXP ${bind(expression)}`
}

/** A backslash is no escape where the server runs with NO_BACKSLASH_ESCAPES, so another one is named. */
export function like(sql: string, column: Column, asked: LikeTest, bind: Bind): string {
  if (asked.loose === true) return loose(sql, column, asked, bind)
  const test = inStoredCase(column, asked)
  const bound = pattern(column, bind(likePattern(test, '!', '%_')))
  const subject = test.is === 'suffix' ? `RTRIM(${sql})` : sql
  if (!test.fold || foldsCase(column)) return `${subject} LIKE ${bound} ESCAPE '!'`
  return `LOWER(${subject}) LIKE LOWER(${bound}) ESCAPE '!'`
}
