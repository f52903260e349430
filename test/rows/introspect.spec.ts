import { expect } from 'chai'
import { type ColumnSchema, parseSchema, type Schema } from '../../src/mapping/schema.ts'
import { describeType } from '../../src/rows/introspect/column-type.ts'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { collationFacts } from '../../src/rows/introspect/mssql.ts'
import { mariadb, onEachEngine, postgres, sqlite } from './engines.ts'

type Name = 'sqlite' | 'postgres' | 'mariadb'

/** What the engines say differently of the same tables. */
const words: Readonly<Record<Name, Readonly<Record<string, string>>>> = {
  sqlite: {
    minute: '"SMALLDATETIME TEXT"',
    stamp: '"DATETIME TEXT"',
    long: '"NVARCHAR(MAX) TEXT"',
    uuid: '"UNIQUEIDENTIFIER TEXT"',
    ci: 'collate nocase',
  },
  postgres: { minute: 'timestamp(0)', stamp: 'timestamp(3)', long: 'text', uuid: 'uuid', ci: 'collate folded' },
  mariadb: {
    minute: 'datetime',
    stamp: 'datetime(3)',
    long: 'mediumtext',
    uuid: 'uuid',
    ci: 'collate utf8mb4_uca1400_as_ci',
  },
}

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  const dialect = engine.dialect as Name
  const word = words[dialect]
  const settings = { url: engine.url, ...(engine.schema ? { schema: engine.schema } : {}) }
  let schema: Schema

  before(async () => {
    const first =
      "create collation if not exists folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false)"
    const exact = dialect === 'mariadb' ? 'collate utf8mb4_bin' : ''
    await engine.write(
      ...[
        'drop view if exists OPEN_VST',
        'drop table if exists ITM',
        'drop table if exists VST',
        'drop table if exists PAT',
      ],
      ...(dialect === 'postgres' ? [first] : []),
      `create table PAT (PAT_ID integer not null, MRN varchar(10) ${exact} not null, NM varchar(25) ${word['ci']}, SEX char(1) ${exact}, WT numeric(7,2),
        BIRTH date, NOTE_TX ${word['long']} ${exact}, GUID ${word['uuid']}, SEEN ${word['stamp']}, primary key (PAT_ID))`,
      'create unique index UX_PAT on PAT (MRN, SEX)',
      'create index IX_PAT on PAT (NM, BIRTH)',
      `create table VST (ORG integer not null, NR integer not null, AT_MIN ${word['minute']}, primary key (NR, ORG))`,
      'insert into VST (ORG, NR) values (1, 1), (1, 2), (2, 1)',
      `create table ITM (ID integer primary key, PAT integer, ORG integer, NR integer, OLD integer, foreign key (PAT) references PAT (PAT_ID),
        foreign key (NR, ORG) references VST (NR, ORG))`,
      ...(dialect === 'postgres'
        ? ['alter table ITM add constraint OLD_FK foreign key (OLD) references PAT (PAT_ID) not valid']
        : []),
      'create view OPEN_VST as select NR, AT_MIN from VST',
      ...(dialect === 'postgres' ? ['analyze'] : []),
      ...(dialect === 'mariadb' ? ['analyze table VST, PAT'] : []),
    )
    schema = await introspect(settings)
  })
  // Others have tables of these names, which they drop while foreign keys may point to them.
  after(async () => void (await engine.write('drop view if exists OPEN_VST', 'drop table if exists ITM')))

  /** PostgreSQL folds names that are not quoted. */
  const own = (name: string): string => (dialect === 'postgres' ? name.toLowerCase() : name)
  const table = (name: string): Schema['tables'][string] => schema.tables[own(name)] ?? expect.fail(`no ${name}`)
  const column = (name: string): Partial<ColumnSchema> => {
    const { native, collationName, ...neutral } = table('PAT').columns[own(name)] ?? expect.fail(`no ${name}`)
    expect(native).to.be.a('string').and.not.equal('')
    // MariaDB names that of every text, PostgreSQL those that are not its default.
    if (dialect === 'sqlite') expect(collationName).to.equal(undefined)
    if (dialect === 'mariadb' && neutral.type === 'varchar') expect(collationName).to.match(/^utf8mb4_/)
    return neutral
  }
  const plain = { nullable: true, padded: false, collation: 'cs', accents: 'sensitive' }

  it('names the tables and views, sorted', () => {
    const names = Object.keys(schema.tables)
    expect(names).to.include.members(['OPEN_VST', 'PAT', 'VST'].map(own))
    expect(names).to.deep.equal(names.toSorted())
    expect(schema.dialect).to.equal(dialect)
  })

  it('gives the types in neutral words, the same on every engine', () => {
    expect(column('PAT_ID')).to.deep.equal({ ...plain, type: 'integer', nullable: false })
    expect(column('MRN')).to.deep.equal({ ...plain, type: 'varchar', length: 10, nullable: false })
    expect(column('SEX')).to.deep.equal({ ...plain, type: 'char', length: 1, padded: true })
    expect(column('WT')).to.deep.equal({ ...plain, type: 'decimal', precision: 7, scale: 2 })
    expect(column('BIRTH')).to.deep.equal({ ...plain, type: 'date' })
    expect(column('NOTE_TX')).to.deep.equal({ ...plain, type: 'text' })
    expect(column('GUID')).to.deep.equal({ ...plain, type: 'uuid' })
    expect(column('SEEN')).to.deep.equal({ ...plain, type: 'datetime', fraction: 3 })
  })

  it('tells a collation that ignores case', () => {
    expect(column('NM')).to.deep.equal({ ...plain, type: 'varchar', length: 25, collation: 'ci' })
  })

  it('keeps the columns in the order of the table', () => {
    expect(Object.keys(table('VST').columns)).to.deep.equal(['ORG', 'NR', 'AT_MIN'].map(own))
  })

  it('gives keys in the order of the key, and indexes without it', () => {
    expect(table('VST').primaryKey).to.deep.equal(['NR', 'ORG'].map(own))
    expect(table('VST').indexes).to.deep.equal([])
    expect(table('PAT').unique).to.deep.equal([['MRN', 'SEX'].map(own)])
    expect(table('PAT').indexes).to.deep.equal([
      { name: own('IX_PAT'), columns: ['NM', 'BIRTH'].map(own), unique: false },
      { name: own('UX_PAT'), columns: ['MRN', 'SEX'].map(own), unique: true },
    ])
  })

  it('counts the rows, and takes a view for a table without a key', () => {
    expect(table('VST').rows).to.equal(3)
    expect(table('OPEN_VST')).to.include({ rows: 3 }).and.to.deep.include({ primaryKey: [], unique: [], indexes: [] })
  })

  it('tells foreign keys, in the order of their columns, and whether the engine holds to them', () => {
    const made = table('ITM').foreignKeys
    const trusted = dialect === 'postgres'
    expect(made?.filter(({ columns }) => columns[0] !== own('OLD'))).to.deep.equal([
      { columns: ['NR', 'ORG'].map(own), table: own('VST'), to: ['NR', 'ORG'].map(own), trusted },
      { columns: [own('PAT')], table: own('PAT'), to: [own('PAT_ID')], trusted },
    ])
    if (trusted) expect(made?.find(({ columns }) => columns[0] === 'old')?.trusted).to.equal(false)
    expect(table('PAT').foreignKeys).to.equal(undefined)
  })

  // SQLite has no logins.
  if (dialect !== 'sqlite')
    it('tells foreign keys to a login that may read alone', async () => {
      const [user, schemaName] = [`reader_${process.pid}`, engine.schema ?? new URL(engine.url).pathname.slice(1)]
      const create =
        dialect === 'postgres'
          ? [
              `create role ${user} login`,
              `grant usage on schema ${schemaName} to ${user}`,
              `grant select on all tables in schema ${schemaName} to ${user}`,
            ]
          : [`create user '${user}'@'%'`, `grant select, show view on ${schemaName}.* to '${user}'@'%'`]
      const drop = dialect === 'postgres' ? [`drop owned by ${user}`, `drop role ${user}`] : [`drop user '${user}'@'%'`]
      await engine.write(...create)
      const url = new URL(engine.url)
      url.username = user
      const seen = await introspect({ ...settings, url: url.href }).finally(() => engine.write(...drop))
      expect(seen.tables[own('ITM')]?.foreignKeys).to.deep.equal(
        (await introspect(settings)).tables[own('ITM')]?.foreignKeys,
      )
    })

  it('gives the same text each time, which reads back as the same schema', async () => {
    const text = JSON.stringify(schema)
    expect(JSON.stringify(await introspect(settings))).to.equal(text)
    expect(parseSchema(text)).to.deep.equal(schema)
  })
})

