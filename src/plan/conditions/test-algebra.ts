/** Two tests of one column -> one, where there is one that means both, or either. */
import type { Cond, Test } from '../../mapping/cond.ts'
import { isNull } from '../../mapping/equality/absent.ts'
import { ruleOf } from '../../mapping/equality/rule.ts'
import type { Column } from '../../mapping/model.ts'
import { foldText, isNumeric } from '../../mapping/value.ts'

export type Tested = Extract<Cond, { readonly kind: 'test' }>
export type Negated = { readonly kind: 'not'; readonly of: Tested }
export type Range = Extract<Test, { readonly is: 'range' }>
export type In = Extract<Test, { readonly is: 'in' }>

export const isTest = (cond: Cond): cond is Tested => cond.kind === 'test'
export const isNegated = (cond: Cond): cond is Negated => cond.kind === 'not' && cond.of.kind === 'test'
export const isAny = (cond: Cond): cond is Tested => isTest(cond) && cond.test.is === 'any'

export const sameColumn = (a: Column, b: Column): boolean => a === b || (a.alias === b.alias && a.name === b.name)

/** A list whose values compare as the column's do. One that folds more is left to the database. */
export const isPlainList = (test: Test): test is In => test.is === 'in' && test.fold !== true

/** A sentinel can be asked for by name, and is no value. */
export const impliesAny = ({ column, test }: Tested): boolean => test.is !== 'in' || !namesNull(column, test)

/** Of letters that only the database compares it may be that one is meant. */
function namesNull(column: Column, { values, fold }: In): boolean {
  const rule = ruleOf(column)
  const isSure = fold !== true && [...values, ...column.nulls].every(rule.isTold)
  const key = isSure ? rule.key : (text: string) => foldText(rule.foldedKey(text) ?? '')
  const nulls = new Set(column.nulls.map(key))
  return values.some((value) => nulls.has(key(value)))
}

/** Negative where `a` comes before `b`, 0 where neither does. */
export const compareBounds = (column: Column, a: string, b: string): number => ruleOf(column).compare(a, b)
const isLess = (column: Column, a: string, b: string): boolean => compareBounds(column, a, b) < 0

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
  const isWhole = from === undefined && below === undefined && !isNumeric(column)
  return isWhole ? { is: 'any' } : makeRange(from, below)
}

/** Whether it shows which of these a column can tell apart. */
export const isTold = (column: Column, values: readonly string[]): boolean => values.every(ruleOf(column).isTold)

/** Those of `values` that are, or are not, among `others`. */
export function among(
  column: Column,
  values: readonly string[],
  others: readonly string[],
  wanted: boolean,
): readonly string[] {
  const { key } = ruleOf(column)
  const known = new Set(others.map(key))
  return values.filter((value) => known.has(key(value)) === wanted)
}

const listOrNone = (values: readonly string[], whole: In): Test | false =>
  values.length === 0 ? false : values.length === whole.values.length ? whole : { is: 'in', values }

function withValue(column: Column, test: Test): Test | false | undefined {
  if (test.is !== 'in' || !namesNull(column, test)) return test
  if (!isPlainList(test) || !isTold(column, [...test.values, ...column.nulls])) return undefined
  return listOrNone(
    test.values.filter((value) => !isNull(column, value)),
    test,
  )
}

/** What JavaScript orders as the column does: its values are numbers, times, or texts whose letters are known. */
function inRange(column: Column, list: In, { from, below }: Range): Test | false | undefined {
  if (!isPlainList(list) || !isTold(column, [...list.values, ...column.nulls])) return undefined
  const { compare } = ruleOf(column)
  const isWithin = (value: string): boolean =>
    !isNull(column, value) &&
    (from === undefined || compare(value, from) >= 0) &&
    (below === undefined || compare(value, below) < 0)
  return listOrNone(list.values.filter(isWithin), list)
}

/** Both as one test, `false` where no value passes, undefined where there is no such test. */
export function meet(column: Column, a: Test, b: Test): Test | false | undefined {
  if (a.is === 'any') return withValue(column, b)
  if (b.is === 'any') return withValue(column, a)
  if (a.is === 'range' && b.is === 'range') return intersect(column, a, b)
  if (a.is === 'range' && b.is === 'in') return inRange(column, b, a)
  if (a.is === 'in' && b.is === 'range') return inRange(column, a, b)
  if (!isPlainList(a) || !isPlainList(b) || !isTold(column, [...a.values, ...b.values])) return undefined
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
