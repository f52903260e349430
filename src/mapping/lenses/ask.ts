/** Questions about one text, handed backwards through the steps of a pipeline until they reach the column. */
import { isUnfit } from '../../fhir/primitive.ts'
import { fold } from '../../fhir/string.ts'
import { and, atMost, either, exactly, has, nothing, oneOf, or, test, type Between, type Cond } from '../cond.ts'
import type { Column } from '../model.ts'
import { isNull } from '../equality/absent.ts'
import { withoutBlanks } from '../equality/blanks.ts'
import { isBytewise } from '../equality/rule.ts'
import { countLetters, mixedLetters, mixtures } from '../equality/list.ts'
import { isNumeric, isPlainNumber, isTextual } from '../value.ts'

export type Ask =
  | { readonly kind: 'any' }
  /** Equal to one of these, whatever the case when `fold`; when `veiled`, but for what is invisible in it, too. */
  | { readonly kind: 'in'; readonly values: readonly string[]; readonly fold: boolean; readonly veiled?: true }
  /** Has the digits of one of these, in their order, and no others but where it is a part that is asked for. */
  | { readonly kind: 'digits'; readonly texts: readonly string[]; readonly isPart?: true }
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

/** The value as the column would hold it, where the column's case is known. */
function stored(column: Column, text: string): string {
  if (column.stored === 'upper') return text.toUpperCase()
  return column.stored === 'lower' ? text.toLowerCase() : text
}

/** A value is found in a numeric column where it is written as the column prints it: `03` is no number's text. */
function equalsNumber(column: Column, values: readonly string[]): Between {
  const cond = oneOf(column, values.filter(isPlainNumber))
  const isWhole = ['integer', 'bit'].includes(column.schema.type)
  return isWhole && values.every((value) => !value.includes('.')) ? exactly(cond) : atMost(cond)
}

/** The column tells texts of other letters apart, accents included. */
const isSensitive = ({ chars, schema }: Column): boolean => schema.accents === 'sensitive' || chars !== undefined

/** Of ASCII alone collations make no more than of its case. */
const isTold = (column: Column): boolean =>
  column.schema.collation === 'cs' && (column.chars !== undefined || isBytewise(column))

/** Case matters: exact where the column's collation tells every text apart, or cannot hold another case. */
function equals(column: Column, values: readonly string[]): Between {
  const cond = oneOf(column, values)
  const known = values.every(
    (value) => !hasLetters(value) || (column.stored !== undefined && stored(column, value) === value),
  )
  return isTold(column) || (known && isSensitive(column)) ? exactly(cond) : atMost(cond)
}

/** Letters beyond ASCII have cases that collations and databases know or not: the row decides. */
function equalsFolded(column: Column, values: readonly string[]): Between {
  const ascii = values.filter(isAscii)
  const others = column.chars === undefined ? values.filter((value) => !isAscii(value)) : []
  const rest = others.map((text) => test(column, { is: 'prefix', text: fold(text), fold: true, loose: true }))
  return either(...(ascii.length > 0 ? [equalsAscii(column, ascii)] : []), atMost(or(...rest)))
}

/** Texts that mean nothing in the column are never served, in another case they may be. */
const meant = (column: Column, texts: readonly string[]): readonly string[] =>
  [...new Set(texts)].filter((text) => !isNull(column, text))

function equalsAscii(column: Column, values: readonly string[]): Between {
  const isInsensitive = column.schema.collation === 'ci'
  if (isInsensitive) {
    const cond = oneOf(column, meant(column, values))
    return isSensitive(column) ? exactly(cond) : atMost(cond)
  }
  if (column.stored !== undefined)
    return exactly(
      oneOf(
        column,
        meant(
          column,
          values.map((each) => stored(column, each)),
        ),
      ),
    )
  if (values.every((value) => countLetters(value) <= mixedLetters)) {
    const texts = meant(column, values.flatMap(mixtures))
    return texts.length > longest ? atMost(has(column)) : exactly(oneOf(column, texts))
  }
  return atMost(foldedPrefixes(column, values))
}

/** So many values may be asked for by their heads. */
const headedValues = 8

/** The text to its third letter. */
const headOf = (text: string): string => /^(?:[^a-z]*[a-z]){1,3}/i.exec(text)?.[0] ?? text

/** Folded by the database, which no index over mixed cases serves; so a few are asked for by every mixture of their first letters too. */
function foldedPrefixes(column: Column, values: readonly string[]): Cond {
  const asked = (text: string): Cond => test(column, { is: 'prefix', text, fold: true })
  const headed = (text: string): Cond => or(...mixtures(headOf(text)).map((head) => begins(column, head)))
  if (values.length > headedValues) return or(...values.map(asked))
  return or(...values.map((text) => and(headed(text), asked(text))))
}

