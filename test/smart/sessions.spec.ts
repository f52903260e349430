/** What the store and the provider say of a token, and what the FHIR API makes of it. Both are made up; the clock is moved by hand. */
import { expect } from 'chai'
import { Problem } from '../../src/fhir/problem.ts'
import type { GrantContext, StoredGrant } from '../../src/smart/model.ts'
import { createSessions } from '../../src/smart/sessions.ts'

const context: GrantContext = {
  realm: 'portal',
  client: 'demo-app',
  subject: 'someone',
  organizations: ['1'],
  fhirUser: 'Patient/pat-1',
  launch: { patient: 'pat-1', encounter: 'enc-1', intent: 'order' },
}

const facts = { jti: 'jti-1', client: 'demo-app', subject: 'someone', expires: 1_800_000_300 }
const revoked = 'the token has been revoked or its session has ended'
const stranger = 'the token is not that of the launch it names'

describe('sessions', () => {
  let now: number
  let active: boolean | Error
  let asked: number
  let row: GrantContext | Error | undefined

  const findByTokenId = async (jti: string): Promise<StoredGrant | undefined> => {
    if (row instanceof Error) throw row
    return row === undefined || jti !== 'jti-1' ? undefined : { id: 'grant', context: row }
  }

  const introspect = async () => {
    asked += 1
    if (active instanceof Error) throw active
    return { active }
  }

  const open = (recheckMs = 0) =>
    createSessions({ realm: 'portal', store: { findByTokenId }, introspect, recheckMs, now: () => now })

  const failure = async (work: Promise<unknown>): Promise<unknown> => {
    try {
      await work
    } catch (error) {
      return error
    }
    throw new Error('it did not fail')
  }

  beforeEach(() => {
    now = 1_800_000_000_000
    active = true
    asked = 0
    row = context
  })

  it('give the context of the row, and no more of it than the API needs', async () => {
    expect(await open().check('token', facts)).to.deep.equal({
      organizations: ['1'],
      patient: 'pat-1',
      encounter: 'enc-1',
      fhirUser: 'Patient/pat-1',
    })
  })

  it('give a backend client its organizations', async () => {
    row = { realm: 'portal', client: 'demo-app', subject: 'someone', organizations: ['1', '2'], launch: {} }
    expect(await open().check('token', facts)).to.deep.equal({ organizations: ['1', '2'] })
  })

  it('give the groups that the row is bound to, none too', async () => {
    for (const groups of [[], ['DIABREG']]) {
      row = { ...context, groups }
      expect(await open().check('token', facts)).to.have.deep.property('groups', groups)
    }
  })

  it('say of a token that was ended that it was', async () => {
    const store = { findByTokenId: async () => undefined, hasEnded: async (jti: string) => jti === 'jti-1' }
    const sessions = createSessions({ realm: 'portal', store, introspect, recheckMs: 0 })
    expect(await sessions.check('token', facts)).to.equal(revoked)
    expect(await sessions.check('token', { ...facts, jti: 'jti-2' })).to.match(/does not come of a launch/)
  })

  it('take no token without a row, and say so even when the provider is away', async () => {
    const none = 'the token does not come of a launch through the front door'
    expect(await open().check('token', { ...facts, jti: 'jti-2' })).to.equal(none)
    active = new Error('away')
    expect(await open().check('token', { ...facts, jti: 'jti-2' })).to.equal(none)
  })

  it('take no row of another person, client or realm', async () => {
    expect(await open().check('token', { ...facts, subject: 'another' })).to.equal(stranger)
    expect(await open().check('token', { ...facts, client: 'another' })).to.equal(stranger)
    row = { ...context, realm: 'sevocity' }
    expect(await open().check('token', facts)).to.equal(stranger)
  })

  it('take no token that the provider has let go of, at once', async () => {
    const sessions = open()
    expect(await sessions.check('token', facts)).to.be.an('object')
    active = false
    expect(await sessions.check('token', facts)).to.equal(revoked)
    expect(asked).to.equal(2)
  })

  it('refuse when the provider cannot be asked, or says nothing clear', async () => {
    active = new Error('connect ECONNREFUSED 10.0.0.7')
    const problem = await failure(open().check('token', facts))
    expect(problem).to.be.instanceOf(Problem)
    const { code, status, message, details } = problem as Problem
    expect([code, status, message, details.retryAfter]).to.deep.equal([
      'auth-provider-unavailable',
      503,
      'The identity provider does not answer as it should.',
      2,
    ])
  })

  it('refuse when the store cannot be asked, with its own words', async () => {
    row = new Problem('auth-store-unavailable', 'The store does not answer.')
    active = new Error('away too')
    expect(await failure(open().check('token', facts))).to.equal(row)
  })

  it('ask both at the same time', async () => {
    const order: string[] = []
    const wait = (name: string) => async () => {
      order.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 20))
      order.push(`${name} ends`)
    }
    const [store, provider] = [wait('store'), wait('provider')]
    const sessions = createSessions({
      realm: 'portal',
      store: { findByTokenId: async () => (await store(), { id: 'grant', context }) },
      introspect: async () => (await provider(), { active: true }),
      recheckMs: 0,
    })
    await sessions.check('token', facts)
    expect(order.slice(0, 2)).to.deep.equal(['store begins', 'provider begins'])
  })

  it('take the word of the provider for as long as they are told, of each token for itself', async () => {
    const sessions = open(1_000)
    await sessions.check('token', facts)
    active = false
    now += 999
    expect(await sessions.check('token', facts)).to.be.an('object')
    expect(await sessions.check('other token', facts)).to.equal(revoked)
    now += 1
    expect(await sessions.check('token', facts)).to.equal(revoked)
    expect(asked).to.equal(3)
  })

  it('count that time from the question, not from the answer', async () => {
    const slow = async () => ((now += 900), introspect())
    const store = { findByTokenId }
    const sessions = createSessions({ realm: 'portal', store, introspect: slow, recheckMs: 1_000, now: () => now })
    await sessions.check('token', facts)
    now += 100
    await sessions.check('token', facts)
    expect(asked).to.equal(2)
  })

  it('remember no failure to ask', async () => {
    const sessions = open(1_000)
    active = new Error('away')
    await failure(sessions.check('token', facts))
    active = true
    expect(await sessions.check('token', facts)).to.be.an('object')
  })

  it('look for the row each time, also while the word of the provider is remembered', async () => {
    const sessions = open(1_000)
    await sessions.check('token', facts)
    row = undefined
    expect(await sessions.check('token', facts)).to.be.a('string')
  })
})