describe('describeType', () => {
  it('reads the words of each engine', () => {
    const cases = [
      ['mssql', 'smalldatetime', { type: 'minute' }],
      ['mssql', 'datetime', { type: 'datetime', fraction: 3 }],
      ['mssql', 'datetime2(7)', { type: 'datetime', fraction: 7 }],
      ['mssql', 'timestamp', { type: 'binary' }],
      ['mssql', 'nvarchar(max)', { type: 'text' }],
      ['mssql', 'nchar(4)', { type: 'nvarchar', length: 4, padded: true }],
      ['mssql', 'money', { type: 'decimal', precision: 19, scale: 4 }],
      ['mssql', 'datetimeoffset(3)', { type: 'other' }],
      ['postgres', 'timestamp(0) without time zone', { type: 'datetime', fraction: 0 }],
      ['postgres', 'timestamp with time zone', { type: 'datetime', fraction: 6 }],
      ['postgres', 'integer[]', { type: 'other' }],
      ['postgres', 'numeric', { type: 'decimal' }],
      ['mariadb', 'int(10) unsigned', { type: 'integer' }],
      ['mariadb', 'tinyint(1)', { type: 'bit' }],
      ['mariadb', 'tinyint(4)', { type: 'integer' }],
      ['sqlite', 'DATETIME2(3) TEXT', { type: 'datetime', fraction: 3 }],
      ['sqlite', 'VARBINARY(64) BLOB', { type: 'binary' }],
      ['sqlite', '', { type: 'other' }],
    ] as const
    for (const [dialect, native, expected] of cases) {
      expect(describeType(dialect, native), native).to.deep.equal({ padded: false, ...expected })
    }
  })
})

