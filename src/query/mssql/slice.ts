/** How long a value is, and a part of it: bytes of a binary column, else characters; the old types of large values have neither function. */
import type { Column } from '../../mapping/model.ts'

const modern: Readonly<Record<string, string>> = {
  image: 'varbinary(max)',
  text: 'varchar(max)',
  ntext: 'nvarchar(max)',
}

function large(sql: string, { schema }: Column): string {
  const type = modern[schema.native.toLowerCase()]
  return type === undefined ? sql : `CONVERT(${type}, ${sql})`
}

/** LEN leaves out blanks at the end. */
export const size = (sql: string, column: Column): string =>
  column.schema.type === 'binary' ? `DATALENGTH(${sql})` : `LEN(${large(sql, column)} + 'x') - 1`

export const slice = (sql: string, from: string, count: string, column: Column): string =>
  `SUBSTRING(${large(sql, column)}, ${from}, ${count})`
