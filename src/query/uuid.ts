/** Two columns of which each holds a uuid in its own way, as text, bytes or a type of its own -> the term that ties them, which indexes of both serve. */
import type { Column, JoinTerm } from '../mapping/model.ts'
import { isTextColumn, isUuidLike } from '../mapping/uuid.ts'
import { foldsCase } from './column-type.ts'
import type { Statement } from './statement.ts'

/** What the engines compare otherwise, or not at all. */
export const isUuidTerm = ({ as, than, left, right }: JoinTerm): boolean =>
  than === undefined && 'alias' in right && (as === 'uuid' || isUuidLike(left, right))

/** The other spelling of a text that is in small or capital letters throughout: of both mixed it is no uuid. */
const twin = (sql: string): string =>
  `CASE WHEN ${sql} = LOWER(${sql}) THEN UPPER(${sql}) WHEN ${sql} = UPPER(${sql}) THEN LOWER(${sql}) END`

const inOneCase = (sql: string): string => `CASE WHEN ${sql} IN (LOWER(${sql}), UPPER(${sql})) THEN ${sql} END`

/** In small letters, but where the column holds a text itself. */
function textOf({ rules, name }: Statement, column: Column, as: Column): string {
  const sql = name(column)
  return isTextColumn(column) ? rules.collated(sql, column, as) : rules.uuidText(sql, column, as)
}

function spellings(statement: Statement, column: Column, as: Column): readonly string[] {
  const sql = textOf(statement, column, as)
  if (foldsCase(as)) return [sql]
  if (!isTextColumn(column)) return [sql, `UPPER(${sql})`]
  return foldsCase(column) ? [`LOWER(${sql})`, `UPPER(${sql})`] : [sql, twin(sql)]
}

/** What an index of `column` serves, when the other is known. */
function seek(statement: Statement, column: Column, other: Column): string {
  const { rules, name } = statement
  if (isTextColumn(column)) return `${name(column)} IN (${spellings(statement, other, column).join(', ')})`
  if (!isTextColumn(other))
    return `${name(column)} = ${rules.uuidOf(rules.uuidText(name(other), other, other), column)}`
  const text = rules.trimmed(name(other), other)
  return `${name(column)} = ${rules.uuidOf(foldsCase(other) ? text : inOneCase(text), column)}`
}

/** Whichever row is known first. */
export function writeUuid(statement: Statement, { left, right }: JoinTerm): string {
  const other = right as Column
  return `${seek(statement, left, other)} AND ${seek(statement, other, left)}`
}
