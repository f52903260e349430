/** One source's share of a plan -> the statement that counts its resources. */
import { always, and } from '../mapping/cond.ts'
import { isWhole, type Whole } from '../plan/page/whole.ts'
import { writeWhere } from './from.ts'
import type { SourcePlan } from '../plan/model.ts'
import { writeCondition, writePart } from './condition.ts'
import type { Dialect, Query } from './query.ts'
import { restOf, writeFrom, writeKeyed } from './rows.ts'
import { startStatement, type Statement } from './statement.ts'

/** For how many kinds a row counts. */
function writeTimes(statement: Statement, plan: SourcePlan, whole: Whole): string {
  const counted = plan.kinds.map(({ kind, where }) => and(where, isWhole(whole, kind)))
  return counted.map((cond) => `CASE WHEN ${writeCondition(statement, cond)} THEN 1 ELSE 0 END`).join(' + ')
}

/** The numbers are made before they are added: SQL Server adds nothing that a subquery gives. */
function writeSum({ rules }: Statement, times: string, rows: string): string {
  const [table, number] = [rules.quote('counted'), rules.quote('n')]
  return `SELECT SUM(${table}.${number}) FROM (SELECT ${times} AS ${number} ${rows}) ${table}`
}

const nothingMissing: Whole = new Map()

/** What the kinds ask, and what makes them whole, stands in the list: it needs its joins too. */
const joined = (plan: SourcePlan, whole: Whole): SourcePlan => ({
  ...plan,
  where: { kind: 'or', of: [plan.where, ...plan.kinds.map(({ where }) => where), ...whole.values()] },
})

/**
 * One kind: the WHERE has decided. Several: a row counts once for each kind that it matches. One row of one value, NULL for none where there
 * are several kinds. Right only where SQL knows all (see `countedBySql`).
 */
export function compileCount(plan: SourcePlan, dialect: Dialect, whole: Whole = nothingMissing): Query {
  const statement = startStatement(dialect, plan.source.from.name, plan.facts)
  const [only, ...more] = plan.kinds
  const isOnly = only !== undefined && more.length === 0
  const times = isOnly ? '' : writeTimes(statement, plan, whole)
  const from = writeFrom(statement, joined(plan, whole), [])
  const parts = [
    ...[restOf(plan), isOnly ? isWhole(whole, only.kind) : always].flatMap((part) => writePart(statement, part)),
    ...writeKeyed(statement, plan.source),
  ]
  const rows = `${from}${writeWhere(parts)}`
  return statement.finish(isOnly ? `SELECT COUNT(*) ${rows}` : writeSum(statement, times, rows))
}
