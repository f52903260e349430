/** A column of the SELECT list: the driver makes SQLite's values texts. */
import type { Column } from '../../mapping/model.ts'

/** A text or a number that was put into a column of bytes is its bytes too: SQLite keeps whatever it is given. https://www.sqlite.org/lang_expr.html#castexpr */
export const stored = (sql: string, { schema }: Column): string =>
  schema.type === 'binary' ? `CAST(${sql} AS BLOB)` : sql

export const output = stored

/** A column without a type has whatever was put there, and a text is not equal to a number. https://www.sqlite.org/datatype3.html#type_conversions_prior_to_comparison */
export const operand = (sql: string, { schema: { type } }: Column): string =>
  type === 'other' ? `CAST(${sql} AS TEXT)` : sql

const isBytes = ({ schema }: Column): boolean => schema.type === 'binary'

/** Bytes may have been put in as a text, which no bytes are equal to; an index serves both. */
export const held = (bound: string, column: Column): readonly string[] =>
  isBytes(column) ? [bound, `CAST(${bound} AS TEXT)`] : [bound]

/** In the order of what is read: all texts would stand before all bytes. No index serves that. */
export const sorted = stored
