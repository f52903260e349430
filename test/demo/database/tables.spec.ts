/** What is asked of the definition of the tables and of its four dialects. */
import { expect } from 'chai'
import { createStatements } from '../../../scripts/demo/database/ddl.ts'
import { tableNamed, tables } from '../../../scripts/demo/database/tables.ts'
import { insertText } from '../../../scripts/demo/database/write/mssql.ts'

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
    expect(create).to.contain('"AcctGuid" "UNIQUEIDENTIFIER TEXT" NOT NULL')
    expect(create).to.contain('"CreatedUtc" "DATETIME2(3) TEXT" NULL')
    expect(create).to.contain('"IsLocked" "BIT INTEGER" NOT NULL')
  })

  it('take the types of each server', () => {
    const typesOf = (engine: 'postgres' | 'mariadb' | 'mssql'): string =>
      createStatements(engine, tableNamed('IMPL_DEV')).join(';')
    expect(typesOf('postgres')).to.contain('"UdiAIDC" bytea NULL').and.to.contain('"ProdIdJson" text NULL')
    expect(typesOf('mariadb')).to.contain('`DEV_GUID` CHAR(36) NOT NULL').and.to.contain('utf8mb4_general_ci')
    expect(typesOf('mssql')).to.contain('[ProdIdJson] NVARCHAR(MAX) NULL').and.to.contain('[IsActive] BIT NOT NULL')
  })

  it('take rows as JSON on SQL Server, keys included', () => {
    expect(insertText(tableNamed('DOC_BLOB'))).to.equal(
      'INSERT INTO [DOC_BLOB] ([DOC_ID], [PG_NO], [BLOB_DATA], [CMPRS_FLG], [BYTE_CNT]) ' +
        'SELECT [DOC_ID], [PG_NO], [BLOB_DATA], [CMPRS_FLG], [BYTE_CNT] FROM OPENJSON(@rows) WITH ' +
        `([DOC_ID] INT '$."DOC_ID"', [PG_NO] SMALLINT '$."PG_NO"', [BLOB_DATA] VARBINARY(MAX) '$."BLOB_DATA"', ` +
        `[CMPRS_FLG] CHAR(1) '$."CMPRS_FLG"', [BYTE_CNT] INT '$."BYTE_CNT"')`,
    )
    expect(insertText(tableNamed('PAT_MSTR'))).to.match(/^SET IDENTITY_INSERT \[PAT_MSTR\] ON; .* OFF$/)
  })
})
