import { expect } from 'chai'
import { not, some, test, type Cond, type Test } from '../../src/mapping/cond.ts'
import type { Column, Rows } from '../../src/mapping/model.ts'
import type { ColumnSchema } from '../../src/mapping/schema.ts'
import { writeCondition } from '../../src/query/condition.ts'
import type { Dialect } from '../../src/query/query.ts'
import { startStatement } from '../../src/query/statement.ts'
import { char, datetime, decimal, integer, varchar } from '../plan/clinic.ts'

const column = (name: string, schema: ColumnSchema, more: Partial<Column> = {}): Column => ({
  alias: 'p',
  table: 'PAT',
  name,
  schema,
  nulls: [],
  ...more,
})

const code = column('CODE', char(3), { nulls: ['X'] })
const name = column('NAME', varchar(20))
const stored = column('NAME', varchar(20), { stored: 'upper' })
const folding = column('NAME', { ...varchar(20), collation: 'ci' })
const count = column('COUNT', { ...integer, native: 'smallint' }, { nulls: ['0'] })
const amount = column('AMOUNT', decimal)
const time = column('AT', datetime)

function write(cond: Cond, dialect: Dialect = 'postgres'): string {
  const statement = startStatement(dialect)
  const { sql, bindings } = statement.finish(writeCondition(statement, cond))
  return [sql, ...bindings.map(({ value }) => value)].join(' | ')
}

const all = (cond: Cond): Readonly<Record<Dialect, string>> => ({
  sqlite: write(cond, 'sqlite'),
  postgres: write(cond, 'postgres'),
  mariadb: write(cond, 'mariadb'),
  mssql: write(cond, 'mssql'),
})

const like = (is: 'prefix' | 'contains' | 'suffix', text: string, fold = true): Test => ({ is, text, fold })

