/** Mappings that nobody wrote, on every database server that answers here, and more of them on SQLite. */
import { expect } from 'chai'
import { openServers, openSqlite, type Engine } from '../random/engines.ts'
import { nothing, proveSeed } from '../random/prove.ts'

const first = 1
const last = 25

describe('More random mappings on SQLite', function () {
  this.timeout(600_000)

  it('serve, find, count, page, sort and include what their rows say', async () => {
    const engine = openSqlite()
    let tally = nothing
    // Those up to 30 are tried by `npm test`.
    for (let seed = 31; seed <= 90 && tally.failures.length < 3; seed++)
      tally = await proveSeed(tally, seed, engine, 20_000)
    await engine.close()
    expect(tally.failures.join('\n')).to.equal('')
    expect(tally.held).to.be.greaterThan(100 * tally.cases)
  })
})

describe('Random mappings on database servers', function () {
  this.timeout(600_000)
  let engines: readonly Engine[] = []

  before(async () => {
    engines = await openServers()
  })
  after(async () => {
    for (const engine of engines) await engine.close()
  })

  for (const dialect of ['postgres', 'mariadb'] as const) {
    it(`serve, find, count, page, sort and include what their rows say: ${dialect}`, async function () {
      const engine = engines.find((each) => each.dialect === dialect)
      if (engine === undefined) return this.skip()
      let tally = nothing
      for (let seed = first; seed <= last && tally.failures.length < 3; seed++)
        tally = await proveSeed(tally, seed, engine, 20_000)
      expect(tally.failures.join('\n')).to.equal('')
      expect(tally.held).to.be.greaterThan(1500)
    })
  }
})
