import { expect } from 'chai'
import { writeIsMerged } from '../../src/query/merge-question.ts'
import type { Dialect } from '../../src/query/query.ts'
import { startStatement } from '../../src/query/statement.ts'
import { clinic } from '../plan/clinic.ts'

const stated: Readonly<Record<Dialect, readonly [sql: string, values: string]>> = {
  sqlite: [
    'CASE WHEN EXISTS (SELECT 1 FROM "PAT" "p" WHERE "p"."ORG_ID" = ? AND "p"."REC_STAT" IN (?, ?) AND "p"."MRG_TO" IN (?, ?)) THEN 1 ELSE 0 END',
    '1,M,M ,7,8',
  ],
  postgres: [
    'CASE WHEN EXISTS (SELECT 1 FROM "PAT" "p" WHERE "p"."ORG_ID" = $1 AND "p"."REC_STAT" = $2 AND "p"."MRG_TO" IN ($3, $4)) THEN 1 ELSE 0 END',
    '1,M,7,8',
  ],
  mariadb: [
    'CASE WHEN EXISTS (SELECT 1 FROM `PAT` `p` WHERE `p`.`ORG_ID` = ? AND `p`.`REC_STAT` = ? AND `p`.`MRG_TO` IN (?, ?)) THEN 1 ELSE 0 END',
    '1,M,7,8',
  ],
  mssql: [
    'CASE WHEN EXISTS (SELECT 1 FROM [PAT] [p] WHERE [p].[ORG_ID] = @p1 AND [p].[REC_STAT] = @p2 AND [p].[MRG_TO] IN (@p3, @p4)) THEN 1 ELSE 0 END',
    '1,M,7,8',
  ],
}

describe('the flag that tells whether charts were merged', () => {
  for (const dialect of ['sqlite', 'postgres', 'mariadb', 'mssql'] as const) {
    it(`is one subquery that speaks of nothing outside, on ${dialect}`, async () => {
      const source = (await clinic()).byName.get('pat')!
      const statement = startStatement(dialect)
      const sql = writeIsMerged(statement, { source, tenant: '1', keys: [['7'], ['8']] })
      const values = statement.finish(sql).bindings.map(({ value }) => value)
      expect([sql, values.join(',')]).to.deep.equal(stated[dialect])
    })
  }
})
