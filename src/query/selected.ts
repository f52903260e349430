/** A column -> its place in a SELECT list: its value, a part of it, or how much there is. */
import type { Column } from '../mapping/model.ts'
import { writeColumn } from './condition.ts'
import type { Statement } from './statement.ts'

/** What positions and lengths are bound as. */
const position: Column = Object.freeze({
  alias: '',
  table: '',
  name: '',
  nulls: [],
  schema: Object.freeze({
    type: 'integer',
    nullable: false,
    padded: false,
    collation: 'cs',
    accents: 'sensitive',
    native: 'integer',
  } as const),
})

/** The number of bytes is known of a value that nobody has read. */
const isBytes = ({ schema, choice }: Column): boolean => schema.type === 'binary' && choice === undefined

export function writeSelected(statement: Statement, column: Column): string {
  const { rules, bind } = statement
  const { slice } = column
  const sql = writeColumn(statement, column)
  if (slice === undefined || column.missing === true) return rules.output(sql, column)
  if (slice === 'size') return rules.size(isBytes(column) ? statement.plain(column) : sql, column)
  const [from, count] = [slice.from, slice.count].map((each) => bind(position, String(each)))
  return rules.slice(sql, from!, count!, column)
}
