/** The sample of `portico check` on databases that are large, slow or gone: bounded, and a line each. */
import { expect } from 'chai'
import { checkSample, type Clock } from '../../src/cli/check/sample.ts'
import type { Query } from '../../src/query/query.ts'
import type { Database } from '../../src/rows/database.ts'
import { limits, sqliteUrl, subjectAt } from '../declared/subject.ts'

/** A clock that goes by what is read, whatever the machine does meanwhile. */
function handClock() {
  let time = 0
  let last = new AbortController()
  const clock: Clock = { now: () => time, after: () => (last = new AbortController()).signal }
  return { clock, pass: (milliseconds: number) => void (time += milliseconds), ring: () => last.abort() }
}

/** The same database, which does something before it reads. */
const watched = (database: Database, before: (query: Query) => void): Database => ({
  dialect: database.dialect,
  explain: (query) => database.explain(query),
  close: () => Promise.resolve(),
  async *read(query, options) {
    before(query)
    options?.signal?.throwIfAborted()
    yield* database.read(query, options)
  },
})

describe('the sample of check', () => {
  it('is cut where there is more', async () => {
    const { mapping, database } = await subjectAt(sqliteUrl)
    const found = await checkSample(mapping, database, limits, { rows: 5, time: 5_000 }, handClock().clock)
    const patients = found.find(({ what }) => what.startsWith('Patient (pat)'))
    expect(patients?.what).to.match(/ of more$/)
    expect(patients?.rows).to.be.within(5, 5 * mapping.tenants.size)
  })

  it('gives up a statement that takes too long, and goes on', async () => {
    const { mapping, database } = await subjectAt(sqliteUrl)
    const { clock, ring } = handClock()
    const slow = watched(database, ({ sql }) => {
      if (sql.includes('"VIT_SGN" "v"')) ring()
    })
    const found = await checkSample(mapping, slow, limits, { rows: 1, time: 300 }, clock)
    const errors = found.filter(({ severity }) => severity === 'error')
    // Both that read the table.
    expect(errors.map(({ what, message }) => `${what} ${message}`)).to.deep.equal([
      'Observation (vit) gave no more rows within 0.3 s',
      'Provenance (prv-vit) gave no more rows within 0.3 s',
    ])
    expect(found.filter(({ what }) => what.startsWith('Patient (pat) ')).length).to.equal(1)
  })

  it('tells the statement that took longest', async () => {
    const { mapping, database } = await subjectAt(sqliteUrl)
    const { clock, pass } = handClock()
    const slow = watched(database, ({ sql }) => {
      pass(sql.includes('"ALRG_LIST" ') ? 250 : sql.includes('"IMMUN_REC" ') ? 200 : 1)
    })
    const found = await checkSample(mapping, slow, limits, { rows: 1, time: 20_000 }, clock)
    const slowest = found.find(({ hint }) => hint?.startsWith('SELECT'))
    expect(slowest?.what).to.equal('alg')
    expect(slowest?.message).to.equal('its first rows came after 250 ms, later than all others')
  })

  it('tells no statement where all are quick', async () => {
    const { mapping, database } = await subjectAt(sqliteUrl)
    const { clock, pass } = handClock()
    const found = await checkSample(
      mapping,
      watched(database, () => pass(1)),
      limits,
      { rows: 1, time: 20_000 },
      clock,
    )
    expect(found.filter(({ hint }) => hint?.startsWith('SELECT'))).to.deep.equal([])
  })
})
