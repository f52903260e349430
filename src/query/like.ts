/** Prefix, contains and suffix tests -> LIKE patterns, and the ranges of text by which an index serves a prefix. */
import type { Column } from '../mapping/model.ts'
import type { Bind, LikeTest } from './rules.ts'

/** `specials` are the characters that mean something in the dialect's LIKE, beside the escape itself. */
export function likePattern(test: LikeTest, escape: string, specials: string): string {
  const text = [...test.text].map((each) => ((escape + specials).includes(each) ? escape + each : each)).join('')
  if (test.is === 'prefix') return `${text}%`
  return test.is === 'suffix' ? `%${text}` : `%${text}%`
}

/** The least text above all that start with `text`, by code point; undefined where there is none. */
export function successor(text: string): string | undefined {
  const points = [...text]
  const last = points.pop()?.codePointAt(0)
  if (last === undefined) return undefined
  if (last >= 0x10ffff) return successor(points.join(''))
  return points.join('') + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1)
}

/**
 * The same in any collation that sorts digits before letters and each in the usual order: punctuation, which some
 * collations pass over, and letters beyond ASCII are cut off first, so that the range is wider and never too narrow.
 */
export function collatedRange(text: string): { readonly from: string; readonly below: string } | undefined {
  const from = /^[ -~]*[A-Za-z0-9]/.exec(text)?.[0]
  const below = from === undefined ? undefined : collatedSuccessor(from)
  return from === undefined || below === undefined ? undefined : { from, below }
}

function collatedSuccessor(text: string): string | undefined {
  const body = text.slice(0, -1)
  const last = text.slice(-1)
  if (last === '') return undefined
  if (last === '9') return `${body}A`
  return /[A-Ya-y0-8]/.test(last) ? body + String.fromCharCode(last.charCodeAt(0) + 1) : collatedSuccessor(body)
}

/** Where a column is known to be stored in one case, folding the asked text is enough. */
export function inStoredCase(column: Column, test: LikeTest): LikeTest {
  if (!test.fold || column.stored === undefined) return test
  const text = column.stored === 'upper' ? test.text.toUpperCase() : test.text.toLowerCase()
  return { ...test, text, fold: false }
}

/** Texts that are `value` and the blank behind it that does not break a line, as a range; the least of them has what is less than a blank behind that. */
export const unbrokenBehind = (sql: string, value: string, bind: Bind, least = ''): string =>
  `${sql} >= ${bind(`${value}\u00a0${least}`)} AND ${sql} < ${bind(`${value}\u00a1`)}`

/** Texts that are `value` and white space behind it, as ranges: what is below a digit, and the blank that does not break a line. */
export const blankBehind = (sql: string, value: string, bind: Bind): string =>
  `${sql} > ${bind(value)} AND ${sql} < ${bind(`${value}0`)} OR ${unbrokenBehind(sql, value, bind)}`
