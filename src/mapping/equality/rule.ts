/**
 * A column -> the one rule by which its values are equal and in order. What compares stored values in JavaScript asks here; `query/` writes
 * the same rule in SQL. docs/decisions/0013-one-rule-of-equality.md
 */
import { compareCuts } from '../../fhir/cut.ts'
import { plainDecimal } from '../../fhir/decimal.ts'
import type { Column } from '../table.ts'
import { foldCase, foldText, isNumeric } from '../value.ts'
import { compareTimes, timeKey } from './time.ts'

/** How the values of a column compare. Texts come without the blanks around them. */
export interface Rule {
  /** Equal values have equal keys. Undefined: no value that the column can hold, equal to none. */
  key(text: string): string | undefined
  /** Whether the database, too, tells it from every value of another key: of letters beyond ASCII only its collation knows. */
  isTold(text: string): boolean
  /** The same whatever the case of letters, for lists that say so. */
  foldedKey(text: string): string | undefined
  /** Below zero where `a` comes before `b`. Numbers and times by value, texts by code point whatever their case. */
  compare(a: string, b: string): number
}

const asciiCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
const lowerOf = ({ letters }: Column): ((text: string) => string) => (letters === 'ascii' ? asciiCase : foldCase)

/** A text in small letters, as the engine makes them. */
export const inSmallLetters = (column: Column, text: string): string => lowerOf(column)(text)

function textKey(column: Column): (text: string) => string {
  const { collation, accents } = column.schema
  if (collation === 'cs') return (text) => text
  return accents === 'insensitive' ? foldText : lowerOf(column)
}

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text)
const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Digits, and what stands behind them in dates and times: every collation orders these alike, so that an index over it serves. */
const isDigits = (text: string): boolean => /^(?:\d[0-9 :.+/TZ-]*)?$/.test(text)

/** Whether the column's own order is the rule's for this bound. Else SQL has to order the texts as the rule does. */
export const isOwnOrder = (column: Column, bound: string): boolean => !isText(column) || isDigits(bound)

function textRule(column: Column): Rule {
  const [key, lower] = [textKey(column), lowerOf(column)]
  return {
    key,
    isTold: (text) => column.schema.collation === 'cs' || isAscii(text),
    foldedKey: (text) => lower(key(text)),
    compare: (a, b) => byCodePoint(lower(a), lower(b)),
  }
}

const others: readonly string[] = ['date', 'datetime', 'minute', 'uuid', 'binary']
const isText = (column: Column): boolean => !isNumeric(column) && !others.includes(column.schema.type)

/** One spelling for each number: `01`, `1.0` and `+1` are `1`. */
const numberKey = (text: string): string | undefined => plainDecimal(text.replace(/^\+/, ''))

const numberRule: Rule = { key: numberKey, isTold: () => true, foldedKey: numberKey, compare: compareCuts }

function valueRule(key: (text: string) => string): Rule {
  return { key, isTold: () => true, foldedKey: key, compare: (a, b) => byCodePoint(key(a), key(b)) }
}

const timeRule: Rule = { key: timeKey, isTold: () => true, foldedKey: timeKey, compare: compareTimes }
const uuidRule = valueRule(asciiCase)

function makeRule(column: Column): Rule {
  if (isNumeric(column)) return numberRule
  switch (column.schema.type) {
    case 'date':
    case 'datetime':
    case 'minute':
      return timeRule
    case 'uuid':
    case 'binary':
      return uuidRule
    default:
      return textRule(column)
  }
}

const rules = new WeakMap<Column, Rule>()

export function ruleOf(column: Column): Rule {
  const known = rules.get(column)
  if (known !== undefined) return known
  const rule = makeRule(column)
  rules.set(column, rule)
  return rule
}
