/** Mappings that nobody wrote: what one engine answers, every other answers to the last byte, but for the order of texts, which is each collation's own. */
import { expect } from 'chai'
import { alikeCase, answers } from '../random/alike.ts'
import { openServers, openSqlite, type Engine } from '../random/engines.ts'
import { printCase } from '../random/print.ts'

const first = 1000
const last = 1014

describe('Answers of the engines', function () {
  this.timeout(600_000)
  let engines: readonly Engine[] = []

  before(async () => {
    engines = [openSqlite(), ...(await openServers())]
  })
  after(async () => {
    for (const engine of engines) await engine.close()
  })

  it('are the same to the last byte', async function () {
    if (engines.length < 2) {
      console.log('    no database server answers: there is nothing to compare SQLite with, skipped')
      return this.skip()
    }
    let compared = 0
    for (let seed = first; seed <= last; seed++) {
      const made = alikeCase(seed)
      const [own, ...others] = await Promise.all(engines.map((engine) => answers(made, engine)))
      for (const [index, other] of others.entries()) {
        const wrong = own?.findIndex((text, at) => text !== other?.[at]) ?? -1
        const dialect = engines[index + 1]!.dialect
        if (wrong >= 0) expect(other?.[wrong], `seed ${seed} on ${dialect}\n${printCase(made)}`).to.equal(own?.[wrong])
        expect(other?.length, `seed ${seed} on ${dialect}`).to.equal(own?.length)
      }
      compared += own?.length ?? 0
    }
    expect(compared).to.be.greaterThan(500)
  })
})
