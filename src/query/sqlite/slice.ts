/** How long a value is, and a part of it: bytes of a BLOB, else characters. SQLite reads the whole of it for either but the length. */
import type { Column } from '../../mapping/model.ts'
import { stored } from './output.ts'

/** Of a BLOB that is one the bytes are known without reading them; a cast would read them. */
export const size = (sql: string, column: Column): string =>
  column.schema.type === 'binary'
    ? `CASE typeof(${sql}) WHEN 'blob' THEN length(${sql}) ELSE length(${stored(sql, column)}) END`
    : `length(${sql})`

export const slice = (sql: string, from: string, count: string, column: Column): string =>
  `substr(${stored(sql, column)}, ${from}, ${count})`
