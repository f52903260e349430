/** Comparison of texts on SQLite: blanks count; LIKE folds ASCII letters; an index serves ranges only. */
import { foldsCase } from '../column-type.ts'
import { leadOf } from '../../fhir/spellings.ts'
import { blankBehind, likePattern, successor, unbrokenBehind } from '../like.ts'
import { globbed, spelledPattern } from '../loose.ts'
import type { Column } from '../../mapping/model.ts'
import type { Bind, LikeTest } from '../rules.ts'

export const ignoresBlanks = (): boolean => false

/** What a function gives has no collation of its own. */
export const trimmed = (sql: string, column: Column): string =>
  `rtrim(${sql})${foldsCase(column) ? ' COLLATE NOCASE' : ''}`

/** Tab to return, the blank, and that which does not break a line. */
const blanks = 'char(9, 10, 11, 12, 13, 32, 160)'

export const stripped = (sql: string, column: Column): string =>
  `trim(${sql}, ${blanks})${foldsCase(column) ? ' COLLATE NOCASE' : ''}`

/** A digit would be made a number where the column holds numbers and dates. */
export const startsBlank = (sql: string): string =>
  `(${sql} >= char(9) AND ${sql} < '!' OR ${sql} >= char(160) AND ${sql} < char(161))`

export const startsWith = (sql: string, _: Column, value: string, bind: Bind): string => blankBehind(sql, value, bind)

export const unbroken = (sql: string, _: Column, value: string, bind: Bind): string => unbrokenBehind(sql, value, bind)

export const ordered = (sql: string, _: Column, folds: boolean): string =>
  `${folds ? `lower(${sql})` : sql} COLLATE BINARY`

const globLiteral = (character: string): string => ('*?['.includes(character) ? `[${character}]` : character)

export const spelled = (sql: string, _: Column, value: string, bind: Bind): string =>
  `${sql} GLOB ${bind(spelledPattern(value, globLiteral))}`

export const text = (sql: string): string => `rtrim(CAST(${sql} AS TEXT))`

/** The column on the left decides. */
export const collated = (sql: string): string => sql

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

/** GLOB takes no side with letters. A text that begins with a blank, a control character or beyond ASCII lies before or behind all that begin with the letter. */
function loose(sql: string, column: Column, test: LikeTest, bind: Bind): string {
  const match = (): string => globbed(test, '*', globLiteral, (pattern) => `${sql} GLOB ${bind(pattern)}`)
  const lead = leadOf(test.text)
  if (test.is !== 'prefix' || lead === undefined || !foldsCase(column)) return match()
  const seeks = [range(sql, lead, bind), `${sql} < ${bind('!')}`, `${sql} >= ${bind('\u007f')}`]
  return `(${seeks.join(' OR ')}) AND ${match()}`
}

export function like(sql: string, column: Column, test: LikeTest, bind: Bind): string {
  if (test.loose === true) return loose(sql, column, test, bind)
  if (isServedByRange(column, test)) {
    return range(sql, inColumnForm(column, test.text), bind)
  }
  if (test.is === 'suffix') return pattern(`rtrim(${sql})`, test, bind)
  const isBinary = test.is === 'contains' && !test.fold && !foldsCase(column)
  return isBinary ? `instr(${sql}, ${bind(test.text)}) > 0` : pattern(sql, test, bind)
}
