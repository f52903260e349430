import { expect } from 'chai'
import type { Binding, BindingType } from '../../src/query/query.ts'
import type { Row } from '../../src/rows/database.ts'
import { openDatabase } from '../../src/rows/open.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import { mariadb, onEachEngine, postgres, sqlite } from './engines.ts'

type Name = 'sqlite' | 'postgres' | 'mariadb'

/** The same columns in each engine's words, in the order of `columns`. */
const types: Readonly<Record<Name, readonly string[]>> = {
  sqlite: [
    'INTEGER',
    'CHAR(4)',
    'NUMERIC(7,2)',
    'REAL',
    '"DATETIME TEXT"',
    '"SMALLDATETIME TEXT"',
    '"DATE TEXT"',
    '"BIT INTEGER"',
    '"UNIQUEIDENTIFIER TEXT"',
    'BLOB',
  ],
  postgres: [
    'bigint',
    'character(4)',
    'numeric(7,2)',
    'double precision',
    'timestamp(3)',
    'timestamp(0)',
    'date',
    'boolean',
    'uuid',
    'bytea',
  ],
  mariadb: [
    'bigint',
    'char(4)',
    'decimal(7,2)',
    'double',
    'datetime(3)',
    'datetime',
    'date',
    'tinyint(1)',
    'char(36)',
    'blob',
  ],
}
const columns = ['n', 'cd', 'amount', 'r', 'at', 'at_min', 'd', 'flag', 'id', 'b'] as const
const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e'
const byte: Readonly<Record<Name, string>> = { sqlite: "x'00ff'", postgres: "'\\x00ff'", mariadb: "x'00ff'" }

const key = { kind: 'integer' } as const satisfies BindingType

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  const dialect = engine.dialect as Name
  let database: PooledDatabase

  before(async () => {
    const declared = columns.map((name, index) => `${name} ${types[dialect][index]}`).join(', ')
    const yes = dialect === 'postgres' ? 'true' : '1'
    await engine.write(
      'drop table if exists kinds',
      `create table kinds (${declared})`,
      `insert into kinds values (9007199254740991, 'AB  ', 1.10, 1e22, '2020-02-29 23:59:59.120', '2020-02-29 23:59:00', '2020-02-29', ${yes}, '${uuid}', ${byte[dialect]})`,
      `insert into kinds values (-7, '', -0.05, 0.5, '2020-01-01 00:00:00.000', '1899-12-31 00:00:00', '0001-01-01', ${yes === '1' ? 0 : 'false'}, '${uuid}', null)`,
      'insert into kinds (n) values (0)',
    )
    database = await openDatabase({ url: engine.url, pool: { max: 2, waitMs: 1_000 } })
  })
  after(() => database.close())

  const place = dialect === 'postgres' ? '$1' : '?'
  const select = (where: string, ...bindings: readonly Binding[]): Promise<Row[]> =>
    read(`select ${columns.join(', ')} from kinds where ${where}`, bindings)
  async function read(sql: string, bindings: readonly Binding[]): Promise<Row[]> {
    const rows: Row[] = []
    for await (const batch of database.read({ dialect, sql, bindings })) rows.push(...batch)
    return rows
  }

  it('gives every value as text in its canonical form', async () => {
    const [row] = await select(`n = ${place}`, { value: '9007199254740991', type: key })
    const { sqlite: scaled, others } = { sqlite: '1.1', others: '1.10' }
    const code = dialect === 'mariadb' ? 'AB' : 'AB  '
    expect(row).to.deep.equal([
      ...['9007199254740991', code, dialect === 'sqlite' ? scaled : others, '10000000000000000000000'],
      ...['2020-02-29 23:59:59.120', '2020-02-29 23:59:00', '2020-02-29', '1', uuid, '00ff'],
    ])
  })

  it('gives small, negative and early values as text', async () => {
    const [row] = await select(`n = ${place}`, { value: '-7', type: key })
    const code = dialect === 'postgres' ? '    ' : ''
    expect(row).to.deep.equal([
      ...['-7', code, '-0.05', '0.5', '2020-01-01 00:00:00.000', '1899-12-31 00:00:00', '0001-01-01', '0', uuid, null],
    ])
  })

  it('gives NULL as null', async () => {
    const [row] = await select(`n = ${place}`, { value: '0', type: key })
    expect(row?.slice(1)).to.deep.equal(Array.from({ length: 9 }, () => null))
  })

  const found: readonly (readonly [string, string, BindingType])[] = [
    ['cd', 'AB  ', { kind: 'text', length: 4, fixed: true }],
    ['amount', '1.10', { kind: 'decimal', precision: 7, scale: 2 }],
    ['at', '2020-02-29 23:59:59.120', { kind: 'datetime', fraction: 3 }],
    ['at_min', '2020-02-29 23:59:00', { kind: 'minute' }],
    ['d', '2020-02-29', { kind: 'date' }],
    ['flag', '1', { kind: 'bit' }],
    ['id', uuid, { kind: 'uuid' }],
  ]
  for (const [column, value, type] of found) {
    it(`finds a row by a bound ${type.kind}`, async () => {
      const rows = await select(`${column} = ${place}`, { value, type })
      expect(rows.map(([n]) => n))
        .to.include('9007199254740991')
        .and.not.include('0')
    })
  }

  it('compares a padded code without its blanks where the engine pads', async () => {
    const rows = await select(`cd = ${place}`, { value: 'AB', type: { kind: 'text', length: 4, fixed: true } })
    expect(rows).to.have.length(dialect === 'sqlite' ? 0 : 1)
  })

  it('takes a bound limit', async () => {
    expect(await read(`select n from kinds limit ${place}`, [{ value: '2', type: key }])).to.have.length(2)
  })
})

onEachEngine([postgres], (engine) => {
  it('lets the index on a padded column serve a bound text', async () => {
    const database = await openDatabase({ url: engine.url })
    await engine.write(
      'drop table if exists coded',
      'create table coded (cd character(6))',
      "insert into coded select 'C' || n from generate_series(1, 20000) n",
      'create index coded_cd on coded (cd)',
      'analyze coded',
    )
    const code: Binding = { value: 'C77', type: { kind: 'text', length: 6, fixed: true } }
    const plan = await database.explain({
      dialect: 'postgres',
      sql: 'select cd from coded where cd = $1',
      bindings: [code],
    })
    await database.close()
    expect(plan).to.contain('coded_cd')
  })
})
