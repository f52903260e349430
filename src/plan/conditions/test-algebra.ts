/** Two tests of one column -> one, where there is one that means both, or either. */
import { compareCuts } from '../../fhir/cut.ts'
import type { Cond, Test } from '../../mapping/cond.ts'
import type { Column } from '../../mapping/model.ts'

export type Tested = Extract<Cond, { readonly kind: 'test' }>
export type Negated = { readonly kind: 'not'; readonly of: Tested }
export type Range = Extract<Test, { readonly is: 'range' }>
export type In = Extract<Test, { readonly is: 'in' }>

export const isTest = (cond: Cond): cond is Tested => cond.kind === 'test'
export const isNegated = (cond: Cond): cond is Negated => cond.kind === 'not' && cond.of.kind === 'test'
export const isAny = (cond: Cond): cond is Tested => isTest(cond) && cond.test.is === 'any'

export const sameColumn = (a: Column, b: Column): boolean => a === b || (a.alias === b.alias && a.name === b.name)

/** A sentinel can be asked for by name, and is no value. */
export const impliesAny = ({ column, test }: Tested): boolean =>
  test.is !== 'in' || !test.values.some((value) => column.nulls.includes(value))

const isNumber = ({ schema }: Column): boolean => ['integer', 'decimal', 'real', 'bit'].includes(schema.type)

/** Cuts of numbers compare by value, dates and texts as they stand. */
function isLess(column: Column, left: string, right: string): boolean {
  return isNumber(column) ? compareCuts(left, right) < 0 : left < right
}

/** Negative where `a` comes before `b`, 0 where neither does. */
export const compareBounds = (column: Column, a: string, b: string): number =>
  isLess(column, a, b) ? -1 : isLess(column, b, a) ? 1 : 0

const greater = (column: Column, a: string, b: string): string => (isLess(column, a, b) ? b : a)
const lesser = (column: Column, a: string, b: string): string => (isLess(column, a, b) ? a : b)

const either = (
  a: string | undefined,
  b: string | undefined,
  pick: (a: string, b: string) => string,
): string | undefined => (a === undefined ? b : b === undefined ? a : pick(a, b))

const neither = (
  a: string | undefined,
  b: string | undefined,
  pick: (a: string, b: string) => string,
): string | undefined => (a === undefined || b === undefined ? undefined : pick(a, b))

const makeRange = (from: string | undefined, below: string | undefined): Range => ({
  is: 'range',
  ...(from !== undefined && { from }),
  ...(below !== undefined && { below }),
})

function intersect(column: Column, a: Range, b: Range): Range | false {
  const from = either(a.from, b.from, (x, y) => greater(column, x, y))
  const below = either(a.below, b.below, (x, y) => lesser(column, x, y))
  if (from !== undefined && below !== undefined && !isLess(column, from, below)) return false
  return makeRange(from, below)
}

const reaches = (column: Column, a: Range, b: Range): boolean =>
  a.below === undefined || b.from === undefined || !isLess(column, a.below, b.from)

/** One range for two that overlap or touch; `any` where nothing is left out (of numbers: what is none). */
export function unite(column: Column, a: Range, b: Range): Test | undefined {
  if (!reaches(column, a, b) || !reaches(column, b, a)) return undefined
  const from = neither(a.from, b.from, (x, y) => lesser(column, x, y))
  const below = neither(a.below, b.below, (x, y) => greater(column, x, y))
  const isWhole = from === undefined && below === undefined && !isNumber(column)
  return isWhole ? { is: 'any' } : makeRange(from, below)
}

const isPlain = (values: readonly string[]): boolean => values.every((value) => /^[ -~]*$/.test(value))
const folded = (column: Column, text: string): string => (column.schema.collation === 'ci' ? text.toLowerCase() : text)

/** Whether it shows which of these a column can tell apart: accents may or may not count. */
export const isTold = (column: Column, values: readonly string[]): boolean =>
  column.schema.collation === 'cs' || isPlain(values)

/** Those of `values` that are, or are not, among `others`. */
export function among(
  column: Column,
  values: readonly string[],
  others: readonly string[],
  wanted: boolean,
): readonly string[] {
  const known = new Set(others.map((value) => folded(column, value)))
  return values.filter((value) => known.has(folded(column, value)) === wanted)
}

const listOrNone = (values: readonly string[], whole: In): Test | false =>
  values.length === 0 ? false : values.length === whole.values.length ? whole : { is: 'in', values }

function withValue(column: Column, test: Test): Test | false {
  if (test.is !== 'in') return test
  return listOrNone(
    test.values.filter((value) => !column.nulls.includes(value)),
    test,
  )
}

/** Texts of a list are left to the database, which orders them in its own way. */
function inRange(column: Column, list: In, { from, below }: Range): Test | false | undefined {
  if (!isNumber(column)) return undefined
  const isWithin = (value: string): boolean =>
    !column.nulls.includes(value) &&
    (from === undefined || compareCuts(value, from) >= 0) &&
    (below === undefined || compareCuts(value, below) < 0)
  return listOrNone(list.values.filter(isWithin), list)
}

/** Both as one test, `false` where no value passes, undefined where there is no such test. */
export function meet(column: Column, a: Test, b: Test): Test | false | undefined {
  if (a.is === 'any') return withValue(column, b)
  if (b.is === 'any') return withValue(column, a)
  if (a.is === 'range' && b.is === 'range') return intersect(column, a, b)
  if (a.is === 'range' && b.is === 'in') return inRange(column, b, a)
  if (a.is === 'in' && b.is === 'range') return inRange(column, a, b)
  if (a.is !== 'in' || b.is !== 'in' || !isTold(column, [...a.values, ...b.values])) return undefined
  return listOrNone(among(column, a.values, b.values, true), a)
}

/** A decimal may be NaN, which lies in neither half. */
const holdsNumbersOnly = ({ schema }: Column): boolean => schema.type !== 'decimal' && schema.type !== 'real'

/** Where the column has a value, the complement of a half-line is the other half. */
export function otherHalf({ column, test }: Tested): Range | undefined {
  if (test.is !== 'range') return undefined
  const { from, below } = test
  const isHalf = (from === undefined) !== (below === undefined)
  if (!isHalf || !holdsNumbersOnly(column)) return undefined
  return makeRange(below, from)
}
