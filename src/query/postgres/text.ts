/** Comparison of texts on PostgreSQL: CHAR(n) pads for `=` but not for LIKE; an index of any collation serves ranges, never LIKE alone. */
import { foldsCase } from '../column-type.ts'
import { blankBehind, collatedRange, inStoredCase, likePattern, unbrokenBehind } from '../like.ts'
import { expressionOf, postgresSpell, spelledExpression } from '../loose.ts'
import type { Column } from '../../mapping/model.ts'
import type { Bind, LikeTest } from '../rules.ts'

export const ignoresBlanks = ({ schema }: Column): boolean => schema.padded && schema.type === 'char'

export const trimmed = (sql: string): string => `rtrim(${sql})`

export const stripped = (sql: string): string => `btrim(${sql}, E' \\t\\n\\x0B\\f\\r\\u00A0')`

/** White space comes before digits in all its collations; the blank that does not break a line does not in that of C. */
export const startsBlank = (sql: string): string =>
  `(${sql} >= E'\\t' AND ${sql} < '0' OR ${sql} >= E'\\u00A0' AND ${sql} < E'\\u00A1')`

export const startsWith = (sql: string, _: Column, value: string, bind: Bind): string => blankBehind(sql, value, bind)

export const unbroken = (sql: string, _: Column, value: string, bind: Bind): string => unbrokenBehind(sql, value, bind)

/** What is of the collation C is folded so too: the letters of ASCII. */
export const ordered = (sql: string, _: Column, folds: boolean): string =>
  folds ? `lower(${sql} COLLATE "C")` : `${sql} COLLATE "C"`

export const spelled = (sql: string, _: Column, value: string, bind: Bind): string =>
  `${sql} COLLATE "C" ~ ${bind(spelledExpression(value, postgresSpell, '$'))}`

export const text = (sql: string): string => `rtrim(CAST(${sql} AS text))`

export function collated(sql: string, column: Column, as: Column): string {
  const [own, asked] = [column.schema.collationName, as.schema.collationName]
  return own === undefined || asked === undefined || own === asked ? sql : `${sql} COLLATE ${asked}`
}

export const concat = (texts: readonly string[]): string => `(${texts.join(' || ')})`

function seek(sql: string, test: LikeTest, bind: Bind): string {
  const range = test.is === 'prefix' && !test.fold ? collatedRange(test.text) : undefined
  return range === undefined ? '' : `${sql} >= ${bind(range.from)} AND ${sql} < ${bind(range.below)} AND `
}

export function like(sql: string, column: Column, asked: LikeTest, bind: Bind): string {
  if (asked.loose === true) return `${sql} COLLATE "C" ~ ${bind(expressionOf(asked, postgresSpell))}`
  const test = inStoredCase(column, asked)
  const operator = test.fold ? 'ILIKE' : 'LIKE'
  const range = seek(sql, test, bind)
  const plain = test.is === 'suffix' ? trimmed(sql) : sql
  // A collation that folds is none that patterns may be asked of.
  const subject = foldsCase(column) ? `${plain} COLLATE "C"` : plain
  return `${range}${subject} ${operator} ${bind(likePattern(test, '\\', '%_'))}`
}
