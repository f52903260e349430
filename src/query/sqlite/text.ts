/** Comparison of texts on SQLite: blanks count; LIKE folds ASCII letters; an index serves ranges only. */
import { foldsCase } from '../column-type.ts'
import { likePattern, literalOf, successor } from '../like.ts'
import type { Column } from '../../mapping/model.ts'
import type { Bind, LikeTest } from '../rules.ts'

export const ignoresBlanks = (): boolean => false

export const trimmed = (sql: string): string => `rtrim(${sql})`

export const text = (sql: string): string => `rtrim(CAST(${sql} AS TEXT))`

export const concat = (texts: readonly string[]): string => `(${texts.join(' || ')})`

const pattern = (sql: string, test: LikeTest, bind: Bind): string =>
  `${sql} LIKE ${bind(likePattern(test, '!', '%_'))} ESCAPE '!'`

/** NOCASE compares as if in lower case, so that the character after `Z` has to be that after `z`. */
function range(sql: string, text: string, bind: Bind): string {
  const below = successor(text)
  const from = `${sql} >= ${bind(text)}`
  return below === undefined ? from : `${from} AND ${sql} < ${bind(below)}`
}

function isServedByRange(column: Column, test: LikeTest): boolean {
  if (test.is !== 'prefix' || literalOf(test) === '') return false
  return !test.fold || foldsCase(column) || column.stored !== undefined
}

function inColumnForm(column: Column, text: string): string {
  if (foldsCase(column)) return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  if (column.stored === 'upper') return text.toUpperCase()
  return column.stored === 'lower' ? text.toLowerCase() : text
}

export function like(sql: string, column: Column, test: LikeTest, bind: Bind): string {
  if (isServedByRange(column, test)) {
    const seek = range(sql, inColumnForm(column, literalOf(test)), bind)
    return test.wild === true ? `${seek} AND ${pattern(sql, test, bind)}` : seek
  }
  if (test.is === 'suffix') return pattern(trimmed(sql), test, bind)
  const isBinary = test.is === 'contains' && !test.fold && test.wild !== true && !foldsCase(column)
  return isBinary ? `instr(${sql}, ${bind(test.text)}) > 0` : pattern(sql, test, bind)
}
