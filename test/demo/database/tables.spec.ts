/** What is asked of the definition of the tables and of its four dialects. */
import { expect } from 'chai'
import knex from 'knex'
import { createStatements } from '../../../scripts/demo/database/ddl.ts'
import { tableNamed, tables } from '../../../scripts/demo/database/tables.ts'
import { insertion } from '../../../scripts/demo/database/write/mssql.ts'

describe('the tables of CLINPRD', () => {
  it('are 45, with foreign keys in the two youngest eras only', () => {
    expect(tables).to.have.length(45)
    const withKeys = tables.filter(({ foreignKeys }) => foreignKeys.length > 0)
    expect(withKeys.map(({ era }) => era)).to.satisfy((eras: readonly number[]) => eras.every((era) => era >= 4))
  })

  it('name only columns they have in keys and indexes', () => {
    for (const { name, key, columns, indexes, foreignKeys } of tables) {
      const used = [...key, ...indexes.flatMap((index) => index.columns), ...foreignKeys.map(({ column }) => column)]
      expect(
        columns.map((column) => column.name),
        name,
      ).to.include.members(used)
      expect(new Set(columns.map((column) => column.name)).size, name).to.equal(columns.length)
    }
  })
})

describe('the dialects of CLINPRD', () => {
  it('keep the legacy type in SQLite beside one that gives the right affinity', () => {
    const [create = ''] = createStatements('sqlite', tableNamed('PRTL_ACCT'))
    expect(create).to.contain('"AcctGuid" "UNIQUEIDENTIFIER TEXT" not null')
    expect(create).to.contain('"CreatedUtc" "DATETIME2(3) TEXT" null')
    expect(create).to.contain('"IsLocked" "BIT INTEGER" not null')
  })

  it('take the types of each server', () => {
    const typesOf = (engine: 'postgres' | 'mariadb' | 'mssql'): string =>
      createStatements(engine, tableNamed('IMPL_DEV')).join(';')
    expect(typesOf('postgres')).to.contain('"UdiAIDC" bytea null').and.to.contain('"ProdIdJson" text null')
    expect(typesOf('mariadb')).to.contain('`DEV_GUID` CHAR(36) not null').and.to.contain('utf8mb4_general_ci')
    expect(typesOf('mssql')).to.contain('[ProdIdJson] NVARCHAR(MAX) null').and.to.contain('[IsActive] BIT not null')
  })

  it('have the same unique index, without a condition, on every engine', () => {
    const uniqueOf = (engine: 'sqlite' | 'postgres' | 'mariadb' | 'mssql'): string | undefined =>
      createStatements(engine, tableNamed('USR_MSTR')).find((statement) => / unique /i.test(statement))
    const standard = 'create unique index "UX_USR_MSTR_USR_LOGIN" on "USR_MSTR" ("USR_LOGIN")'
    expect(uniqueOf('sqlite')).to.equal(standard)
    expect(uniqueOf('postgres')).to.equal(standard)
    expect(uniqueOf('mariadb')).to.match(/ add unique `UX_USR_MSTR_USR_LOGIN`\(`USR_LOGIN`\)$/)
    expect(uniqueOf('mssql')).to.match(/ ADD CONSTRAINT \[UX_USR_MSTR_USR_LOGIN\] UNIQUE \(\[USR_LOGIN\]\)$/)
  })

  it('take rows as JSON on SQL Server, keys included', async () => {
    const builder = knex({ client: 'mssql' })
    const row = { DOC_ID: 1, PG_NO: 2, BLOB_DATA: Uint8Array.of(255), CMPRS_FLG: 'N' }
    const { sql, bindings } = insertion(builder, tableNamed('DOC_BLOB'), [row]).toSQL()
    expect(sql).to.equal(
      'INSERT INTO [DOC_BLOB] ([DOC_ID], [PG_NO], [BLOB_DATA], [CMPRS_FLG], [BYTE_CNT]) ' +
        'SELECT [DOC_ID], [PG_NO], [BLOB_DATA], [CMPRS_FLG], [BYTE_CNT] FROM OPENJSON(?) WITH ' +
        `([DOC_ID] INT '$."DOC_ID"', [PG_NO] SMALLINT '$."PG_NO"', [BLOB_DATA] VARBINARY(MAX) '$."BLOB_DATA"', ` +
        `[CMPRS_FLG] CHAR(1) '$."CMPRS_FLG"', [BYTE_CNT] INT '$."BYTE_CNT"')`,
    )
    expect(bindings).to.deep.equal(['[{"DOC_ID":1,"PG_NO":2,"BLOB_DATA":"/w==","CMPRS_FLG":"N","BYTE_CNT":null}]'])
    const dated = insertion(builder, tableNamed('PAT_MSTR'), [{ LAST_UPD_DTTM: '2001-02-03 04:05:00' }]).toSQL()
    expect(dated.sql).to.match(/^SET IDENTITY_INSERT \[PAT_MSTR\] ON; .* OFF$/)
    expect(dated.bindings[0]).to.match(/"LAST_UPD_DTTM":"2001-02-03T04:05:00"/)
  })
})
