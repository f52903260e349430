/** The keys of patients -> the statement that reads which rows were merged into them. */
import type { Cond } from '../mapping/cond.ts'
import { and, oneOf } from '../mapping/cond.ts'
import type { Source } from '../mapping/model.ts'
import { writePart } from './condition.ts'
import { writeJoins, writeTable } from './from.ts'
import { neededJoins } from './joins.ts'
import { writeKeys } from './key.ts'
import type { Dialect } from './query.ts'
import { distinct, writeWhere, type CompiledRows } from './rows.ts'
import { startStatement } from './statement.ts'

/** Which rows of a Patient source were merged into one of these. */
export interface MergedQuestion {
  readonly source: Source
  /** The key of the tenant. */
  readonly tenant: string
  readonly keys: readonly (readonly string[])[]
}

/**
 * Each row of the answer is the survivor's key, then the key of a row merged into it, one step away: references go no
 * further either. Undefined where the source merges nothing.
 */
export function compileMerged({ source, tenant, keys }: MergedQuestion, dialect: Dialect): CompiledRows | undefined {
  const { merge } = source
  if (merge === undefined || keys.length === 0) return undefined
  const statement = startStatement(dialect)
  const selected = distinct([merge.into, ...source.key.map((part) => part.column)])
  const where: Cond = and(...(source.tenant === undefined ? [] : [oneOf(source.tenant, [tenant])]), merge.when)
  const list = selected.map((column) => statement.rules.output(statement.name(column), column)).join(', ')
  const joins = neededJoins(source.joins, [where], selected)
  const from = `FROM ${writeTable(statement, source.from)}${writeJoins(statement, joins)}`
  const parts = [...writePart(statement, where), writeKeys(statement, [merge.into], keys)]
  return { query: statement.finish(`SELECT ${list} ${from}${writeWhere(parts)}`), columns: selected }
}
