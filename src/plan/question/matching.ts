/** A part of a search on one kind from both sides: the condition that bounds it, and the test of a row that decides it. */
import type { Between, Cond } from '../../mapping/cond.ts'
import { always, both, either, exactly, negate, never } from '../../mapping/cond.ts'
import { columnsOfCond, holds } from '../../mapping/forward.ts'
import type { Column, Facts, Hit, Reader } from '../../mapping/model.ts'

export interface Matching {
  readonly between: Between
  decide(row: Reader): boolean
  /** What `decide` looks at. */
  readonly hits: readonly Hit[]
  readonly columns: readonly Column[]
}

export const anything: Matching = { between: exactly(always), decide: () => true, hits: [], columns: [] }
export const noMatch: Matching = { between: exactly(never), decide: () => false, hits: [], columns: [] }

export const isDecided = ({ between }: Matching, value: boolean): boolean =>
  between.over === between.under && between.over.kind === 'constant' && between.over.value === value

/** No row can match. */
export const isImpossible = ({ between }: Matching): boolean => between.over.kind === 'constant' && !between.over.value

/** SQL alone decides. */
export const byCondition = (cond: Cond, facts: Facts): Matching => ({
  between: exactly(cond),
  decide: (row) => holds(cond, row, facts),
  hits: [],
  columns: columnsOfCond(cond),
})

const joined = (parts: readonly Matching[]): Pick<Matching, 'hits' | 'columns'> => ({
  hits: parts.flatMap((part) => part.hits),
  columns: parts.flatMap((part) => part.columns),
})

export function allOf(all: readonly Matching[]): Matching {
  const parts = all.filter((part) => !isDecided(part, true))
  if (parts.length <= 1) return parts[0] ?? anything
  const between = both(...parts.map((part) => part.between))
  return { between, decide: (row) => parts.every((part) => part.decide(row)), ...joined(parts) }
}

export function anyOf(all: readonly Matching[]): Matching {
  const parts = all.filter((part) => !isDecided(part, false))
  if (parts.length <= 1) return parts[0] ?? noMatch
  const between = either(...parts.map((part) => part.between))
  return { between, decide: (row) => parts.some((part) => part.decide(row)), ...joined(parts) }
}

export const complement = (part: Matching): Matching => ({
  ...part,
  between: negate(part.between),
  decide: (row) => !part.decide(row),
})
