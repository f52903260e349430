/** Questions about one text, handed backwards through the steps of a pipeline until they reach the column. */
import { atMost, exactly, has, nothing, oneOf, test, type Between } from '../cond.ts'
import type { Column } from '../model.ts'
import { foldText, isNumeric } from '../value.ts'

export type Ask =
  | { readonly kind: 'any' }
  /** Equal to one of these, whatever the case when `fold`. */
  | { readonly kind: 'in'; readonly values: readonly string[]; readonly fold: boolean }
  /** Whatever the case and accents. */
  | { readonly kind: 'prefix' | 'contains'; readonly text: string }

/** The question before a step: where it is not exact it only bounds the answer from above. */
export interface Backed {
  readonly ask: Ask
  readonly exact: boolean
}

export const anyValue: Ask = { kind: 'any' }
export const askIn = (values: readonly string[], fold = false): Ask => ({ kind: 'in', values, fold })

const hasLetters = (text: string): boolean => /\p{L}/u.test(text)
const isAscii = (text: string): boolean => /^[ -~]*$/.test(text)

/** Up to this many letters every mixture of cases is listed; beyond, the database folds. */
const mixedLetters = 4

function mixtures(text: string): string[] {
  return [...text].reduce<string[]>(
    (heads, letter) => {
      const cases = [...new Set([letter.toLowerCase(), letter.toUpperCase()])]
      return heads.flatMap((head) => cases.map((each) => head + each))
    },
    [''],
  )
}

const countLetters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0

/** The value as the column would hold it, where the column's case is known. */
function stored(column: Column, text: string): string {
  if (column.stored === 'upper') return text.toUpperCase()
  return column.stored === 'lower' ? text.toLowerCase() : text
}

function numbers(values: readonly string[]): readonly string[] {
  return values.filter((value) => /^-?\d+(\.\d+)?$/.test(value))
}

/** Case matters: exact where the column's collation tells cases apart, or cannot hold another case. */
function equals(column: Column, values: readonly string[]): Between {
  if (isNumeric(column)) return exactly(oneOf(column, numbers(values)))
  const cond = oneOf(column, values)
  const known = values.every(
    (value) => !hasLetters(value) || (column.stored !== undefined && stored(column, value) === value),
  )
  return column.schema.collation === 'cs' || known ? exactly(cond) : atMost(cond)
}

function equalsFolded(column: Column, values: readonly string[]): Between {
  if (isNumeric(column)) return exactly(oneOf(column, numbers(values)))
  if (column.schema.collation === 'ci' && column.schema.accents === 'sensitive') return exactly(oneOf(column, values))
  if (column.stored !== undefined)
    return exactly(oneOf(column, [...new Set(values.map((each) => stored(column, each)))]))
  if (column.schema.collation === 'ci') return atMost(oneOf(column, values))
  if (values.every((value) => countLetters(value) <= mixedLetters)) {
    return exactly(oneOf(column, [...new Set(values.flatMap(mixtures))]))
  }
  return atMost(foldedPrefixes(column, values))
}

function foldedPrefixes(column: Column, values: readonly string[]): Between['over'] {
  const conds = values.map((text) => test(column, { is: 'prefix', text, fold: true }))
  return conds.length === 1 ? conds[0]! : { kind: 'or', of: conds }
}

/** Letters that may stand with or without an accent are left open where the column may hold accents. */
function openAccents(text: string): string {
  return foldText(text).replace(/[acdegiklnorstuyz]/g, '_')
}

function part(column: Column, is: 'prefix' | 'contains', text: string): Between {
  const plain = foldText(text)
  const folds = column.schema.accents === 'insensitive'
  if (column.chars !== undefined || folds) {
    if (column.chars !== undefined && !isAscii(plain)) return nothing
    const cased = stored(column, plain)
    return exactly(test(column, { is, text: cased, fold: column.stored === undefined }))
  }
  return atMost(test(column, { is, text: openAccents(text), fold: true, wild: true }))
}

/** The question as a condition on the column itself. */
export function askColumn(column: Column, ask: Ask): Between {
  switch (ask.kind) {
    case 'any':
      return exactly(has(column))
    case 'in':
      return ask.values.length === 0
        ? nothing
        : ask.fold
          ? equalsFolded(column, ask.values)
          : equals(column, ask.values)
    case 'prefix':
    case 'contains':
      return isNumeric(column) ? atMost(has(column)) : part(column, ask.kind, ask.text)
  }
}
