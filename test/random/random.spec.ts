/** Mappings that nobody wrote, on SQLite: a fixed run of seeds. The services' suite tries more, `npm run soak` others, for as long as one likes. */
import { expect } from 'chai'
import { openSqlite } from './engines.ts'
import { nothing, proveSeed } from './prove.ts'

const first = 1
const last = 30
/** Milliseconds: a slow machine tries fewer. */
const most = 60_000

describe('Random mappings on SQLite', function () {
  this.timeout(300_000)

  it('serve, find, count, page, sort and include what their rows say', async () => {
    const engine = openSqlite()
    const end = Date.now() + most
    let tally = nothing
    for (let seed = first; seed <= last && tally.failures.length < 3 && Date.now() < end; seed++)
      tally = await proveSeed(tally, seed, engine, 10_000)
    await engine.close()
    expect(tally.failures.join('\n')).to.equal('')
    expect(tally.refused, [...tally.refusals.keys()].join('\n')).to.be.below(tally.cases / 5)
    expect(tally.forms.size).to.be.greaterThan(50)
    expect(tally.held).to.be.greaterThan(100 * tally.cases)
  })
})
