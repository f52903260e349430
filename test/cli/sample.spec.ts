/** The sample of `portico check` on databases that are large, slow or gone: bounded, and a line each. */
import { expect } from 'chai'
import { checkSample } from '../../src/cli/check/sample.ts'
import type { Database } from '../../src/rows/database.ts'
import { limits, sqliteUrl, subjectAt } from '../declared/subject.ts'

const wait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new Error('cancelled'))
    })
  })

describe('the sample of check', function () {
  this.timeout(30_000)

  it('is cut where there is more', async () => {
    const { mapping, database } = await subjectAt(sqliteUrl)
    const found = await checkSample(mapping, database, limits, { rows: 5, time: 5_000 })
    const patients = found.find(({ what }) => what.startsWith('Patient (pat)'))
    expect(patients?.what).to.match(/ of more$/)
    expect(patients?.rows).to.be.within(5, 5 * mapping.tenants.size)
  })

  it('gives up a statement that takes too long, and goes on', async () => {
    const { mapping, database } = await subjectAt(sqliteUrl)
    const slow: Database = {
      dialect: database.dialect,
      explain: (query) => database.explain(query),
      close: () => Promise.resolve(),
      async *read(query, options) {
        if (query.sql.includes('"VIT_SGN" "v"')) await wait(20_000, options?.signal)
        yield* database.read(query, options)
      },
    }
    const found = await checkSample(mapping, slow, limits, { rows: 1, time: 300 })
    const errors = found.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ what, message }) => `${what} ${message}`)).to.deep.equal([
      'Observation (vit) gave no more rows within 0.3 s',
    ])
    expect(found.filter(({ what }) => what.startsWith('Patient (pat) ')).length).to.equal(1)
  })

  it('tells the statement that took longest', async () => {
    const { mapping, database } = await subjectAt(sqliteUrl)
    const slow: Database = {
      dialect: database.dialect,
      explain: (query) => database.explain(query),
      close: () => Promise.resolve(),
      async *read(query, options) {
        if (query.sql.includes('"IMMUN_REC" ') || query.sql.includes('"ALRG_LIST" ')) await wait(250)
        yield* database.read(query, options)
      },
    }
    const found = await checkSample(mapping, slow, limits, { rows: 1, time: 20_000 })
    expect(found.find(({ hint }) => hint?.startsWith('SELECT'))?.what).to.equal('alg')
  })
})
