/** Who gets a connection, and who waits. */
import { expect } from 'chai'
import { Problem } from '../../src/fhir/problem.ts'
import { Pool, type PoolSettings } from '../../src/rows/pool.ts'

interface Fake {
  readonly name: number
  readonly lost: boolean
  end(): Promise<void>
}

function poolOf(settings: Partial<PoolSettings> = {}): Pool<Fake> {
  let opened = 0
  const open = () => Promise.resolve({ name: ++opened, lost: false, end: () => Promise.resolve() })
  return new Pool<Fake>({ max: 8, waitMs: 60_000, keepFree: 2, ...settings }, open)
}

const acquire = (pool: Pool<Fake>, count: number, table?: string): Promise<readonly Fake[]> =>
  Promise.all(Array.from({ length: count }, () => pool.acquire(undefined, table)))

/** Whether it is settled when all that is ready has had its turn. */
async function isWaiting(promise: Promise<unknown>): Promise<boolean> {
  const turn = new Promise((resolve) => setImmediate(() => resolve('later')))
  return (await Promise.race([promise.then(() => 'now'), turn])) === 'later'
}

describe('a pool of connections', () => {
  it('keeps some from statements over one table, for those over others', async () => {
    const pool = poolOf()
    await acquire(pool, 6, 'RES_VAL')
    const seventh = pool.acquire(undefined, 'RES_VAL')
    expect(await isWaiting(seventh)).to.equal(true)
    expect(await acquire(pool, 1, 'PAT_MSTR')).to.have.length(1)
    expect(await acquire(pool, 1)).to.have.length(1)
    expect(pool.counts).to.deep.equal({ used: 8, idle: 0, waiting: 1 })
  })

  it('gives a connection to the first whose table has room, whoever came before', async () => {
    const pool = poolOf({ max: 4, keepFree: 1 })
    const held = await acquire(pool, 3, 'RES_VAL')
    const [other] = await acquire(pool, 1, 'PAT_MSTR')
    const [late, later] = [pool.acquire(undefined, 'RES_VAL'), pool.acquire(undefined, 'ENC_HDR')]
    pool.release(other!)
    expect(await later).to.equal(other)
    expect(await isWaiting(late)).to.equal(true)
    pool.release(held[0]!)
    expect(await late).to.equal(held[0])
  })

  it('gives a free one to who waited for the share of a table, though the one that came back was not clean', async () => {
    const pool = poolOf({ max: 4, keepFree: 1 })
    const [free] = await acquire(pool, 1)
    const held = await acquire(pool, 3, 'RES_VAL')
    const late = pool.acquire(undefined, 'RES_VAL')
    pool.release(free!)
    expect(await isWaiting(late)).to.equal(true)
    pool.release(held[0]!, false)
    expect(await late).to.equal(free)
  })

  it('refuses who waited too long, and says for what', async () => {
    const pool = poolOf({ max: 4, keepFree: 1, waitMs: 5 })
    await acquire(pool, 3, 'RES_VAL')
    const refused: unknown = await pool.acquire(undefined, 'RES_VAL').catch((error: unknown) => error)
    expect(refused).to.be.instanceOf(Problem).with.property('code', 'rows-busy')
    expect(refused)
      .to.have.property('message')
      .that.matches(/^All that statements over one table may have/)
    await acquire(pool, 1, 'PAT_MSTR')
    const whole: unknown = await pool.acquire(undefined, 'ENC_HDR').catch((error: unknown) => error)
    expect(whole)
      .to.have.property('message')
      .that.matches(/^Every connection/)
  })

  it('leaves a pool of three or fewer to whoever comes', async () => {
    expect(await acquire(poolOf({ max: 3 }), 3, 'RES_VAL')).to.have.length(3)
    expect(await acquire(poolOf({ max: 1 }), 1, 'RES_VAL')).to.have.length(1)
  })

  it('counts a share once, however often a connection is lent', async () => {
    const pool = poolOf({ max: 4, keepFree: 1 })
    for (let turn = 0; turn < 20; turn++) {
      const held = await acquire(pool, 3, turn % 2 === 0 ? 'RES_VAL' : 'PAT_MSTR')
      for (const each of held) pool.release(each, turn % 3 !== 0)
    }
    expect(pool.counts).to.include({ used: 0, waiting: 0 })
  })
})
