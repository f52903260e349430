/** A value -> the texts under which the database may hold it, so that equality is IN over them and an index serves it. */
import { ruleOf } from '../mapping/equality/rule.ts'
import { timeTexts } from '../mapping/equality/time.ts'
import type { Column } from '../mapping/model.ts'
import { isPlainNumber, isTime } from '../mapping/value.ts'
import { bindingType, isPadded } from './column-type.ts'
import { fitValue } from './fit.ts'
import type { Dialect } from './query.ts'
import type { LikeTest, Rules } from './rules.ts'

const toLength = (value: string, length: number): readonly string[] => [value, value.padEnd(length)]

/** A VARCHAR that is said to be padded may have any number of blanks. */
const upToLength = (value: string, length: number): readonly string[] =>
  Array.from({ length: Math.max(1, length - value.length + 1) }, (_, blanks) => value + ' '.repeat(blanks))

/** Where blanks count, CHAR(n) values are asked for with and without those that fill them up. */
export function spellings(column: Column, values: readonly string[], rules: Rules): readonly string[] {
  const { length, type } = column.schema
  // SQLite has no such type: what is declared so is a text, as whoever wrote it spelled it.
  if (type === 'uuid' && rules.dialect === 'sqlite')
    return [...new Set(values.flatMap((value) => [value.toLowerCase(), value.toUpperCase()]))]
  if (!isPadded(column) || length === undefined || rules.ignoresBlanks(column)) return values
  const padded = column.schema.type === 'char' ? toLength : upToLength
  return [...new Set(values.flatMap((value) => padded(value, length)))]
}

/** SQLite keeps days and times as they were written: each text of the moment is asked for. A key is only its own text. */
export const momentSpellings = (column: Column, values: readonly string[], dialect: Dialect): readonly string[] =>
  dialect === 'sqlite' && isTime(column) ? [...new Set(values.flatMap(timeTexts))] : values

const isText = (column: Column): boolean => bindingType(column).kind === 'text'
const isNumber = (column: Column): boolean => ['integer', 'decimal', 'float', 'bit'].includes(bindingType(column).kind)

function emptyTexts(column: Column, dialect: Dialect): readonly string[] {
  if (isText(column)) return [...new Set(['', ...column.nulls])]
  if (bindingType(column).kind === 'binary') return []
  const values = column.nulls.filter((each) => each !== '' && (!isNumber(column) || isPlainNumber(each)))
  const fitting = values.flatMap((each) => fitValue(column, each, dialect) ?? [])
  const empty = column.blanks === undefined ? [] : ['']
  return [...new Set([...empty, ...momentSpellings(column, fitting, dialect)])]
}

const known = new WeakMap<Column, Map<Dialect, readonly string[]>>()

/** What counts as no value in this column, beside NULL: for texts, and where the engine lets it in, '' and the sentinels, else those that the type can hold, which engines differ in. */
export function sentinelsOf(column: Column, dialect: Dialect): readonly string[] {
  const byDialect = known.get(column) ?? new Map<Dialect, readonly string[]>()
  known.set(column, byDialect)
  const texts = byDialect.get(dialect) ?? emptyTexts(column, dialect)
  byDialect.set(dialect, texts)
  return texts
}

/** The sentinels that lie in a range, which therefore has to leave them out. */
export function sentinelsWithin(
  column: Column,
  from: string | undefined,
  below: string | undefined,
  dialect: Dialect,
): readonly string[] {
  const { compare } = ruleOf(column)
  return sentinelsOf(column, dialect).filter(
    (each) => (from === undefined || compare(each, from) >= 0) && (below === undefined || compare(each, below) < 0),
  )
}

/** Whatever the case: a sentinel too many left out is none, since no row that has one gives a value. */
const caseless = (text: string): string => text.toUpperCase().toLowerCase()

const has: Readonly<Record<LikeTest['is'], (text: string, asked: string) => boolean>> = {
  prefix: (text, asked) => text.startsWith(asked),
  suffix: (text, asked) => text.endsWith(asked),
  contains: (text, asked) => text.includes(asked),
}

/** The sentinels that a pattern would match; a loose one only bounds, and the row leaves them out. */
export function sentinelsLike(column: Column, test: LikeTest, dialect: Dialect): readonly string[] {
  if (test.loose === true) return []
  const asked = caseless(test.text)
  return sentinelsOf(column, dialect).filter((each) => has[test.is](caseless(each), asked))
}
