/**
 * A column -> the one rule by which its values are equal and in order. What compares stored values in JavaScript asks here; `query/` writes
 * the same rule in SQL. docs/decisions/0013-one-rule-of-equality.md
 */
import { compareCuts } from '../../fhir/cut.ts'
import { plainDecimal } from '../../fhir/decimal.ts'
import { foldToken } from '../../fhir/token-case.ts'
import type { Column } from '../table.ts'
import { foldCase, foldText, isNumeric } from '../value.ts'
import { compareTimes, timeKey } from './time.ts'

/** How the values of a column compare. Texts come without the blanks around them. */
export interface Rule {
  /** Equal values have equal keys. Undefined: no value that the column can hold, equal to none. */
  key(text: string): string | undefined
  /** Whether the database, too, tells it from every value of another key: of letters beyond ASCII only its collation knows. */
  isTold(text: string): boolean
  /** The same whatever the case of letters, in any script, for lists that say so. */
  foldedKey(text: string): string | undefined
  /** Below zero where `a` comes before `b`. Numbers and times by value, texts by code point, letters of ASCII whatever their case. */
  compare(a: string, b: string): number
}

/** A text as it is ordered and, where it is ASCII, compared without case: what lies beyond stays, since no two engines fold that alike. */
export const asciiCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

function textKey(column: Column): (text: string) => string {
  const { collation, accents } = column.schema
  if (collation === 'cs') return (text) => text
  if (accents === 'insensitive') return foldText
  return column.letters === 'ascii' ? asciiCase : foldCase
}

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text)
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Beyond the basic plane letters are pairs of halves, which as units come before others. */
const byCodePoint = (a: string, b: string): number =>
  /[\ud800-\udfff]/.test(a + b) ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : byCodeUnit(a, b)

/** `=` takes no two texts for one: so do collations that go by numbers, those of SQLite, and PostgreSQL's, whose names stand in quotes. */
export const isBytewise = ({ schema: { collation, accents, collationName } }: Column): boolean =>
  collation === 'cs' &&
  accents === 'sensitive' &&
  (collationName === undefined || collationName.startsWith('"') || /_bin2?$/i.test(collationName))

function textRule(column: Column): Rule {
  const key = textKey(column)
  return {
    key,
    isTold: (text) => isBytewise(column) || isAscii(text),
    foldedKey: (text) => foldToken(key(text)),
    compare: (a, b) => byCodePoint(asciiCase(a), asciiCase(b)),
  }
}

const withoutPlus = (text: string): string => text.replace(/^\+/, '')

/** One spelling for each number: `01`, `1.0` and `+1` are `1`. */
const numberKey = (text: string): string | undefined => plainDecimal(withoutPlus(text))

const numberRule: Rule = {
  key: numberKey,
  isTold: () => true,
  foldedKey: numberKey,
  compare: (a, b) => compareCuts(withoutPlus(a), withoutPlus(b)),
}

function valueRule(key: (text: string) => string): Rule {
  return { key, isTold: () => true, foldedKey: key, compare: (a, b) => byCodeUnit(key(a), key(b)) }
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
