/** Comparison of texts on SQLite: blanks count; LIKE folds ASCII letters; an index serves ranges only. */
import { foldsCase } from '../column-type.ts'
import { leadOf } from '../../fhir/spellings.ts'
import { likePattern, successor } from '../like.ts'
import { globbed } from '../loose.ts'
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
  if (test.is !== 'prefix' || test.text === '') return false
  return !test.fold || foldsCase(column) || column.stored !== undefined
}

function inColumnForm(column: Column, text: string): string {
  if (foldsCase(column)) return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  if (column.stored === 'upper') return text.toUpperCase()
  return column.stored === 'lower' ? text.toLowerCase() : text
}

/** GLOB takes no side with letters. A text that begins with a blank or beyond ASCII lies before or behind all that begin with the letter. */
function loose(sql: string, column: Column, test: LikeTest, bind: Bind): string {
  const literal = (character: string): string => ('*?['.includes(character) ? `[${character}]` : character)
  const match = (): string => globbed(test, '*', literal, (pattern) => `${sql} GLOB ${bind(pattern)}`)
  const lead = leadOf(test.text)
  if (test.is !== 'prefix' || lead === undefined || !foldsCase(column)) return match()
  const seeks = [range(sql, lead, bind), `${sql} < ${bind('!')}`, `${sql} >= ${bind('\u0080')}`]
  return `(${seeks.join(' OR ')}) AND ${match()}`
}

export function like(sql: string, column: Column, test: LikeTest, bind: Bind): string {
  if (test.loose === true) return loose(sql, column, test, bind)
  if (isServedByRange(column, test)) {
    return range(sql, inColumnForm(column, test.text), bind)
  }
  if (test.is === 'suffix') return pattern(trimmed(sql), test, bind)
  const isBinary = test.is === 'contains' && !test.fold && !foldsCase(column)
  return isBinary ? `instr(${sql}, ${bind(test.text)}) > 0` : pattern(sql, test, bind)
}
