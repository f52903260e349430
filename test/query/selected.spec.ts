import { expect } from 'chai'
import type { Column } from '../../src/mapping/model.ts'
import type { ColumnSchema } from '../../src/mapping/schema.ts'
import type { Dialect } from '../../src/query/query.ts'
import { writeSelected } from '../../src/query/selected.ts'
import { startStatement } from '../../src/query/statement.ts'
import { varchar } from '../plan/clinic.ts'

const binary: ColumnSchema = { ...varchar(1), type: 'binary', native: 'image', collation: 'cs' }
const part = { from: 5, count: 9 }

function write(schema: ColumnSchema, slice: Column['slice'], dialect: Dialect): string {
  const statement = startStatement(dialect)
  const column = { alias: 'b', table: 'BLOB', name: 'DATA', schema, nulls: [] }
  const written = writeSelected(statement, slice === undefined ? column : { ...column, slice })
  const { sql, bindings } = statement.finish(written)
  return [sql, ...bindings.map(({ value }) => value)].join(' | ')
}

const all = (schema: ColumnSchema, slice: Column['slice']): Readonly<Record<Dialect, string>> => ({
  sqlite: write(schema, slice, 'sqlite'),
  postgres: write(schema, slice, 'postgres'),
  mariadb: write(schema, slice, 'mariadb'),
  mssql: write(schema, slice, 'mssql'),
})

describe('a part of a value as SQL', () => {
  it('is what its engine calls it, its numbers bound', () => {
    expect(all(binary, part)).to.deep.equal({
      sqlite: 'substr(CAST("b"."DATA" AS BLOB), ?, ?) | 5 | 9',
      postgres: 'substring("b"."DATA" from $1::int for $2::int) | 5 | 9',
      mariadb: 'SUBSTRING(`b`.`DATA`, ?, ?) | 5 | 9',
      mssql: 'SUBSTRING(CONVERT(varbinary(max), [b].[DATA]), @p1, @p2) | 5 | 9',
    })
    expect(write({ ...varchar(9), native: 'varchar(9)' }, part, 'mssql')).to.equal(
      'SUBSTRING([b].[DATA], @p1, @p2) | 5 | 9',
    )
  })

  it('may be how much there is', () => {
    expect(all(binary, 'size')).to.deep.equal({
      sqlite: `CASE typeof("b"."DATA") WHEN 'blob' THEN length("b"."DATA") ELSE length(CAST("b"."DATA" AS BLOB)) END`,
      postgres: 'length("b"."DATA")',
      mariadb: 'OCTET_LENGTH(`b`.`DATA`)',
      mssql: 'DATALENGTH([b].[DATA])',
    })
    expect(all({ ...varchar(9), native: 'text' }, 'size')).to.deep.include({
      mariadb: 'CHAR_LENGTH(`b`.`DATA`)',
      mssql: "LEN(CONVERT(varchar(max), [b].[DATA]) + 'x') - 1",
    })
  })
})
