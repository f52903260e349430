import { expect } from 'chai'
import sql from 'mssql'
import { Problem } from '../../src/fhir/problem.ts'
import type { Binding, BindingType, Query } from '../../src/query/query.ts'
import type { Row } from '../../src/rows/database.ts'
import { configOf } from '../../src/rows/mssql/config.ts'
import { declared } from '../../src/rows/mssql/explain.ts'
import { parameterOf } from '../../src/rows/mssql/parameter.ts'
import { singlesOf } from '../../src/rows/mssql/connection.ts'
import { toRow, toText } from '../../src/rows/mssql/text.ts'
import { readMssql } from '../../src/rows/introspect/mssql.ts'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { openDatabase } from '../../src/rows/open.ts'
import { checkSettings } from '../../src/rows/settings.ts'

const server = process.env['PORTICO_TEST_MSSQL']

/** The type as T-SQL declares it, and the value as the driver gets it. */
function declaration(value: string, type: BindingType): readonly unknown[] {
  const parameter = parameterOf({ value, type })
  const {
    length,
    precision,
    scale,
    type: kind,
  } = parameter.type as unknown as Record<string, unknown> & { type: { declaration: string } }
  const sizes = [length, precision, scale].filter((size) => size !== undefined)
  const name = kind.declaration
  return [sizes.length > 0 ? `${name}(${sizes.join()})` : name, parameter.value]
}

describe('parameters for SQL Server', () => {
  const text = (more: object): BindingType => ({ kind: 'text', ...more })

  it('types a text as its column is typed, never as NVARCHAR against VARCHAR', () => {
    expect(declaration('SMITH', text({ length: 25 }))).to.deep.equal(['varchar(25)', 'SMITH'])
    expect(declaration('AB', text({ length: 4, fixed: true }))).to.deep.equal(['char(4)', 'AB'])
    expect(declaration('Ł', text({ length: 25, unicode: true }))).to.deep.equal(['nvarchar(25)', 'Ł'])
    expect(declaration('Ł', text({ length: 2, unicode: true, fixed: true }))).to.deep.equal(['nchar(2)', 'Ł'])
  })

  it('never cuts a text that is longer than its column', () => {
    expect(declaration('ABCDE', text({ length: 3, fixed: true }))).to.deep.equal(['char(5)', 'ABCDE'])
    expect(declaration('', text({}))).to.deep.equal(['varchar(1)', ''])
  })

  it('types whole numbers by their size', () => {
    expect(declaration('2147483647', { kind: 'integer' })).to.deep.equal(['int', 2147483647])
    expect(declaration('2147483648', { kind: 'integer' })).to.deep.equal(['bigint', '2147483648'])
  })

  it('gives a decimal room for what its value says', () => {
    const decimal: BindingType = { kind: 'decimal', precision: 19, scale: 4 }
    expect(declaration('19.99', decimal)).to.deep.equal(['decimal(19,4)', 19.99])
    expect(declaration('-0.12345', { kind: 'decimal', precision: 7, scale: 2 })).to.deep.equal([
      'decimal(10,5)',
      -0.12345,
    ])
    expect(declaration('123456789012345.6789', decimal)).to.deep.equal(['varchar(20)', '123456789012345.6789'])
  })

  it('leaves MONEY to the server, and types a binary number as its column is', () => {
    expect(declaration('19.99', { kind: 'decimal', precision: 19, scale: 4, money: true })).to.deep.equal([
      'varchar(5)',
      '19.99',
    ])
    expect(declaration('98.6', { kind: 'float', single: true })).to.deep.equal(['real', 98.6])
    expect(declaration('1000000000000000', { kind: 'float', single: false })).to.deep.equal(['float', 1e15])
  })

  it('scales no decimal beyond what the driver sends exactly', () => {
    for (const scale of [0, 2, 4, 10, 20, 38])
      for (const value of ['0', '5', '99.5', '123456789012345', '12345678901234.5', '0.00000000000001']) {
        const [type, sent] = declaration(value, { kind: 'decimal', precision: 38, scale })
        const places = Number(/,(\d+)\)/.exec(String(type))?.[1] ?? 0)
        if (typeof sent === 'number')
          expect(Number.isSafeInteger(sent * 10 ** places), `${value} ${scale}`).to.equal(true)
      }
  })

  it('types times by their column, and leaves DATETIME or DATETIME2(3) to the server', () => {
    const date = (iso: string): Date => new Date(iso)
    expect(declaration('2020-02-29 23:59:00', { kind: 'minute' })).to.deep.equal([
      'smalldatetime',
      date('2020-02-29T23:59:00Z'),
    ])
    expect(declaration('2020-02-29', { kind: 'date' })).to.deep.equal(['date', date('2020-02-29T00:00:00Z')])
    const three: BindingType = { kind: 'datetime', fraction: 3 }
    expect(declaration('2020-02-29 23:59:59.003', three)).to.deep.equal(['varchar(23)', '2020-02-29T23:59:59.003'])
    const seven = parameterOf({ value: '2020-02-29 23:59:59.1234567', type: { kind: 'datetime', fraction: 7 } })
    expect(seven.value).to.deep.include({ nanosecondDelta: 0.0004567 })
    expect((seven.value as Date).getUTCMilliseconds()).to.equal(123)
  })

  it('types bits and uuids', () => {
    expect(declaration('1', { kind: 'bit' })).to.deep.equal(['bit', true])
    expect(declaration('0', { kind: 'bit' })).to.deep.equal(['bit', false])
    expect(parameterOf({ value: 'x', type: { kind: 'uuid' } }).type).to.deep.equal(sql.UniqueIdentifier())
  })
})

