/** How long a value is, and a part of it: bytes of a BLOB, else characters. */
import type { Column } from '../../mapping/model.ts'

export const size = (sql: string, { schema }: Column): string =>
  schema.type === 'binary' ? `OCTET_LENGTH(${sql})` : `CHAR_LENGTH(${sql})`

export const slice = (sql: string, from: string, count: string): string => `SUBSTRING(${sql}, ${from}, ${count})`
