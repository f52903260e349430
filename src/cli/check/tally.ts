/** A column with codes -> the values in use where the mapping looks at it, with their rows. */
import type { Facts } from '../../mapping/model.ts'
import { byCondition } from '../../plan/matching.ts'
import { settle } from '../../plan/settle.ts'
import { writePart } from '../../query/condition.ts'
import type { Dialect, Query } from '../../query/query.ts'
import { writeFrom, writeWhere } from '../../query/rows.ts'
import { startStatement } from '../../query/statement.ts'
import type { CodedColumn } from './columns.ts'
import { asText, tallyStatement } from './statements.ts'

/** Counts in the rows that are served, under the conditions of the mapping; of child rows, in the whole table. Undefined: no row is looked at. */
export function codedTally(
  { column, source, uses }: CodedColumn,
  most: number,
  dialect: Dialect,
  facts: Facts,
): Query | undefined {
  if (uses.length === 0) return tallyStatement(column, most, dialect)
  const kinds = uses.map(({ kind, when }) => ({ kind, matching: byCondition(when, facts) }))
  const plan = settle({ source, root: source.keep, kinds, trace: [] }, facts)
  if (plan === undefined) return undefined
  const statement = startStatement(dialect)
  const value = statement.name(column)
  const from = writeFrom(statement, plan, [column])
  const where = writeWhere([...writePart(statement, plan.where), `${value} IS NOT NULL`])
  const limit = statement.rules.limit(most)
  const list = `${asText(dialect, value)}, ${asText(dialect, 'COUNT(*)')}`
  return statement.finish(`SELECT ${list} ${from}${where} GROUP BY ${value} ORDER BY COUNT(*) DESC ${limit}`)
}