describe('a condition as SQL', () => {
  it('takes blanks and sentinels for no value, with as many blanks as the engine counts', () => {
    expect(all(test(code, { is: 'any' }))).to.deep.equal({
      sqlite: 'rtrim("p"."CODE") NOT IN (?, ?) |  | X',
      postgres: 'rtrim("p"."CODE") NOT IN ($1, $2) |  | X',
      mariadb: '`p`.`CODE` NOT IN (?, ?) |  | X',
      mssql: '[p].[CODE] NOT IN (@p1, @p2) |  | X',
    })
  })

  it('finds NULL where there has to be no value', () => {
    expect(write(not(test(code, { is: 'any' })))).to.equal(
      '("p"."CODE" IS NULL OR rtrim("p"."CODE") IN ($1, $2)) |  | X',
    )
    expect(write(not(test(time, { is: 'any' })))).to.equal('"p"."AT" IS NULL')
  })

  it('asks for the padded spelling too where blanks count', () => {
    expect(all(test(code, { is: 'in', values: ['A'] }))).to.deep.equal({
      sqlite: '"p"."CODE" IN (?, ?) | A | A  ',
      postgres: '"p"."CODE" = $1 | A',
      mariadb: '`p`.`CODE` = ? | A',
      mssql: '[p].[CODE] = @p1 | A',
    })
  })

  it('keeps rows without a value in a negation', () => {
    expect(write(not(test(name, { is: 'in', values: ['A', 'B'] })))).to.equal(
      '("p"."NAME" IS NULL OR "p"."NAME" NOT IN ($1, $2)) | A | B',
    )
  })

  it('pushes a negation down to the tests', () => {
    const cond = not({ kind: 'and', of: [test(name, { is: 'in', values: ['A'] }), not(test(time, { is: 'any' }))] })
    expect(write(cond)).to.equal('("p"."NAME" IS NULL OR "p"."NAME" <> $1) OR "p"."AT" IS NOT NULL | A')
  })

  it('seeks a prefix by range where the case is known, and else folds as the engine can', () => {
    expect(all(test(stored, like('prefix', 'doe')))).to.deep.equal({
      sqlite: '"p"."NAME" >= ? AND "p"."NAME" < ? | DOE | DOF',
      postgres: '"p"."NAME" >= $1 AND "p"."NAME" < $2 AND "p"."NAME" LIKE $3 | DOE | DOF | DOE%',
      mariadb: "`p`.`NAME` LIKE ? ESCAPE '!' | DOE%",
      mssql: "[p].[NAME] LIKE @p1 ESCAPE '!' | DOE%",
    })
    expect(all(test(name, like('prefix', 'doe')))).to.deep.equal({
      sqlite: '"p"."NAME" LIKE ? ESCAPE \'!\' | doe%',
      postgres: '"p"."NAME" ILIKE $1 | doe%',
      mariadb: "LOWER(`p`.`NAME`) LIKE LOWER(?) ESCAPE '!' | doe%",
      mssql: "LOWER([p].[NAME]) LIKE LOWER(@p1) ESCAPE '!' | doe%",
    })
    expect(write(test(folding, like('prefix', 'DoZ')), 'sqlite')).to.equal(
      '"p"."NAME" >= ? AND "p"."NAME" < ? | doz | do{',
    )
    expect(write(test(folding, like('prefix', 'doe')), 'mssql')).to.equal("[p].[NAME] LIKE @p1 ESCAPE '!' | doe%")
  })

  it('takes the characters of a pattern for themselves', () => {
    expect(all(test(stored, like('contains', 'A%_[!\\')))).to.deep.equal({
      sqlite: '"p"."NAME" LIKE ? ESCAPE \'!\' | %A!%!_[!!\\%',
      postgres: '"p"."NAME" LIKE $1 | %A\\%\\_[!\\\\%',
      mariadb: "`p`.`NAME` LIKE ? ESCAPE '!' | %A!%!_[!!\\%",
      mssql: "[p].[NAME] LIKE @p1 ESCAPE '!' | %A!%!_![!!\\%",
    })
  })

  it('looks before the blanks of a CHAR for the end of a text', () => {
    expect(write(test(code, like('suffix', 'b', false)), 'mssql')).to.equal(
      "RTRIM([p].[CODE]) LIKE @p1 ESCAPE '!' | %b",
    )
    expect(write(test(code, like('suffix', 'b', false)), 'postgres')).to.equal('rtrim("p"."CODE") LIKE $1 | %b')
  })

  it('widens a range rather than trust a collation with punctuation and letters beyond ASCII', () => {
    expect(write(test(stored, like('prefix', "O'")))).to.equal(
      '"p"."NAME" >= $1 AND "p"."NAME" < $2 AND "p"."NAME" LIKE $3 | O | P | O\'%',
    )
    expect(write(test(stored, like('prefix', 'AZ9')))).to.equal(
      '"p"."NAME" >= $1 AND "p"."NAME" < $2 AND "p"."NAME" LIKE $3 | AZ9 | AZA | AZ9%',
    )
    expect(write(test(stored, like('prefix', 'ZZ')))).to.equal('"p"."NAME" LIKE $1 | ZZ%')
  })

  it('leaves sentinels out of a range that holds them', () => {
    const date = column('DT', varchar(8), { nulls: ['00000000', '99991231'] })
    expect(write(test(date, { is: 'range', from: '2020' }))).to.equal(
      '"p"."DT" >= $1 AND rtrim("p"."DT") <> $2 | 2020 | 99991231',
    )
    expect(write(test(date, { is: 'range', from: '2020', below: '2021' }))).to.equal(
      '"p"."DT" >= $1 AND "p"."DT" < $2 | 2020 | 2021',
    )
    expect(write(not(test(date, { is: 'range', below: '2020' })))).to.equal(
      '("p"."DT" IS NULL OR "p"."DT" >= $1 OR rtrim("p"."DT") IN ($2, $3)) | 2020 |  | 00000000',
    )
  })

  it('compares with what the type of a column can hold', () => {
    expect(write(test(count, { is: 'range', from: '99.5' }))).to.equal('"p"."COUNT" >= $1 | 100')
    expect(write(test(count, { is: 'range', from: '-0.5', below: '99.5' }))).to.equal(
      '"p"."COUNT" >= $1 AND "p"."COUNT" < $2 AND "p"."COUNT" <> $3 | 0 | 100 | 0',
    )
    expect(write(test(count, { is: 'in', values: ['7.0', '7.5', 'x', '40000'] }))).to.equal('"p"."COUNT" = $1 | 7')
    expect(write(test(count, { is: 'range', from: '40000' }))).to.equal('1 = 0')
    expect(write(test(count, { is: 'range', below: '40000' }))).to.equal('"p"."COUNT" <> $1 | 0')
    expect(write(test(amount, { is: 'range', from: '5.400000001', below: '-0.019' }))).to.equal(
      '"p"."AMOUNT" >= $1 AND "p"."AMOUNT" < $2 | 5.41 | -0.01',
    )
    const beyond = test(time, { is: 'range', below: '10000-01-01 00:00:00' })
    expect(write(beyond, 'mssql')).to.equal('[p].[AT] IS NOT NULL')
    expect(write(beyond, 'postgres')).to.equal('"p"."AT" < $1 | 10000-01-01 00:00:00')
    expect(write(test(name, { is: 'in', values: ['a\0b'] }))).to.equal('1 = 0')
  })

  it('asks for child rows by EXISTS, with what they lean on', () => {
    const id = column('ID', integer)
    const child = { ...column('PAT_ID', integer), alias: 'n', table: 'PAT_NAME' }
    const rows: Rows = {
      name: 'names',
      table: { name: 'dbo.PAT_NAME', alias: 'n' },
      joins: [],
      on: [{ left: child, right: id }],
      where: { kind: 'constant', value: true },
      order: [],
    }
    const cond = not(some(rows, test({ ...name, alias: 'n' }, { is: 'in', values: ['A'] })))
    expect(write(cond, 'mssql')).to.equal(
      'NOT EXISTS (SELECT 1 FROM [dbo].[PAT_NAME] [n] WHERE [n].[PAT_ID] = [p].[ID] AND [n].[NAME] = @p1) | A',
    )
  })

  it('quotes every name, whatever is in it', () => {
    const evil = column('a"]`b', varchar(5))
    const cond = test(evil, { is: 'in', values: ["'; drop table x --"] })
    expect(all(cond)).to.deep.equal({
      sqlite: '"p"."a""]`b" = ? | \'; drop table x --',
      postgres: '"p"."a""]`b" = $1 | \'; drop table x --',
      mariadb: '`p`.`a"]``b` = ? | \'; drop table x --',
      mssql: '[p].[a"]]`b] = @p1 | \'; drop table x --',
    })
  })

  it('orders letters as the row does, T and Z too, those of ASCII small', () => {
    const from = (text: string): Readonly<Record<Dialect, string>> =>
      all(test(column('NAME', varchar(20)), { is: 'range', from: text }))
    expect(from('ÖZ')).to.deep.equal({
      sqlite: 'lower("p"."NAME") COLLATE BINARY >= ? | Öz',
      postgres: 'lower("p"."NAME" COLLATE "C") >= $1 | Öz',
      mariadb: 'CAST(LOWER(CONVERT(CAST(RTRIM(`p`.`NAME`) AS BINARY) USING hebrew)) AS BINARY) >= ? | Öz',
      mssql: 'LOWER([p].[NAME]) COLLATE Latin1_General_BIN2 >= @p1 | Öz',
    })
    expect(from('~')['postgres']).to.equal('"p"."NAME" COLLATE "C" >= $1 | ~')
  })

  it('spells out letters beyond ASCII in a list that folds, and folds what is ASCII', () => {
    const listed = test(column('NAME', varchar(20)), { is: 'in', values: ['Жук', 'Smith', 'λόγος'], fold: true })
    expect(all(listed)).to.deep.equal({
      sqlite:
        '(lower(rtrim("p"."NAME")) COLLATE BINARY = ? OR rtrim("p"."NAME") GLOB ? OR rtrim("p"."NAME") GLOB ?) | smith | [жЖ][уУ][кК] | [λΛ][όΌ][γΓ][οΟ][σΣς]',
      postgres:
        '(lower(rtrim("p"."NAME") COLLATE "C") = $1 OR rtrim("p"."NAME") COLLATE "C" ~ $2 OR rtrim("p"."NAME") COLLATE "C" ~ $3) | smith | ^[\\u0436\\u0416][\\u0443\\u0423][\\u043a\\u041a]$ | ^[\\u03bb\\u039b][\\u03cc\\u038c][\\u03b3\\u0393][\\u03bf\\u039f][\\u03c3\\u03a3\\u03c2]$',
      mariadb:
        '(CAST(LOWER(CONVERT(CAST(RTRIM(`p`.`NAME`) AS BINARY) USING hebrew)) AS BINARY) = ? OR CONVERT(RTRIM(`p`.`NAME`) USING utf8mb4) COLLATE utf8mb4_bin REGEXP ? OR CONVERT(RTRIM(`p`.`NAME`) USING utf8mb4) COLLATE utf8mb4_bin REGEXP ?) | smith | ^[\\x{436}\\x{416}][\\x{443}\\x{423}][\\x{43a}\\x{41a}]\\z | ^[\\x{3bb}\\x{39b}][\\x{3cc}\\x{38c}][\\x{3b3}\\x{393}][\\x{3bf}\\x{39f}][\\x{3c3}\\x{3a3}\\x{3c2}]\\z',
      mssql:
        "(LOWER([p].[NAME]) COLLATE Latin1_General_BIN2 = @p1 OR RTRIM([p].[NAME]) COLLATE Latin1_General_BIN2 LIKE @p2 ESCAPE '!' OR RTRIM([p].[NAME]) COLLATE Latin1_General_BIN2 LIKE @p3 ESCAPE '!') | smith | [жЖ][уУ][кК] | [λΛ][όΌ][γΓ][οΟ][σΣς]",
    })
  })

  it("binds no sentinel that the engine's own type cannot hold", () => {
    const small = column('FAC', { ...integer, native: 'smallint' }, { nulls: ['0', '99991231'] })
    const bound = (dialect: Dialect): readonly string[] => {
      const statement = startStatement(dialect)
      return statement.finish(writeCondition(statement, test(small, { is: 'any' }))).bindings.map(({ value }) => value)
    }
    expect(bound('postgres')).to.deep.equal(['0'])
    expect(bound('sqlite')).to.deep.equal(['0', '99991231'])
  })

  describe('of dates that are stated to be none', () => {
    const nulls = ['00000000', '2000-02-30', '1753-01-01', '1900-01-01T00:00:00.000', '9999-12-31', '', 'N/A']
    const bound = (schema: Partial<ColumnSchema>, dialect: Dialect): readonly string[] => {
      const statement = startStatement(dialect)
      const asked = column('DT', { ...datetime, ...schema }, { nulls })
      return statement.finish(writeCondition(statement, test(asked, { is: 'any' }))).bindings.map(({ value }) => value)
    }

    it('binds those that the type of the column holds on its engine', () => {
      const day = { type: 'date', native: 'date' } as const
      const all = ['1753-01-01', '1900-01-01 00:00:00', '9999-12-31']
      expect(bound(day, 'mssql')).to.deep.equal(all)
      expect(bound({ native: 'datetime', fraction: 3 }, 'mssql')).to.deep.equal(all)
      expect(bound({ native: 'smalldatetime', type: 'minute' }, 'mssql')).to.deep.equal(['1900-01-01 00:00:00'])
      expect(bound(day, 'postgres')).to.deep.equal(all)
      expect(bound(day, 'mariadb')).to.deep.equal(['0000-00-00 00:00:00', '2000-02-30', ...all])
      expect(bound({}, 'sqlite')).to.include.members(['0', '0000-00-00', '2000-02-30', '1900-01-01T00:00:00.000'])
    })

    it('moves a bound to the next value of the column', () => {
      const end = (text: string, schema: Partial<ColumnSchema>, dialect: Dialect): string =>
        write(test(column('DT', { ...datetime, ...schema }), { is: 'range', below: text }), dialect)
      const day = { type: 'date', native: 'date' } as const
      expect(end('2020-05-05 10:00', day, 'postgres')).to.equal('"p"."DT" < $1 | 2020-05-06 00:00:00')
      expect(end('2000-02-30', day, 'postgres')).to.equal('"p"."DT" < $1 | 2000-03-01 00:00:00')
      expect(end('2000-12-32', day, 'postgres')).to.equal('"p"."DT" < $1 | 2001-01-01 00:00:00')
      expect(end('2000-00-10', day, 'mssql')).to.equal('[p].[DT] < @p1 | 2000-01-01 00:00:00')
      expect(end('2000-05-00', day, 'mssql')).to.equal('[p].[DT] < @p1 | 2000-05-01 00:00:00')
      expect(end('0000-00-00', day, 'mssql')).to.equal('1 = 0')
      expect(end('2000-02-30', day, 'mariadb')).to.equal('`p`.`DT` < ? | 2000-02-30')
      const minute = { type: 'minute', native: 'smalldatetime' } as const
      expect(end('2020-05-05 10:00:01', minute, 'mssql')).to.equal('[p].[DT] < @p1 | 2020-05-05 10:01:00')
      expect(end('1753-01-01', minute, 'mssql')).to.equal('1 = 0')
      expect(end('2020-05-05 10:00:00', {}, 'sqlite')).to.equal(
        'replace("p"."DT", \'T\', \' \') < ? | 2020-05-05 10:00',
      )
      const indexed = column('DT', datetime, { indexed: true })
      expect(write(test(indexed, { is: 'range', below: '2020-05-05 10:00:00' }), 'sqlite')).to.equal(
        '"p"."DT" < ? AND replace("p"."DT", \'T\', \' \') < ? | 2020-05-05\u00a1 | 2020-05-05 10:00',
      )
    })
  })
})
