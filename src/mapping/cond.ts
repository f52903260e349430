/**
 * Conditions over columns as data: what `when`, `exclude`, `where` and every inverted search come to. A condition is
 * two-valued: NULL, blank and sentinel values make a test false, never unknown, and NOT is a plain complement.
 */
import type { Between, Column, Cond, Rows, Test } from './table.ts'

export type { Between, Bounds, Cond, Test } from './table.ts'

export const always: Cond = Object.freeze({ kind: 'constant', value: true })
export const never: Cond = Object.freeze({ kind: 'constant', value: false })

const isConstant = (cond: Cond, value: boolean): boolean => cond.kind === 'constant' && cond.value === value

function combine(kind: 'and' | 'or', conds: readonly Cond[]): Cond {
  const neutral = kind === 'and'
  const parts: Cond[] = []
  for (const cond of conds) {
    if (isConstant(cond, !neutral)) return cond
    if (isConstant(cond, neutral)) continue
    if (cond.kind === kind) parts.push(...cond.of)
    else parts.push(cond)
  }
  if (parts.length === 0) return neutral ? always : never
  return parts.length === 1 ? parts[0]! : { kind, of: parts }
}

export const and = (...conds: readonly Cond[]): Cond => combine('and', conds)
export const or = (...conds: readonly Cond[]): Cond => combine('or', conds)

export function not(cond: Cond): Cond {
  if (cond.kind === 'constant') return cond.value ? never : always
  return cond.kind === 'not' ? cond.of : { kind: 'not', of: cond }
}

/** A column that is not there has no value. */
export const test = (column: Column, question: Test): Cond =>
  column.missing ? never : { kind: 'test', column, test: question }
export const has = (column: Column): Cond => test(column, { is: 'any' })
/** `column in values`, false for no values. */
export const oneOf = (column: Column, values: readonly string[]): Cond =>
  values.length === 0 ? never : test(column, { is: 'in', values })
export const some = (rows: Rows, where: Cond): Cond =>
  isConstant(where, false) ? never : { kind: 'some', rows, where }

export const exactly = (cond: Cond): Between => ({ over: cond, under: cond })
export const nothing: Between = exactly(never)
export const everything: Between = exactly(always)
/** True where SQL alone decides. */
export const isExact = (between: Between): boolean => between.over === between.under

function lift(build: (...conds: readonly Cond[]) => Cond, sides: readonly Between[]): Between {
  const over = build(...sides.map((side) => side.over))
  return sides.every(isExact) ? exactly(over) : { over, under: build(...sides.map((side) => side.under)) }
}

export const both = (...sides: readonly Between[]): Between => lift(and, sides)
export const either = (...sides: readonly Between[]): Between => lift(or, sides)
/** NOT swaps the sides, which is what makes it safe over an approximation. */
export function negate(side: Between): Between {
  if (isExact(side)) return exactly(not(side.over))
  return { over: not(side.under), under: not(side.over) }
}
export function someRow(rows: Rows, where: Between): Between {
  if (isExact(where)) return exactly(some(rows, where.over))
  return { over: some(rows, where.over), under: some(rows, where.under) }
}
/** Selects by `cond`, never decides: the residual check has to. */
export const atMost = (cond: Cond): Between => (isConstant(cond, false) ? nothing : { over: cond, under: never })