describe('the catalog of SQL Server', () => {
  const rows = (sql: string): readonly Row[] => {
    if (/expression_dependencies/.test(sql)) throw new Problem('rows-unavailable', 'The database could not answer.')
    return /sys\.partitions/.test(sql)
      ? [
          ['PT', '20'],
          ['PT_V', '0'],
        ]
      : []
  }

  it('is read by who may read no definitions, with a word on what is left out', async () => {
    async function* read({ sql: text }: Query): AsyncGenerator<readonly Row[]> {
      yield rows(text)
    }
    const facts = await readMssql({ dialect: 'mssql', read, explain: async () => '', close: async () => {} })
    expect(facts.tables).to.deep.equal([
      { table: 'PT', rows: 20 },
      { table: 'PT_V', rows: 0 },
    ])
    expect(facts.notes?.join()).to.include('VIEW DEFINITION')
  })
})

describe('values from SQL Server', () => {
  it('gives a REAL with the digits that it was stored with, and a FLOAT with all of its own', () => {
    const singles = singlesOf([{ type: sql.Real }, { type: sql.Float }, { type: sql.NVarChar }])
    expect(singles).to.deep.equal([0])
    const stored = Math.fround(98.6)
    expect(toRow([stored, stored, 'x'], singles)).to.deep.equal(['98.6', '98.5999984741211', 'x'])
    expect(toRow([null, 1e-7, null], singles)).to.deep.equal([null, '0.0000001', null])
  })

  it('become text', () => {
    const values = ['a', 7, 1e21, true, false, null, Buffer.from('00ff', 'hex'), new Date('2020-02-29T23:59:59.120Z')]
    const texts = ['a', '7', '1000000000000000000000', '1', '0', null, '00ff', '2020-02-29 23:59:59.120']
    expect(values.map(toText)).to.deep.equal(texts)
  })
})

