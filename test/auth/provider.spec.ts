/** When the provider is asked for its documents, and what happens when it does not answer; the clock is moved by hand. */
import { expect } from 'chai'
import { importKeys } from '../../src/auth/keys.ts'
import { createProvider } from '../../src/auth/provider.ts'
import { Problem } from '../../src/fhir/problem.ts'
import { describeFault } from '../../src/app/events.ts'
import { providerFaultIn } from '../../src/auth/provider-fault.ts'
import { makeKey, startFakeIssuer, toJwk, type FakeIssuer } from './fake-issuer.ts'

const first = makeKey('first')
const second = makeKey('second')

describe('provider', () => {
  let issuer: FakeIssuer
  let now: number

  const open = (url = issuer.url) =>
    createProvider(url, {
      now: () => now,
      keysMaxAge: 600_000,
      keysCoolDown: 30_000,
      retryAfter: 2_000,
      timeout: 2_000,
    })

  const fail = async (work: () => unknown): Promise<Problem> => {
    try {
      await work()
    } catch (error) {
      if (error instanceof Problem) return error
      throw error
    }
    throw new Error('it did not fail')
  }

  beforeEach(async () => {
    now = 0
    issuer = await startFakeIssuer([toJwk(first)])
  })

  afterEach(() => issuer.close())

  it('asks nothing before it is asked, and then once for all who ask together', async () => {
    const provider = open()
    expect(issuer.fetched).to.deep.equal({ discovery: 0, keys: 0 })
    await Promise.all([provider.key('first'), provider.key('first'), provider.metadata()])
    expect(issuer.fetched).to.deep.equal({ discovery: 1, keys: 1 })
  })

  it('fetches nothing for an unknown key within the cool-down', async () => {
    const provider = open()
    await provider.key('first')
    for (const id of ['a', 'b', 'c']) expect(await provider.key(id)).to.equal(undefined)
    expect(issuer.fetched.keys).to.equal(1)
  })

  it('picks up a rotated key once the cool-down is over', async () => {
    const provider = open()
    await provider.key('first')
    issuer.keys = [toJwk(second)]
    now += 30_000
    expect(await provider.key('second')).to.have.property('key')
    expect(await provider.key('first')).to.equal(undefined)
    expect(issuer.fetched.keys).to.equal(2)
  })

  it('lets go of a withdrawn key when the keys are stale', async () => {
    const provider = open()
    await provider.key('first')
    issuer.keys = [toJwk(second)]
    now += 600_000
    expect(await provider.key('first')).to.equal(undefined)
  })

  it('says that the provider is unavailable, and tries again only after a while', async () => {
    const provider = open()
    issuer.isBroken = true
    const problem = await fail(() => provider.key('first'))
    expect([problem.code, problem.status, problem.details.retryAfter]).to.deep.equal([
      'auth-provider-unavailable',
      503,
      2,
    ])
    issuer.isBroken = false
    await fail(() => provider.key('first'))
    expect(issuer.fetched.discovery).to.equal(1)
    now += 2_000
    expect(await provider.key('first')).to.have.property('key')
  })

  it('does not trust stale keys because the provider is away', async () => {
    const provider = open()
    await provider.key('first')
    issuer.isBroken = true
    now += 600_000
    expect((await fail(() => provider.key('first'))).code).to.equal('auth-provider-unavailable')
  })

  it('refuses plain http to another machine without asking it', async () => {
    expect((await fail(() => open('http://idp.example.org').metadata())).code).to.equal('auth-provider-unavailable')
  })

  it('refuses a provider that calls itself by another name', async () => {
    const other = issuer.url.replace('127.0.0.1', 'localhost')
    expect((await fail(() => open(other).metadata())).code).to.equal('auth-provider-unavailable')
  })

  it('that names itself otherwise is told with both names, for the log', async () => {
    const other = issuer.url.replace('127.0.0.1', 'localhost')
    const error = await Promise.resolve(open(other).metadata()).catch((thrown: unknown) => thrown)
    expect(error).to.have.property('code', 'auth-provider-unavailable')
    const fault = providerFaultIn(error)
    for (const each of [other, issuer.url]) expect(fault?.message).to.include(each)
    expect(describeFault(error).cause?.told, 'in the line of the log').to.equal(fault?.message)
    expect((error as Error).message).not.to.include('localhost')
  })
})

describe('key set', () => {
  it('keeps the public signature keys and passes over all else', () => {
    const encryption = { ...toJwk(second), use: 'enc' }
    const unmarked = { ...toJwk(second), use: undefined }
    const secret = { kty: 'oct', kid: 'secret', use: 'sig', k: 'c2VjcmV0' }
    const broken = { kty: 'RSA', kid: 'broken', use: 'sig' }
    const keys = importKeys({ keys: [encryption, unmarked, secret, broken, null, toJwk(first, { alg: 'RS256' })] })
    expect([...keys.keys()]).to.deep.equal(['first'])
    expect(keys.get('first')?.algorithm).to.equal('RS256')
  })

  it('refuses what is no key set', () => {
    for (const document of [null, 'keys', {}, { keys: {} }]) expect(() => importKeys(document)).to.throw('no JWK Set')
  })
})
