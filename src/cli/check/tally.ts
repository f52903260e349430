/** A column that is looked up in a code list, or asked by name -> the values in use in the rows that are served and come to it. */
import { and } from '../../mapping/cond.ts'
import { outerColumns } from '../../mapping/join-term.ts'
import type { Facts, Rows } from '../../mapping/model.ts'
import { byCondition } from '../../plan/question/matching.ts'
import { settle } from '../../plan/passes/settle.ts'
import { writeJoins, writePart } from '../../query/condition.ts'
import { writeTable, writeTerms } from '../../query/from.ts'
import type { Dialect, Query } from '../../query/query.ts'
import { writeFrom } from '../../query/rows.ts'
import { startStatement, type Statement } from '../../query/statement.ts'
import type { Tallied } from './coded.ts'
import { asText } from './statements.ts'

/** Child rows beside the rows that they belong to. */
function writeChild(statement: Statement, { table, joins, on }: Rows): string {
  const child = writeTable(statement, table) + writeJoins(statement, joins)
  return ` INNER JOIN ${joins.length === 0 ? child : `(${child})`} ON ${writeTerms(statement, on)}`
}

/** Undefined: no row comes to the lookup. Counts child rows once for each row that they belong to. */
export function codedTally(
  { column, source, rows, uses }: Tallied,
  most: number,
  dialect: Dialect,
  facts: Facts,
): Query | undefined {
  const kinds = uses.map(({ kind, when }) => ({ kind, matching: byCondition(when, facts) }))
  const kept = source.root.kind === 'reference' ? [source.root.keep] : []
  const root = and(source.keep, ...kept, ...rows.map(({ where }) => where))
  const plan = settle({ source, root, kinds, trace: [] }, facts)
  if (plan === undefined) return undefined
  const statement = startStatement(dialect, undefined, facts)
  const value = statement.name(column)
  const parents = rows.flatMap(({ on }) => on.flatMap(outerColumns))
  const from = writeFrom(statement, plan, [column, ...parents])
  const children = rows.map((each) => writeChild(statement, each)).join('')
  const where = [...writePart(statement, plan.where), `${value} IS NOT NULL`].join(' AND ')
  const list = `${asText(dialect, value)}, ${asText(dialect, 'COUNT(*)')}`
  const order = `GROUP BY ${value} ORDER BY COUNT(*) DESC ${statement.rules.limit(most)}`
  return statement.finish(`SELECT ${list} ${from}${children} WHERE ${where} ${order}`)
}
