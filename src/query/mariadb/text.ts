/** Comparison of texts on MariaDB: `=` passes over blanks at the end; the collation folds case, for LIKE too, and an index serves it. */
import { foldsCase } from '../column-type.ts'
import { inStoredCase, likePattern } from '../like.ts'
import { expressionOf, leadsOf, pcreSpell } from '../loose.ts'
import type { Column } from '../../mapping/model.ts'
import type { Bind, LikeTest } from '../rules.ts'

export const ignoresBlanks = (): boolean => true

export const trimmed = (sql: string): string => sql

const unbroken = '\u00a0'

export const stripped = (sql: string): string =>
  `REGEXP_REPLACE(${sql}, '^[[:space:]${unbroken}]+|[[:space:]${unbroken}]+$', '')`

/** A tab is less than nothing at all, which is filled up with blanks where it is compared. */
export const startsBlank = (sql: string): string => `(${sql} < '0' AND ${sql} <> '' OR ${sql} LIKE '${unbroken}%')`

export const startsWith = (sql: string, column: Column, value: string, bind: Bind): string =>
  like(sql, column, { is: 'prefix', text: value, fold: false }, bind)

export const ordered = (sql: string): string => `CAST(LOWER(RTRIM(${sql})) AS BINARY)`

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

/** The column's own collation serves the index only: letters are compared by their numbers. */
function loose(sql: string, column: Column, test: LikeTest, bind: Bind): string {
  const leads = leadsOf(column, test)
  const pattern = `(?s)${expressionOf(test, pcreSpell)}`
  const seek = leads.map((each) => `${sql} LIKE ${bind(`${each}%`)}`).join(' OR ')
  const matched = `CONVERT(${sql} USING utf8mb4) COLLATE utf8mb4_bin REGEXP ${bind(pattern)}`
  return seek === '' ? matched : `(${seek}) AND ${matched}`
}

/** A backslash is no escape where the server runs with NO_BACKSLASH_ESCAPES, so another one is named. */
export function like(sql: string, column: Column, asked: LikeTest, bind: Bind): string {
  if (asked.loose === true) return loose(sql, column, asked, bind)
  const test = inStoredCase(column, asked)
  const bound = bind(likePattern(test, '!', '%_'))
  const subject = test.is === 'suffix' ? `RTRIM(${sql})` : sql
  if (!test.fold || foldsCase(column)) return `${subject} LIKE ${bound} ESCAPE '!'`
  return `LOWER(${subject}) LIKE LOWER(${bound}) ESCAPE '!'`
}
