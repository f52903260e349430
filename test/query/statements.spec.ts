import { expect } from 'chai'
import { childColumns, compileChildren, parentColumns } from '../../src/query/children.ts'
import { compileCount } from '../../src/query/count.ts'
import { startStatement } from '../../src/query/statement.ts'
import { writeAfter, writeKeys } from '../../src/query/key.ts'
import type { Column } from '../../src/mapping/model.ts'
import type { Query } from '../../src/query/query.ts'
import { clinic, integer, plan, varchar } from '../plan/clinic.ts'

const print = ({ sql, bindings }: Query): string => [sql, ...bindings.map(({ value }) => value)].join(' | ')

const sourceNamed = async (name: string) => (await clinic()).byName.get(name)!

describe('other statements as SQL', () => {
  before(clinic)

  it('reads child rows for a batch of parents, in the order of each parent', async () => {
    const [rows] = (await sourceNamed('pat')).rows
    const { query, columns } = compileChildren(rows!, [], [['1'], ['2'], ['2']], 'sqlite')
    expect(print(query)).to.equal(
      'SELECT "n"."PAT_ID" FROM "PAT_NAME" "n" WHERE "n"."PAT_ID" IN (?, ?) ORDER BY "n"."PAT_ID", "n"."NAME_ID" | 1 | 2',
    )
    expect(columns).to.deep.equal(childColumns(rows!))
    expect(parentColumns(rows!).map(({ alias }) => alias)).to.deep.equal(['p'])
  })

  it('counts rows of one kind, and of several each row once a kind', () => {
    const [lab] = plan('Observation?patient=pat-7&category=laboratory').sources
    expect(compileCount(lab!, 'sqlite').sql).to.match(
      /^SELECT COUNT\(\*\) FROM \(SELECT .*\) "portico_chart" CROSS JOIN "LAB" "l" ON .* INNER JOIN "PAT"/,
    )
    const [vit] = plan('Observation?patient=pat-7&category=vital-signs').sources
    const { sql } = compileCount(vit!, 'sqlite')
    expect(sql).to.match(
      /^SELECT SUM\("counted"\."n"\) FROM \(SELECT CASE WHEN .* ELSE 0 END \+ CASE WHEN .* ELSE 0 END AS "n" FROM .* "VIT" "v"/,
    )
    expect(sql).to.contain('"v"."PULSE" <> ?')
  })

  it('seeks composite keys by their first part', () => {
    const part = (name: string): Column => ({ alias: 'c', table: 'C', name, schema: integer, nulls: [] })
    const keys = startStatement('mariadb')
    const list = writeKeys(
      keys,
      [part('A'), part('B')],
      [
        ['1', '2'],
        ['1', '3'],
        ['4', '5'],
      ],
    )
    expect(print(keys.finish(list))).to.equal(
      '((`c`.`A` = ? AND `c`.`B` IN (?, ?)) OR (`c`.`A` = ? AND `c`.`B` = ?)) | 1 | 2 | 3 | 4 | 5',
    )
    const after = startStatement('mssql')
    const next = writeAfter(after, [part('A'), part('B')], ['1', '2'])
    expect(print(after.finish(next))).to.equal(
      '[c].[A] >= @p1 AND ([c].[A] > @p2 OR ([c].[A] = @p3 AND [c].[B] > @p4)) | 1 | 1 | 1 | 2',
    )
  })

  it('gives values in the order of the text, whichever part was written first and however often it stands', () => {
    const column: Column = { alias: 'c', table: 'C', name: 'A', schema: integer, nulls: [] }
    const put = (dialect: 'sqlite' | 'postgres'): string => {
      const statement = startStatement(dialect)
      const [where, join] = [statement.bind(column, '1'), statement.bind(column, '2')]
      return print(statement.finish(`ON ${join} WHERE ${where} OR ${where}`))
    }
    expect(put('sqlite')).to.equal('ON ? WHERE ? OR ? | 2 | 1 | 1')
    expect(put('postgres')).to.equal('ON $1 WHERE $2 OR $3 | 2 | 1 | 1')
  })

  it('gives texts of what SQL Server would give as numbers and dates', () => {
    const { rules } = startStatement('mssql')
    const column = (schema: Column['schema']): Column => ({ alias: 'c', table: 'C', name: 'X', schema, nulls: [] })
    const output = (schema: Column['schema']): string =>
      rules.output(rules.operand('[x]', column(schema)), column(schema))
    expect(output({ ...integer, type: 'minute', native: 'smalldatetime' })).to.equal('CONVERT(char(19), [x], 120)')
    expect(output({ ...integer, type: 'decimal', precision: 19, scale: 4, native: 'money' })).to.equal(
      'CONVERT(varchar(41), [x], 2)',
    )
    expect(output({ ...integer, type: 'date', native: 'date' })).to.equal('CONVERT(char(10), [x], 23)')
    expect(output(varchar(4))).to.equal('[x]')
    const other = (native: string): Column['schema'] => ({ ...integer, type: 'other', native })
    expect(output(other('time(7)'))).to.equal('CONVERT(varchar(16), [x], 121)')
    expect(output(other('datetimeoffset(3)'))).to.equal(
      "CONVERT(varchar(27), CONVERT(datetime2(3), SWITCHOFFSET([x], '+00:00')), 121)",
    )
    expect(output(other('hierarchyid'))).to.equal('CONVERT(nvarchar(4000), [x])')
  })
})