describe('collationFacts', () => {
  it('reads what the name of a SQL Server collation says', () => {
    expect(collationFacts('SQL_Latin1_General_CP1_CI_AS')).to.deep.equal({ collation: 'ci', accents: 'sensitive' })
    expect(collationFacts('Latin1_General_100_CI_AI_SC')).to.deep.equal({ collation: 'ci', accents: 'insensitive' })
    expect(collationFacts('Latin1_General_BIN2')).to.deep.equal({ collation: 'cs', accents: 'sensitive' })
  })
})

describe('parseSchema', () => {
  it('names the place that is wrong', () => {
    const column = {
      type: 'varchar',
      nullable: true,
      padded: false,
      collation: 'ci',
      accents: 'sensitive',
      native: 'varchar(8)',
    }
    const table = { rows: 1, columns: { NM: column }, primaryKey: [], unique: [], indexes: [] }
    const text = (changed: object): string =>
      JSON.stringify({ dialect: 'mssql', tables: { PAT: { ...table, ...changed } } })
    expect(parseSchema(text({})).tables['PAT']).to.deep.equal(table)
    expect(() => parseSchema(text({ columns: { NM: { ...column, type: 'string' } } }))).to.throw(
      'PAT.NM.type should be one of char',
    )
    expect(() => parseSchema(text({ primaryKey: 'PAT_ID' }))).to.throw('PAT.primaryKey should be a list')
    expect(() => parseSchema('{"dialect":"oracle","tables":{}}')).to.throw('dialect')
  })
})
