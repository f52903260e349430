/** Comparison of texts on MariaDB: `=` passes over blanks at the end; the collation folds case, for LIKE too, and an index serves it. */
import { foldsCase } from '../column-type.ts'
import { inStoredCase, likePattern } from '../like.ts'
import type { Column } from '../../mapping/model.ts'
import type { Bind, LikeTest } from '../rules.ts'

export const ignoresBlanks = (): boolean => true

export const trimmed = (sql: string): string => sql

export const text = (sql: string): string => `RTRIM(${sql})`

export const concat = (texts: readonly string[]): string => `CONCAT(${texts.join(', ')})`

/** A backslash is no escape where the server runs with NO_BACKSLASH_ESCAPES, so another one is named. */
export function like(sql: string, column: Column, asked: LikeTest, bind: Bind): string {
  const test = inStoredCase(column, asked)
  const bound = bind(likePattern(test, '!', '%_'))
  const subject = test.is === 'suffix' ? `RTRIM(${sql})` : sql
  if (!test.fold || foldsCase(column)) return `${subject} LIKE ${bound} ESCAPE '!'`
  return `LOWER(${subject}) LIKE LOWER(${bound}) ESCAPE '!'`
}
