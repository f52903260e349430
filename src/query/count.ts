/** One source's share of a plan -> the statement that counts its resources. */
import { writeWhere } from './from.ts'
import type { SourcePlan } from '../plan/model.ts'
import { writeCondition, writePart } from './condition.ts'
import type { Dialect, Query } from './query.ts'
import { restOf, writeFrom, writeKeyed } from './rows.ts'
import { startStatement, type Statement } from './statement.ts'

/** One kind: the WHERE has decided. Several: a row counts once for each kind that it matches. */
function writeSum(statement: Statement, plan: SourcePlan): string {
  if (plan.kinds.length === 1) return 'COUNT(*)'
  const flags = plan.kinds.map(({ where }) => `CASE WHEN ${writeCondition(statement, where)} THEN 1 ELSE 0 END`)
  return `SUM(${flags.join(' + ')})`
}

/** What the kinds ask stands in the list: it needs its joins too. */
const joined = (plan: SourcePlan): SourcePlan => ({
  ...plan,
  where: { kind: 'or', of: [plan.where, ...plan.kinds.map(({ where }) => where)] },
})

/** One row of one value, NULL for none where there are several kinds. Right only where no kind of the plan has a `check`. */
export function compileCount(plan: SourcePlan, dialect: Dialect): Query {
  const statement = startStatement(dialect)
  const sum = writeSum(statement, plan)
  const from = writeFrom(statement, joined(plan), [])
  const parts = [...writePart(statement, restOf(plan)), ...writeKeyed(statement, plan.source)]
  return statement.finish(`SELECT ${sum} ${from}${writeWhere(parts)}`)
}
