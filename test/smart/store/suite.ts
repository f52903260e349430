/** What every store of contexts does, whatever database it lies in. The clock is moved by hand. */
import { expect } from 'chai'
import type { Launch } from '../../../src/smart/model.ts'
import { createSeal } from '../../../src/smart/seal.ts'
import type { ContextStore } from '../../../src/smart/store/model.ts'
import { openStore } from '../../../src/smart/store/store.ts'
import { contextOf, tokens } from './sample.ts'
import { describeSpent } from './spent.ts'

export const key = Buffer.alloc(32, 7)

const launch: Launch = {
  realm: 'sevocity',
  client: 'demo-app',
  organization: '2',
  context: { patient: 'pat-5', encounter: 'enc-5' },
}

/** `url` is asked for in a hook, so that the database can be made in one. Its tables are the suite's to fill. */
export const describeStore = (url: () => string): void => {
  let now = 1_800_000_000_000
  let one: ContextStore
  let two: ContextStore
  const opened: ContextStore[] = []
  const open = async (by: Uint8Array | readonly Uint8Array[] = key): Promise<ContextStore> => {
    const store = await openStore(
      url(),
      createSeal(by, () => now),
      () => now,
    )
    opened.push(store)
    return store
  }
  const pass = (seconds: number): void => void (now += seconds * 1000)

  /** The id of a new grant, whose code is of no more use to the test. */
  const granted = async (code: string, patient = 'pat-1'): Promise<string> => {
    await one.addCode(code, contextOf(patient), 60)
    return (await one.findByCode(code))!.id
  }

  before(async () => {
    // Both make the tables, at once.
    const both = await Promise.all([open(), open()])
    one = both[0]
    two = both[1]
  })

  after(() => Promise.all(opened.map((store) => store.close())))

  beforeEach(async () => {
    pass(100 * 86_400)
    await one.sweep()
  })

  it('reads under a new key what an older one sealed, and seals grants in use anew at their next refresh', async () => {
    const next = Buffer.alloc(32, 8)
    const [both, later] = [await open([next, key]), await open(next)]
    await granted('code-1')
    await granted('code-2', 'pat-2')
    const id = (await both.findByCode('code-1'))!.id
    expect(await later.findByCode('code-1'), 'the older key is still needed').to.equal(undefined)
    expect(await both.issue({ kind: 'code', value: 'code-1' }, id, tokens)).to.equal(true)
    expect(await later.findByRefreshToken('refresh-1')).to.deep.equal({ id, context: contextOf('pat-1') })
    expect(await both.findByRefreshToken('refresh-1')).to.deep.equal({ id, context: contextOf('pat-1') })
    expect(await later.findByCode('code-2'), 'who does not come back').to.equal(undefined)
  })

  it('finds a context by its code, as often as it is asked, on every replica', async () => {
    const id = await granted('code-1')
    for (const store of [one, two, one]) {
      expect(await store.findByCode('code-1')).to.deep.equal({ id, context: contextOf('pat-1') })
    }
  })

  it('takes a code for nothing else, nor anything else for a code', async () => {
    const id = await granted('code-1')
    expect(await one.findByRefreshToken('code-1')).to.equal(undefined)
    expect(await one.findByTokenId('code-1')).to.equal(undefined)
    expect(await one.issue({ kind: 'refresh', value: 'code-1' }, id, tokens)).to.equal(false)
    await one.issue({ kind: 'code', value: 'code-1' }, id, tokens)
    expect(await one.findByCode('jti-1')).to.equal(undefined)
    expect(await one.findByRefreshToken('jti-1')).to.equal(undefined)
    expect(await one.findByTokenId('refresh-1')).to.equal(undefined)
  })

  it('moves a context from the code to its tokens', async () => {
    const id = await granted('code-1')
    expect(await one.issue({ kind: 'code', value: 'code-1' }, id, tokens)).to.equal(true)
    expect(await one.findByCode('code-1')).to.equal(undefined)
    expect(await two.findByTokenId('jti-1')).to.deep.equal({ id, context: contextOf('pat-1') })
    expect(await two.findByRefreshToken('refresh-1')).to.deep.equal({ id, context: contextOf('pat-1') })
  })

  it('moves a context on to the next refresh token, and leaves earlier access tokens what they have', async () => {
    const id = await granted('code-1')
    await one.issue({ kind: 'code', value: 'code-1' }, id, tokens)
    const next = { ...tokens, jti: 'jti-2', refreshToken: 'refresh-2' }
    expect(await one.issue({ kind: 'refresh', value: 'refresh-1' }, id, next)).to.equal(true)
    expect(await one.findByRefreshToken('refresh-1')).to.equal(undefined)
    for (const jti of ['jti-1', 'jti-2']) expect((await one.findByTokenId(jti))?.id).to.equal(id)
    expect((await one.findByRefreshToken('refresh-2'))?.id).to.equal(id)
  })

  it('keeps the patients of two grants of one app and person apart, in any order of their refreshes', async () => {
    const [first, second] = [await granted('code-a', 'pat-1'), await granted('code-b', 'pat-2')]
    await one.issue({ kind: 'code', value: 'code-b' }, second, { ...tokens, jti: 'b1', refreshToken: 'rb1' })
    await two.issue({ kind: 'code', value: 'code-a' }, first, { ...tokens, jti: 'a1', refreshToken: 'ra1' })
    await two.issue({ kind: 'refresh', value: 'rb1' }, second, { ...tokens, jti: 'b2', refreshToken: 'rb2' })
    await one.issue({ kind: 'refresh', value: 'ra1' }, first, { ...tokens, jti: 'a2', refreshToken: 'ra2' })
    const patients = await Promise.all(['a1', 'a2', 'b1', 'b2'].map((jti) => one.findByTokenId(jti)))
    expect(patients.map((grant) => grant?.context.launch.patient)).to.deep.equal(['pat-1', 'pat-1', 'pat-2', 'pat-2'])
  })

  it('gives a code to one alone of all who redeem it at once', async () => {
    const id = await granted('code-1')
    const redeem = (store: ContextStore, n: number) =>
      store.issue({ kind: 'code', value: 'code-1' }, id, { ...tokens, jti: `jti-${n}`, refreshToken: `refresh-${n}` })
    const stores = [one, two, one, two, one, two]
    const won = await Promise.all(stores.map(redeem))
    expect(won.filter(Boolean)).to.have.length(1)
    const found = await Promise.all(stores.map((store, n) => store.findByTokenId(`jti-${n}`)))
    expect(found.map((grant) => grant !== undefined)).to.deep.equal(won)
  })

  it('writes nothing for a code of another grant', async () => {
    const [first, second] = [await granted('code-a'), await granted('code-b')]
    expect(await one.issue({ kind: 'code', value: 'code-a' }, second, tokens)).to.equal(false)
    expect(await one.findByTokenId('jti-1')).to.equal(undefined)
    expect((await one.findByCode('code-a'))?.id).to.equal(first)
  })

  it('keeps a grant of a backend client, which has no code', async () => {
    const context = { ...contextOf('pat-1'), organizations: ['1', '2'], groups: ['grp-1'], launch: {} }
    await one.addGrant(context, { jti: 'jti-1', accessSeconds: 300 })
    expect((await two.findByTokenId('jti-1'))?.context).to.deep.equal(context)
    pass(301)
    expect(await one.findByTokenId('jti-1')).to.equal(undefined)
  })

  it('finds nothing that has ended, before any sweep', async () => {
    const id = await granted('code-1')
    const late = await granted('code-2')
    await one.issue({ kind: 'code', value: 'code-1' }, id, tokens)
    pass(60)
    expect(await one.findByCode('code-2')).to.equal(undefined)
    expect(await one.issue({ kind: 'code', value: 'code-2' }, late, { ...tokens, jti: 'jti-2' })).to.equal(false)
    expect(await one.findByTokenId('jti-1')).to.not.equal(undefined)
    pass(240)
    expect(await one.findByTokenId('jti-1')).to.equal(undefined)
    pass(86_100)
    expect(await one.findByRefreshToken('refresh-1')).to.equal(undefined)
  })

  it('lets a grant live on as long as it is refreshed, whatever is swept', async () => {
    const id = await granted('code-1')
    await one.issue({ kind: 'code', value: 'code-1' }, id, tokens)
    for (const n of [1, 2, 3]) {
      pass(80_000)
      await two.sweep()
      const next = { ...tokens, jti: `jti-${n + 1}`, refreshToken: `refresh-${n + 1}` }
      expect(await one.issue({ kind: 'refresh', value: `refresh-${n}` }, id, next)).to.equal(true)
    }
    expect((await one.findByTokenId('jti-4'))?.context).to.deep.equal(contextOf('pat-1'))
  })

  it('sweeps what has ended and nothing else', async () => {
    const [first, second] = [await granted('code-a'), await granted('code-b')]
    await one.issue({ kind: 'code', value: 'code-a' }, first, { jti: 'jti-a', accessSeconds: 100 })
    await one.issue({ kind: 'code', value: 'code-b' }, second, { ...tokens, jti: 'jti-b' })
    await one.addLaunch('launch-1', launch, 100)
    await one.addLaunch('launch-2', launch, 101)
    pass(100)
    // The first grant, its handle, and the first launch.
    expect(await one.sweep()).to.equal(3)
    expect(await one.sweep()).to.equal(0)
    expect(await one.findByTokenId('jti-b')).to.not.equal(undefined)
    expect(await one.findLaunch('launch-2')).to.deep.equal(launch)
  })

  it('sweeps more than one batch', async () => {
    for (let n = 0; n < 505; n++) await one.addLaunch(`many-${n}`, launch, 1)
    pass(1)
    expect(await one.sweep()).to.equal(505)
  })

  describeSpent({ one: () => one, two: () => two, granted, pass })

  it('ends a grant with all its tokens', async () => {
    const [first, second] = [await granted('code-a'), await granted('code-b')]
    await one.issue({ kind: 'code', value: 'code-a' }, first, tokens)
    await one.issue({ kind: 'code', value: 'code-b' }, second, { ...tokens, jti: 'jti-b', refreshToken: 'refresh-b' })
    await two.endGrant(first)
    expect(await one.findByTokenId('jti-1')).to.equal(undefined)
    expect(await one.findByRefreshToken('refresh-1')).to.equal(undefined)
    expect(await one.issue({ kind: 'refresh', value: 'refresh-1' }, first, { ...tokens, jti: 'x' })).to.equal(false)
    await two.endByRefreshToken('refresh-b')
    expect(await one.findByTokenId('jti-b')).to.equal(undefined)
    await two.endByRefreshToken('refresh-b')
  })

  it('ends one access token and leaves its grant', async () => {
    const id = await granted('code-1')
    await one.issue({ kind: 'code', value: 'code-1' }, id, tokens)
    await two.endTokenId('jti-1')
    expect(await one.findByTokenId('jti-1')).to.equal(undefined)
    expect((await one.findByRefreshToken('refresh-1'))?.id).to.equal(id)
  })

  it('shows a launch as often as it is asked and gives it once', async () => {
    await one.addLaunch('launch-1', launch, 300)
    expect(await two.findLaunch('launch-1')).to.deep.equal(launch)
    expect(await one.findLaunch('launch-1')).to.deep.equal(launch)
    const taken = await Promise.all([one, two, one, two].map((store) => store.takeLaunch('launch-1')))
    expect(taken.filter((each) => each !== undefined)).to.deep.equal([launch])
    expect(await one.findLaunch('launch-1')).to.equal(undefined)
  })

  it('gives no launch that has ended, and none that was never there', async () => {
    await one.addLaunch('launch-1', launch, 300)
    pass(300)
    expect(await one.takeLaunch('launch-1')).to.equal(undefined)
    expect(await one.takeLaunch('launch-2')).to.equal(undefined)
  })

  it('keeps all of it across a restart, for who has the key', async () => {
    await granted('code-1')
    const [again, stranger] = [await open(), await open(Buffer.alloc(32, 8))]
    expect((await again.findByCode('code-1'))?.context).to.deep.equal(contextOf('pat-1'))
    expect(await stranger.findByCode('code-1')).to.equal(undefined)
  })
}
