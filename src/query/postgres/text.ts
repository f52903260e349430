/** Comparison of texts on PostgreSQL: CHAR(n) pads for `=` but not for LIKE; an index of any collation serves ranges, never LIKE alone. */
import { foldsCase } from '../column-type.ts'
import { collatedRange, inStoredCase, likePattern } from '../like.ts'
import { expressionOf, postgresSpell } from '../loose.ts'
import type { Column } from '../../mapping/model.ts'
import type { Bind, LikeTest } from '../rules.ts'

export const ignoresBlanks = ({ schema }: Column): boolean => schema.padded && schema.type === 'char'

export const trimmed = (sql: string): string => `rtrim(${sql})`

export const text = (sql: string): string => `rtrim(CAST(${sql} AS text))`

export const concat = (texts: readonly string[]): string => `(${texts.join(' || ')})`

function seek(sql: string, test: LikeTest, bind: Bind): string {
  const range = test.is === 'prefix' && !test.fold ? collatedRange(test.text) : undefined
  return range === undefined ? '' : `${sql} >= ${bind(range.from)} AND ${sql} < ${bind(range.below)} AND `
}

export function like(sql: string, column: Column, asked: LikeTest, bind: Bind): string {
  if (asked.loose === true) return `${sql} COLLATE "C" ~ ${bind(expressionOf(asked, postgresSpell))}`
  const test = inStoredCase(column, asked)
  const operator = test.fold && !foldsCase(column) ? 'ILIKE' : 'LIKE'
  const range = seek(sql, test, bind)
  const subject = test.is === 'suffix' ? trimmed(sql) : sql
  return `${range}${subject} ${operator} ${bind(likePattern(test, '\\', '%_'))}`
}
