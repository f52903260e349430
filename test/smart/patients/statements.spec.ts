/** The statement by which a person's charts are found, on each dialect: it begins with the contacts, and with no index that an old shop has not. */
import { expect } from 'chai'
import { chartsInUse, chartsOpenedBy } from '../../../src/plan/passes/charts.ts'
import type { SourcePlan } from '../../../src/plan/model.ts'
import { planSearch } from '../../../src/plan/search.ts'
import type { Dialect } from '../../../src/query/query.ts'
import { compileRows } from '../../../src/query/rows.ts'
import { requestFor } from '../../../src/verify/runner/pipeline.ts'
import { amongPatients, openDesk } from '../../../src/smart/patients/desk.ts'
import { embeddedClinic, large, partsOf } from './clinic.ts'

async function planOf(patients: readonly string[]): Promise<readonly SourcePlan[]> {
  const { mapping, database } = await embeddedClinic()
  const context = amongPatients(openDesk(partsOf({ mapping: large(mapping), database }), 'someone'), '1')!
  const plan = planSearch(requestFor('Patient', []), context, (asking) => [
    ...chartsInUse(asking),
    ...chartsOpenedBy(patients)(asking),
  ])
  return plan.sources
}

/** Marks of bindings as `?`, quotes as `"`. */
const plain = (sql: string): string => sql.replace(/[`[\]]/g, '"').replace(/@p\d+|\$\d+/g, '?')

const joins: Readonly<Record<Dialect, string>> = {
  sqlite: 'CROSS JOIN',
  postgres: 'INNER JOIN',
  mariadb: 'STRAIGHT_JOIN',
  mssql: 'INNER JOIN',
}

/** A column without the white space around it, which an old shop's screens may have left where the value does not fill the column: on SQLite none does. */
const stripped = (column: string): string => `trim(${column}, char(9, 10, 11, 12, 13, 32, 160))`

describe('the statement for the charts that a person acts for', function () {
  this.timeout(30_000)

  for (const dialect of ['sqlite', 'postgres', 'mariadb', 'mssql'] as const) {
    it(`is as stated for ${dialect}`, async () => {
      const [source] = await planOf(['pat-23', 'pat-26'])
      const { query } = compileRows(source!, [], dialect)
      const isLong = dialect === 'sqlite'
      const isIn = (column: string, marks: string): string =>
        isLong ? `(${column} IN (${marks}) OR ${stripped(column)} IN (${marks}))` : `${column} IN (${marks})`
      const isNotIn = (column: string, marks: string): string =>
        isLong
          ? `(${column} IS NULL OR ${column} NOT IN (${marks}) AND ${stripped(column)} NOT IN (${marks}))`
          : `(${column} IS NULL OR ${column} NOT IN (${marks}))`
      expect(plain(query.sql)).to.equal(
        `SELECT "p"."PAT_ID" FROM (SELECT DISTINCT "g"."PAT_ID" AS "k1" FROM "PAT_CNTC" "g" WHERE ${isIn('"g"."CNTC_TYP"', '?, ?, ?, ?')} ` +
          `AND ${isIn('"g"."ACTV_FLG"', '?, ?')} AND "g"."CNTC_PAT_ID" IN (?, ?)) "driver" ` +
          `${joins[dialect]} "PAT_MSTR" "p" ON "p"."PAT_ID" = "driver"."k1" WHERE "p"."ORG_ID" = ? AND ` +
          `${isNotIn('"p"."REC_STAT"', '?, ?, ?, ?')} AND ${isNotIn('"p"."RSTRCT_CD"', '?, ?')} ORDER BY "p"."PAT_ID"`,
      )
      const twice = (...values: readonly string[]): readonly string[] => (isLong ? [...values, ...values] : values)
      expect(query.bindings.map(({ value }) => value)).to.have.members([
        ...twice('GU', 'gu', 'Gu', 'gU'),
        ...twice('Y', 'y'),
        ...['23', '26', '1'],
        ...twice('D', 'd', 'M', 'm'),
        ...twice('R', 'r'),
      ])
    })
  }

  it('is driven by the contacts', async () => {
    expect((await planOf(['pat-23']))[0]?.driver).to.deep.equal({ by: 'index', text: 'keys found in PAT_CNTC' })
  })

  it('is not asked at all for nobody, nor for what is no id of a patient', async () => {
    for (const ids of [[], ['enc-1'], ['pat-1,pat-2'], ['http://elsewhere.example/Patient/pat-1']])
      expect(await planOf(ids)).to.deep.equal([])
  })
})