describe('an mssql URL', () => {
  const read = (url: string): ReturnType<typeof configOf> =>
    configOf(checkSettings({ url, pool: { max: 3 }, connectMs: 900 }))

  it('becomes the configuration of the driver', () => {
    const { driver, lockTimeout } = read(
      'mssql://reader:p%40ss@db.clinic:1444/CLINPRD?trustServerCertificate=true&isolation=snapshot&lockTimeout=100',
    )
    expect(lockTimeout).to.equal(100)
    expect(driver).to.include({
      server: 'db.clinic',
      port: 1444,
      user: 'reader',
      password: 'p@ss',
      database: 'CLINPRD',
      connectionTimeout: 900,
    })
    expect(driver.pool).to.include({ max: 3 })
    expect(driver.options).to.include({
      encrypt: true,
      trustServerCertificate: true,
      readOnlyIntent: true,
      useUTC: true,
      isolationLevel: 5,
    })
  })

  it('refuses a parameter and an isolation that it does not know', () => {
    expect(() => read('mssql://u:hunter2@h/d?trust=yes'))
      .to.throw("no parameter 'trust'")
      .with.property('message')
      .that.not.contains('hunter2')
    expect(() => read('mssql://u:p@h/d?isolation=chaos')).to.throw('read-uncommitted, read-committed')
  })
})

describe('the plan of a statement on SQL Server', () => {
  it('is asked with declared variables, quotes doubled', () => {
    const bindings: Binding[] = [
      { value: "O'BRIEN", type: { kind: 'text' } },
      { value: '7', type: { kind: 'integer' } },
    ]
    expect(declared({ dialect: 'mssql', sql: 'select @p1, @p2', bindings })).to.equal(
      "declare @p1 varchar(7) = 'O''BRIEN';\ndeclare @p2 bigint = '7';\nselect @p1, @p2",
    )
  })
})

describe('on a SQL Server', () => {
  const url = server ?? ''
  const query = (text: string, bindings: readonly Binding[] = []): Query => ({ dialect: 'mssql', sql: text, bindings })
  const series = (count: number): string =>
    `select top ${count} cast(row_number() over (order by a.object_id) as int) n from sys.all_columns a cross join sys.all_columns b`

  before(function () {
    if (server === undefined) {
      console.log('    PORTICO_TEST_MSSQL names no server: skipped')
      this.skip()
    }
  })

  async function withDatabase(
    run: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<void>,
  ): Promise<void> {
    const database = await openDatabase({ url, pool: { max: 4, waitMs: 2_000 } })
    try {
      await run(database)
    } finally {
      await database.close()
    }
  }

  it('reads in batches, with bindings', () =>
    withDatabase(async (database) => {
      const rows: Row[] = []
      for await (const batch of database.read(query(series(1_300)))) rows.push(...batch)
      expect(rows).to.have.length(1_300)
      const bound = { value: "it's", type: { kind: 'text', length: 10 } } as const
      for await (const batch of database.read(query('select @p1', [bound]))) expect(batch).to.deep.equal([["it's"]])
    }))

  it('loses no connection to clients that leave', () =>
    withDatabase(async (database) => {
      for (let client = 0; client < 40; client++)
        for await (const batch of database.read(query(series(100_000)))) if (batch) break
      expect(database.pool.counts).to.include({ used: 0, waiting: 0 })
    }))

  it('stops at the time limit', () =>
    withDatabase(async (database) => {
      const late = async (): Promise<void> => {
        for await (const batch of database.read(query("waitfor delay '00:00:05'; select 1"), { timeout: 200 }))
          void batch
      }
      const problem: unknown = await late().catch((error: unknown) => error)
      expect(problem).to.be.instanceOf(Problem).and.to.include({ code: 'rows-timeout' })
    }))

  it('explains and introspects', () =>
    withDatabase(async (database) => {
      expect(
        await database.explain(
          query('select name from sys.objects where object_id = @p1', [{ value: '1', type: { kind: 'integer' } }]),
        ),
      ).to.contain('|--')
      expect((await introspect(url)).dialect).to.equal('mssql')
    }))
})
