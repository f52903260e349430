/** Keys and joins of a mapping that no key of the database proves -> those that several live rows share: each would be served several times. */
import { always, type Cond } from '../../mapping/cond.ts'
import type { Join, Mapping, Source, Table } from '../../mapping/model.ts'
import type { Schema } from '../../mapping/schema.ts'
import { isUnique } from '../../mapping/source/unique.ts'
import { rulesOf } from '../../query/dialects.ts'
import { writeTable } from '../../query/from.ts'
import type { Dialect, Query } from '../../query/query.ts'
import { startStatement } from '../../query/statement.ts'
import type { Database } from '../../rows/database.ts'
import { readAllRows } from '../../search/read-rows.ts'
import { printPlace } from './columns.ts'
import type { Finding } from './finding.ts'
import { asText } from './statements.ts'

interface Claim {
  readonly table: Table
  readonly columns: readonly string[]
  readonly what: string
  readonly at: string
}

/** A table that the mapping describes is not described by the catalog. */
const isProven = ({ table: { stated: _, ...table }, columns }: Claim, schema: Schema): boolean =>
  isUnique({ schema }, table, columns)

const hasNewest = (cond: Cond): boolean => {
  if (cond.kind === 'some') return cond.rows.newer !== undefined
  if (cond.kind === 'not') return hasNewest(cond.of)
  return (cond.kind === 'and' || cond.kind === 'or') && cond.of.some(hasNewest)
}

function joinClaims(joins: readonly Join[], at: string): readonly Claim[] {
  return joins
    .filter(({ where = always }) => !hasNewest(where))
    .map((join) => {
      const columns = join.on.filter(({ than }) => than === undefined).map(({ left }) => left.name)
      return { table: join, columns, what: 'a join takes one row', at }
    })
}

function claimsOf(source: Source): readonly Claim[] {
  const { from, key, keep, joins, rows } = source
  const at = printPlace(source.at)
  const isOwn =
    from.distinct === undefined && key.every(({ column }) => column.alias === from.alias) && !hasNewest(keep)
  const columns = key.map(({ column }) => column.name)
  return [
    ...(isOwn ? [{ table: from, columns, what: 'a key names one row', at }] : []),
    ...joinClaims([...joins, ...rows.flatMap((each) => each.joins)], at),
  ]
}

/** How many values of the columns several rows have. */
function sharedStatement({ table, columns }: Claim, dialect: Dialect): Query {
  const statement = startStatement(dialect)
  const { quote } = rulesOf(dialect)
  const names = columns.map((name) => `${quote(table.alias)}.${quote(name)}`)
  const where = names.map((name) => `${name} IS NOT NULL`).join(' AND ')
  const shared = `SELECT 1 AS ${quote('n')} FROM ${writeTable(statement, table)} WHERE ${where} GROUP BY ${names.join(', ')} HAVING COUNT(*) > 1`
  return statement.finish(`SELECT ${asText(dialect, 'COUNT(*)')} FROM (${shared}) ${quote('shared')}`)
}

const hint = 'Say which row wins by newest:, or name more columns.'

function sharedFinding({ table, columns, what, at }: Claim, rows: number): Finding {
  const message = `${what}, and ${rows} values are shared by several: their resources are served several times`
  return { about: 'keys', severity: 'error', what: `${table.name} (${columns.join(', ')})`, message, hint, at, rows }
}

const nameOf = ({ table, columns, what }: Claim): string => [what, table.name, ...columns].join()

/** Each is asked once, and what a key of the database proves is not asked at all. */
export async function checkKeys(mapping: Mapping, schema: Schema, database: Database): Promise<readonly Finding[]> {
  const claims = mapping.sources.flatMap(claimsOf).filter((each) => !isProven(each, schema))
  const findings: Finding[] = []
  for (const claim of new Map(claims.map((each) => [nameOf(each), each])).values()) {
    const [row] = await readAllRows(database, sharedStatement(claim, database.dialect))
    const shared = Number(row?.[0] ?? 0)
    if (shared > 0) findings.push(sharedFinding(claim, shared))
  }
  return findings
}
