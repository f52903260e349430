/** How long a value is, and a part of it: bytes of a binary column, else characters. */
import type { Column } from '../../mapping/model.ts'

/** LEN leaves out blanks at the end. */
export const size = (sql: string, column: Column): string =>
  column.schema.type === 'binary' ? `DATALENGTH(${sql})` : `LEN(${sql} + 'x') - 1`

export const slice = (sql: string, from: string, count: string): string => `SUBSTRING(${sql}, ${from}, ${count})`
