/** The keys of patients -> the statement that reads which rows were merged into them. */
import { writeMerged, type MergedQuestion } from './merge-question.ts'
import type { Dialect } from './query.ts'
import { distinct, type CompiledRows } from './rows.ts'
import { startStatement } from './statement.ts'

/**
 * Each row of the answer is the survivor's key, then the key of a row merged into it, one step away: references go no
 * further either. Undefined where the source merges nothing.
 */
export function compileMerged(question: MergedQuestion, dialect: Dialect): CompiledRows | undefined {
  const { source, keys } = question
  if (source.merge === undefined || keys.length === 0) return undefined
  const statement = startStatement(dialect)
  const selected = distinct([source.merge.into, ...source.key.map((part) => part.column)])
  const list = selected.map((column) => statement.rules.output(statement.name(column), column)).join(', ')
  const query = statement.finish(`SELECT ${list} ${writeMerged(statement, question, selected)}`)
  return { query, columns: selected }
}
