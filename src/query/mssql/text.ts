/** Comparison of texts on SQL Server: `=` passes over blanks at the end; the collation folds case, for LIKE too; `[` opens a class. */
import { foldsCase } from '../column-type.ts'
import { inStoredCase, likePattern } from '../like.ts'
import type { Column } from '../../mapping/model.ts'
import type { Bind, LikeTest } from '../rules.ts'

export const ignoresBlanks = (): boolean => true

export const trimmed = (sql: string): string => sql

/** As VARCHAR unless the column has more: a national text on the right would have the column on the left converted, and its index lost. */
export function text(sql: string, { schema: { type, length = 40 } }: Column): string {
  return type === 'integer' ? `CONVERT(varchar(20), ${sql})` : `RTRIM(CONVERT(varchar(${length}), ${sql}))`
}

export const concat = (texts: readonly string[]): string => `(${texts.join(' + ')})`

export function like(sql: string, column: Column, asked: LikeTest, bind: Bind): string {
  const test = inStoredCase(column, asked)
  const bound = bind(likePattern(test, '!', '%_['))
  const subject = test.is === 'suffix' ? `RTRIM(${sql})` : sql
  if (!test.fold || foldsCase(column)) return `${subject} LIKE ${bound} ESCAPE '!'`
  return `LOWER(${subject}) LIKE LOWER(${bound}) ESCAPE '!'`
}
