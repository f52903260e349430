/** A uuid held in two ways -> the term that ties them, as each dialect writes it: an index of either side serves. */
import { expect } from 'chai'
import type { JoinTerm } from '../../src/mapping/model.ts'
import { writeTerms } from '../../src/query/from.ts'
import type { Dialect } from '../../src/query/query.ts'
import { startStatement } from '../../src/query/statement.ts'
import { column, typed, varchar } from '../mapping/hand-made.ts'

const own = { ...column('OWN', { schema: typed('uuid') }), alias: 'a' }
const bytes = { ...column('BYTES', { schema: typed('binary') }), alias: 'b' }
const folded = { ...column('FOLDED', { schema: { ...varchar, collation: 'ci' } }), alias: 'f' }
const cased = { ...column('CASED', { schema: { ...varchar, collation: 'cs' } }), alias: 'c' }

const write = (dialect: Dialect, term: JoinTerm): string => writeTerms(startStatement(dialect), [term])

const hex = (count: number): string => '[0-9A-Fa-f]'.repeat(count)
const like = `LIKE '${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}'`
const form = "'^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'"

describe('terms between uuids', () => {
  it('convert the text to the type whose index serves, and back, on SQL Server', () => {
    expect(write('mssql', { left: own, right: folded })).to.equal(
      `[a].[OWN] = TRY_CONVERT(uniqueidentifier, CASE WHEN RTRIM([f].[FOLDED]) ${like} THEN [f].[FOLDED] END)` +
        ' AND [f].[FOLDED] IN (LOWER(CONVERT(char(36), [a].[OWN])))',
    )
    expect(write('mssql', { left: bytes, right: folded })).to.equal(
      `[b].[BYTES] = TRY_CONVERT(binary(16), CASE WHEN RTRIM([f].[FOLDED]) ${like} THEN REPLACE(RTRIM([f].[FOLDED]), '-', '') END, 2)` +
        " AND [f].[FOLDED] IN (CASE WHEN DATALENGTH([b].[BYTES]) = 16 THEN LOWER(STUFF(STUFF(STUFF(STUFF(CONVERT(char(32), [b].[BYTES], 2), 9, 0, '-'), 14, 0, '-'), 19, 0, '-'), 24, 0, '-')) END)",
    )
  })

  it('go by the text between a type of their own and bytes, whose order is another on SQL Server', () => {
    const sql = write('mssql', { left: own, right: bytes })
    expect(sql).to.match(/^\[a\]\.\[OWN\] = TRY_CONVERT\(uniqueidentifier, CASE WHEN RTRIM\(CASE WHEN DATALENGTH\(/)
    expect(sql).to.match(
      / AND \[b\]\.\[BYTES\] = TRY_CONVERT\(binary\(16\), CASE WHEN RTRIM\(LOWER\(CONVERT\(char\(36\), \[a\]\.\[OWN\]\)\)\) LIKE /,
    )
  })

  it('look at a text before they cast it on PostgreSQL, and ask for both cases', () => {
    const text =
      'CASE WHEN rtrim("c"."CASED") IN (LOWER(rtrim("c"."CASED")), UPPER(rtrim("c"."CASED"))) THEN rtrim("c"."CASED") END'
    expect(write('postgres', { left: own, right: cased })).to.equal(
      `"a"."OWN" = CASE WHEN ${text} ~ ${form} THEN CAST(${text} AS uuid) END` +
        ' AND "c"."CASED" IN (CAST("a"."OWN" AS text), UPPER(CAST("a"."OWN" AS text)))',
    )
  })

  it('ask for the other case of a text, where both are texts', () => {
    const twin = (sql: string): string =>
      `CASE WHEN ${sql} = LOWER(${sql}) THEN UPPER(${sql}) WHEN ${sql} = UPPER(${sql}) THEN LOWER(${sql}) END`
    const other = { ...cased, alias: 'd' }
    expect(write('sqlite', { left: cased, as: 'uuid', right: other })).to.equal(
      `"c"."CASED" IN ("d"."CASED", ${twin('"d"."CASED"')}) AND "d"."CASED" IN ("c"."CASED", ${twin('"c"."CASED"')})`,
    )
    expect(write('sqlite', { left: cased, right: other })).to.equal('"c"."CASED" = "d"."CASED"')
  })
})
