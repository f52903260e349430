/**
 * The search contract on SQLite, and that it can fail. Each parameter, modifier and prefix of one organization is asked; pairs of parameters, other zones,
 * ways into large tables, and the types that many sources make, Observation and Provenance, are the services' suite's.
 */
import { expect } from 'chai'
import type { Subject } from '../../src/verify/runner/model.ts'
import { describeContract, failuresOf, prove } from './contract.ts'
import { sqliteUrl, subjectAt } from './subject.ts'

/** A database that loses the first row of every page of facilities; what the oracle knows is read without pages. */
function losing({ database, ...rest }: Subject): Subject {
  async function* read(...asked: Parameters<typeof database.read>): ReturnType<typeof database.read> {
    const isPage = asked[0].sql.includes('FAC_MSTR') && / LIMIT \d{1,4}$/.test(asked[0].sql)
    for await (const rows of database.read(...asked)) yield isPage ? rows.slice(1) : rows
  }
  return { ...rest, database: { ...database, read } }
}

describe('The search contract of the demo mapping on SQLite', function () {
  this.timeout(300_000)
  describeContract(() => subjectAt(sqliteUrl), {
    origins: 10,
    pairs: 0,
    patients: 1,
    zones: [],
    isLarge: false,
    without: ['Observation', 'Provenance'],
  })

  it('fails as soon as one row is lost', async () => {
    const results = await prove(losing(await subjectAt(sqliteUrl)), {
      samples: 1,
      types: ['Location'],
      organizations: ['1'],
    })
    expect(failuresOf(results)).to.not.deep.equal([])
  })
})
