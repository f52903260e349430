/** Which charts were merged into some patients -> the FROM and WHERE that find them, for a statement of its own or as a flag of another. */
import { and, oneOf, type Cond } from '../mapping/cond.ts'
import type { Column, Source } from '../mapping/model.ts'
import { writeJoins, writePart } from './condition.ts'
import { writeTable, writeWhere } from './from.ts'
import { neededJoins } from './joins.ts'
import { writeKeys } from './key.ts'
import type { Statement } from './statement.ts'

/** Which rows of a Patient source were merged into one of these. */
export interface MergedQuestion {
  readonly source: Source
  /** The key of the tenant. */
  readonly tenant: string
  readonly keys: readonly (readonly string[])[]
}

/** `FROM ... WHERE ...`; `selected` are the columns that are read of it. Only for a source that merges. */
export function writeMerged(
  statement: Statement,
  { source, tenant, keys }: MergedQuestion,
  selected: readonly Column[] = [],
): string {
  const { merge } = source
  if (merge === undefined) throw new Error(`${source.name} merges nothing`)
  const where: Cond = and(...(source.tenant === undefined ? [] : [oneOf(source.tenant, [tenant])]), merge.when)
  const joins = neededJoins(source.joins, [where], selected)
  const from = `FROM ${writeTable(statement, source.from)}${writeJoins(statement, joins)}`
  return `${from}${writeWhere([...writePart(statement, where), writeKeys(statement, [merge.into], keys)])}`
}

/** A column of another statement's SELECT list: its subquery speaks of nothing outside, so that it is asked once. */
export const writeIsMerged = (statement: Statement, question: MergedQuestion): string =>
  `CASE WHEN EXISTS (SELECT 1 ${writeMerged(statement, question)}) THEN 1 ELSE 0 END`
