/** A column of the SELECT list: the driver makes SQLite's values texts. */
import type { Column } from '../../mapping/model.ts'

/** A text or a number that was put into a column of bytes is its bytes too: SQLite keeps whatever it is given. https://www.sqlite.org/lang_expr.html#castexpr */
export const stored = (sql: string, { schema }: Column): string =>
  schema.type === 'binary' ? `CAST(${sql} AS BLOB)` : sql

export const output = stored

export const operand = (sql: string): string => sql
