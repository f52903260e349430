import { expect } from 'chai'
import type { Schema, SchemaDialect } from '../../src/mapping/schema.ts'
import { faults, patient, practitioner, schema } from './clinic.ts'
import { typed } from './hand-made.ts'

/** The clinic on an engine where DEATH_DTTM is of this type. */
function clinicWith(dialect: SchemaDialect, native: string): Schema {
  const table = schema.tables['PAT_MSTR']!
  const column = { ...typed(native === 'date' ? 'date' : 'datetime'), native }
  const columns = { ...table.columns, DEATH_DTTM: column }
  return { ...schema, dialect, tables: { ...schema.tables, PAT_MSTR: { ...table, columns } } }
}

const faultsOf = (dialect: SchemaDialect, native: string, map: string): Promise<readonly string[]> =>
  faults({ 'pat.yaml': patient(map), 'prac.yaml': practitioner }, clinicWith(dialect, native))

const deceased = (lenses: string): string => `deceased: { dateTime: =p.DEATH_DTTM | ${lenses} }`

describe('a column that holds moments', () => {
  const moments = [
    ['postgres', 'timestamp with time zone'],
    ['postgres', 'timestamptz(3)'],
    ['mariadb', 'timestamp'],
    ['mssql', 'datetimeoffset(7)'],
  ] as const
  for (const [dialect, native] of moments)
    it(`is read by utc alone: ${native} of ${dialect}`, async () => {
      expect(await faultsOf(dialect, native, deceased('utc'))).to.deep.equal([])
      for (const lens of ['local', 'date', 'hl7ts'])
        expect(await faultsOf(dialect, native, deceased(lens))).to.deep.equal([
          `pat.yaml:14:41 error: PAT_MSTR.DEATH_DTTM is a ${native}: a moment, shown in UTC, and no time of a clock in the clinic (use utc)`,
        ])
    })

  it('is no time of a wall in conditions either', async () => {
    const asked = (past: string) =>
      faultsOf('postgres', 'timestamptz', `active: { when: { p.DEATH_DTTM: ${past} }, is: 'false' }`)
    expect(await asked('past')).to.deep.equal([])
    expect(await asked('{ past: utc }')).to.deep.equal([])
    expect(await asked('{ past: local }')).to.deep.equal([
      'pat.yaml:14:43 error: DEATH_DTTM holds moments, shown in UTC (write { past: utc })',
    ])
  })
})

describe('a column that holds times of a wall', () => {
  it('is read by the lens that the mapping names', async () => {
    for (const [dialect, native] of [
      ['postgres', 'timestamp(3) without time zone'],
      ['mariadb', 'datetime(3)'],
      ['mssql', 'datetime2(7)'],
      ['sqlite', 'TIMESTAMP'],
    ] as const)
      for (const lens of ['local', 'utc', 'date'])
        expect(await faultsOf(dialect, native, deceased(lens)), native).to.deep.equal([])
  })

  it('is no text that a lens of texts could read', async () => {
    expect(await faultsOf('mssql', 'datetime', deceased('hl7ts'))).to.deep.equal([
      'pat.yaml:14:41 error: PAT_MSTR.DEATH_DTTM is a datetime, no text as hl7ts reads (use local)',
    ])
    expect(await faultsOf('mssql', 'date', deceased('date(yyyymmdd)'))).to.deep.equal([
      'pat.yaml:14:41 error: PAT_MSTR.DEATH_DTTM is a date, no text as date reads (use date)',
    ])
  })
})

describe('a lens before one of several columns, or of keys', () => {
  const ofMap = (map: string) => faults({ 'pat.yaml': patient(map), 'prac.yaml': practitioner })

  it('is refused, for these read columns as they are', async () => {
    expect(await ofMap('birthDate: =p.DOB p.SEX | upper | localtime(yyyymmdd hhmm)')).to.deep.equal([
      'pat.yaml:14:29 error: nothing can stand before localtime (it reads columns as they are)',
    ])
    expect(await ofMap('generalPractitioner: =p.PCP_ID | digits | ref(prac)')).to.deep.equal([
      'pat.yaml:14:36 error: nothing can stand before ref (it reads columns as they are)',
    ])
  })
})
