/** The few statements of `check`, which count rows and name codes: never a patient's values. One table holds what engines say differently. */
import type { Column } from '../../mapping/model.ts'
import { rulesOf } from '../../query/dialects.ts'
import type { Dialect, Query } from '../../query/query.ts'

function name(dialect: Dialect, column: Column): string {
  const { operand, quote } = rulesOf(dialect)
  return operand(quote(column.name), column)
}

const table = (dialect: Dialect, column: Column): string => rulesOf(dialect).quote(column.table)
/** An expression as text. */
export const asText = (dialect: Dialect, sql: string): string =>
  dialect === 'mariadb' ? `CAST(${sql} AS CHAR)` : `CAST(${sql} AS ${dialect === 'mssql' ? 'NVARCHAR(4000)' : 'TEXT'})`

/** Each value in use and how often, the most frequent first. */
export function tallyStatement(column: Column, most: number, dialect: Dialect): Query {
  const value = name(dialect, column)
  const { limit } = rulesOf(dialect)
  const sql = `SELECT ${asText(dialect, value)}, ${asText(dialect, 'COUNT(*)')} FROM ${table(dialect, column)} WHERE ${value} IS NOT NULL GROUP BY ${value} ORDER BY COUNT(*) DESC ${limit(most)}`
  return { dialect, sql, bindings: [] }
}

/** What system.yaml claims of a text, blanks at its end taken off; `unpadded` is claimed by saying nothing: that there are no such blanks. */
export type Claim = 'upper' | 'lower' | 'ascii' | 'digits' | 'unpadded'

const binary: Readonly<Record<Dialect, (sql: string) => string>> = {
  sqlite: (sql) => sql,
  postgres: (sql) => `${sql} COLLATE "C"`,
  mariadb: (sql) => `CAST(${sql} AS BINARY)`,
  mssql: (sql) => `${sql} COLLATE Latin1_General_BIN2`,
}

const outside: Readonly<Record<Dialect, (sql: string, characters: string) => string>> = {
  sqlite: (sql, characters) => `${sql} GLOB '*[^${characters}]*'`,
  postgres: (sql, characters) => `${sql} COLLATE "C" ~ '[^${characters}]'`,
  mariadb: (sql, characters) => `CAST(${sql} AS BINARY) REGEXP '[^${characters}]'`,
  mssql: (sql, characters) => `${sql} COLLATE Latin1_General_BIN2 LIKE '%[^${characters}]%'`,
}

/** LIKE pays regard to blanks on every engine. */
const padded = (sql: string): string => `${sql} LIKE '% '`

function violation(claim: Exclude<Claim, 'unpadded'>, sql: string, dialect: Dialect): string {
  const as = binary[dialect]
  if (claim === 'upper' || claim === 'lower') return `${as(sql)} <> ${as(`${claim.toUpperCase()}(${sql})`)}`
  return outside[dialect](sql, claim === 'ascii' ? ' -~' : '0-9')
}

/** How many rows break a claim. */
export function violationsStatement(column: Column, claim: Claim, dialect: Dialect): Query {
  const value = `RTRIM(${name(dialect, column)})`
  const broken = claim === 'unpadded' ? padded(name(dialect, column)) : violation(claim, value, dialect)
  const sql = `SELECT ${asText(dialect, 'COUNT(*)')} FROM ${table(dialect, column)} WHERE ${broken}`
  return { dialect, sql, bindings: [] }
}