const begins = (column: Column, text: string): Cond => test(column, { is: 'prefix', text, fold: false })

/** Texts of ASCII are asked for as they stand, but for blanks, of which any number is one; others by a pattern, and the row decides. */
function part(column: Column, is: 'prefix' | 'contains', text: string): Between {
  const plain = fold(text)
  if (column.chars !== undefined && !isAscii(plain)) return nothing
  if (column.chars !== undefined && !plain.includes(' '))
    return exactly(test(column, { is, text: stored(column, plain), fold: column.stored === undefined }))
  return isStandIn(text) ? atMost(has(column)) : atMost(test(column, { is, text: plain, fold: true, loose: true }))
}

/** Longer lists would be more than a statement takes: SQL asks for a value, and the row decides. */
const longest = 500

/** To its second letter or digit, and short of its end: all that an index can be sought by where something invisible may stand anywhere. */
const shortHead = (text: string): string => /^[a-z0-9]{1,2}(?=[^])/i.exec(text)?.[0] ?? ''

function headsOf(column: Column, text: string, isFolded: boolean): readonly string[] {
  const head = stored(column, shortHead(text))
  if (head === '') return []
  return isFolded && column.schema.collation === 'cs' && column.stored === undefined ? mixtures(head) : [head]
}

/** Texts that are one of these but for what is invisible in them: served without it, they are found without it. */
function veiled(column: Column, { values, fold: isFolded }: Ask & { kind: 'in' }): Cond {
  const spoken = values.filter((value) => fold(value) !== '')
  const asked = (text: string): Cond =>
    test(column, { is: 'contains', text: fold(text), fold: true, loose: true, heads: headsOf(column, text, isFolded) })
  return or(...spoken.map(asked))
}

/** What stands for a text of which nothing is left: no database has it so. */
const isStandIn = (text: string): boolean => text.includes('\ufffd')

/** Claims of system.yaml say of some columns that they hold nothing invisible. */
const mayBeVeiled = (column: Column, ask: Ask): boolean =>
  ask.kind === 'in' && ask.veiled === true && column.chars === undefined && isTextual(column)

/** Values that mean nothing in the column, or have blanks around them, are never served. Of types other than texts one value may be printed in several ways. */
function isOneOf(column: Column, { values, fold: isFolded }: Ask & { kind: 'in' }): Between {
  const spoken = values.filter((value) => value !== '' && withoutBlanks(value) === value)
  const real = isFolded && isTextual(column) ? spoken : meant(column, spoken)
  if (real.length === 0) return nothing
  if (real.length > longest) return atMost(has(column))
  if (isNumeric(column)) return equalsNumber(column, real)
  if (!isTextual(column)) return atMost(oneOf(column, real))
  return isFolded ? equalsFolded(column, real) : equals(column, real)
}

/** More digits are a long way to the end of a text, and no number has them. */
const mostDigits = 32

/** Where nothing but digits is stored, they are asked for as they stand; else by their order, and the row decides. */
function hasDigits(column: Column, { texts, isPart }: Ask & { kind: 'digits' }): Between {
  if (column.chars === 'digits' && isPart !== true) return isOneOf(column, { kind: 'in', values: texts, fold: false })
  const inOrder = (text: string): Cond =>
    test(column, { is: 'contains', text: text.slice(0, mostDigits), fold: true, loose: true, spread: true })
  return atMost(isTextual(column) ? or(...texts.map(inOrder)) : has(column))
}

function isOneOfThem(column: Column, ask: Ask & { kind: 'in' }): Between {
  const found = isOneOf(column, ask)
  const plain = ask.values.some(isUnfit) ? atMost(found.over) : found
  if (!mayBeVeiled(column, ask) || ask.values.length > longest) return plain
  return ask.values.some(isStandIn) ? atMost(has(column)) : either(plain, atMost(veiled(column, ask)))
}

/** The question as a condition on the column itself. */
export function askColumn(column: Column, ask: Ask): Between {
  switch (ask.kind) {
    case 'any':
      // A range without ends is of all numbers that stand there, and of nothing else that may.
      return exactly(isNumeric(column) ? test(column, { is: 'range' }) : has(column))
    case 'in':
      return isOneOfThem(column, ask)
    case 'digits':
      return hasDigits(column, ask)
    case 'prefix':
    case 'contains':
      return isTextual(column) ? part(column, ask.kind, ask.text) : atMost(has(column))
  }
}
