/** The second schema on an engine -> its answer key as tests, and the proofs that random mappings are held to. */
import { expect } from 'chai'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { openDatabase } from '../../src/rows/open.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import { loadLiveMapping } from '../../src/search/load.ts'
import { randomFrom } from '../../src/verify/random.ts'
import { ask } from '../random/ask.ts'
import type { Engine } from '../random/engines.ts'
import { planProofs } from '../random/plan.ts'
import { disprove, printProof } from '../random/proofs.ts'
import { createTruth, type Truth } from '../random/world.ts'
import { resources, searches } from './key.ts'
import { statementsFor, tables } from './tables.ts'

const limits = { defaultCount: 50, maximumCount: 1000, scanRows: 1000, gatherRows: 1000, maximumIncluded: 1000 }

async function load(engine: Engine, database: PooledDatabase): Promise<Truth> {
  const schema = await introspect(engine.settings)
  const { mapping, diagnostics } = await loadLiveMapping('test/second/mapping', { schema, usCore: '6.1.0' }, database)
  if (mapping === undefined) throw new Error(JSON.stringify(diagnostics, null, 2))
  return createTruth({ mapping, database, limits })
}

/** `open` may give nothing where nothing answers: the suite is skipped. */
export function describeSecond(open: () => Promise<Engine | undefined>): void {
  let engine: Engine | undefined
  let database: PooledDatabase | undefined
  let truth: Truth

  before(async function () {
    this.timeout(60_000)
    engine = await open()
    if (engine === undefined) return this.skip()
    await engine.clear()
    const { dialect } = engine
    await engine.write(tables.flatMap((each) => statementsFor(each, dialect)))
    database = await openDatabase({ ...engine.settings, pool: { max: 2 } })
    truth = await load(engine, database)
  })

  after(async () => {
    await database?.close()
    await engine?.close()
  })

  for (const type of new Set(resources.map((each) => ('resourceType' in each ? String(each.resourceType) : '')))) {
    it(`${type}: is served as the answer key says, whole`, async () => {
      const { entries } = await ask(`${type}?`, truth.staff, truth.subject)
      const served = entries.filter(({ mode }) => mode === 'match').map(({ text }) => JSON.parse(text) as object)
      expect(served).to.have.deep.members(
        resources.filter((each) => 'resourceType' in each && each.resourceType === type),
      )
    })
  }

  for (const [search, ids] of searches) {
    it(`${search} finds ${ids.length === 0 ? 'nothing' : ids.join(' and ')}`, async () => {
      const { entries } = await ask(search, truth.staff, truth.subject)
      expect(entries.filter(({ mode }) => mode === 'match').map(({ id }) => id)).to.have.members(ids)
    })
  }

  it('holds what has to hold of any mapping', async function () {
    this.timeout(60_000)
    const wrong: string[] = []
    const made = { seed: 1, tables: [], system: {}, lists: {}, sources: [], forms: [] }
    for (const proof of planProofs(made, truth, randomFrom(1))) {
      const verdict = await disprove(proof, truth)
      if (verdict !== undefined && verdict !== 'skipped') wrong.push(`${printProof(proof)}: ${verdict}`)
    }
    expect(wrong).to.deep.equal([])
  })
}
