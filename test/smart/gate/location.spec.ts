/** Redirects that leave the provider: the app's own state comes back, and its code is known before the browser has it. */
import { expect } from 'chai'
import type { GrantContext } from '../../../src/smart/model.ts'
import type { Door } from '../../../src/smart/gate/door.ts'
import { settleLocation } from '../../../src/smart/gate/location.ts'
import { sealPassage, type Passage } from '../../../src/smart/gate/state.ts'
import { createSeal } from '../../../src/smart/seal.ts'

const context: GrantContext = {
  realm: 'portal',
  client: 'app',
  subject: 's',
  organizations: ['1'],
  launch: { patient: 'p' },
}
const passage: Passage = {
  realm: 'portal',
  client: 'app',
  redirectUri: 'https://app.example/cb',
  state: 'own+ %',
  context,
}

describe('a redirect that leaves the provider', () => {
  const seal = createSeal(Buffer.alloc(32, 1))
  let codes: [string, GrantContext, number][] = []
  const door = {
    seal,
    store: {
      addCode: async (code: string, of: GrantContext, seconds: number) => {
        codes.push([code, of, seconds])
      },
    },
  } as unknown as Door
  beforeEach(() => {
    codes = []
  })

  const settle = async (more: Partial<Passage>, location: (state: string) => string, realm = 'portal') =>
    settleLocation(door, realm, location(encodeURIComponent(await sealPassage(seal, { ...passage, ...more }))))

  it('has the state of the app again, and its code is stored', async () => {
    const url = new URL((await settle({}, (state) => `https://app.example/cb?state=${state}&code=c1&iss=i`)) ?? '')
    expect(Object.fromEntries(url.searchParams)).to.deep.equal({ state: 'own+ %', code: 'c1', iss: 'i' })
    expect(codes).to.deep.equal([['c1', context, 120]])
  })

  it('may have it in the fragment', async () => {
    const url = new URL((await settle({}, (state) => `https://app.example/cb?a=b#state=${state}&code=c2`)) ?? '')
    expect(url.search).to.equal('?a=b')
    expect(Object.fromEntries(new URLSearchParams(url.hash.slice(1)))).to.deep.equal({ state: 'own+ %', code: 'c2' })
    expect(codes).to.have.length(1)
  })

  it('has none where the app sent none', async () => {
    const { state: _, ...stateless } = passage
    const sealed = encodeURIComponent(await sealPassage(seal, stateless))
    const url = new URL((await settleLocation(door, 'portal', `https://app.example/cb?state=${sealed}&code=c`)) ?? '')
    expect([...url.searchParams.keys()]).to.deep.equal(['code'])
  })

  it('has the error of the gate in place of what the provider says, and never a code beside it', async () => {
    const error = { code: 'access_denied', description: 'no' } as const
    const settled = await settle(
      { error },
      (state) => `https://app.example/cb?state=${state}&code=c&error=x&error_uri=u&session_state=s`,
    )
    expect(Object.fromEntries(new URL(settled ?? '').searchParams)).to.deep.equal({
      state: 'own+ %',
      error: 'access_denied',
      error_description: 'no',
    })
    expect(codes).to.deep.equal([])
  })

  it('keeps an error of the provider', async () => {
    const url = new URL(
      (await settle({}, (state) => `https://app.example/cb?error=access_denied&state=${state}`)) ?? '',
    )
    expect(url.searchParams.get('error')).to.equal('access_denied')
    expect(codes).to.deep.equal([])
  })

  it('is nothing for a state of another realm or address', async () => {
    const to = (url: string) => (state: string) => `${url}?state=${state}&code=c`
    expect(await settle({}, to('https://app.example/cb'), 'sevocity')).to.equal(undefined)
    for (const url of [
      'https://evil.example/cb',
      'https://app.example/cbx',
      'https://app.example:8443/cb',
      'http://app.example/cb',
      'com.app:/cb',
    ])
      expect(await settle({}, to(url)), url).to.equal(undefined)
    expect(codes).to.deep.equal([])
  })

  it('stays as it is without a state of the gate, and its code is not known', async () => {
    for (const location of [
      '/relative?code=c',
      'https://app.example/cb?code=c',
      'https://app.example/cb?code=c&state=abc',
      'https://app.example/cb?code=c&state=a.b.c.d.e',
    ])
      expect(await settleLocation(door, 'portal', location)).to.equal(location)
    expect(codes).to.deep.equal([])
  })

  it('is not given out when its code could not be stored', async () => {
    const broken = { ...door, store: { addCode: () => Promise.reject(new Error('no store')) } } as unknown as Door
    const state = encodeURIComponent(await sealPassage(seal, passage))
    const result = await settleLocation(broken, 'portal', `https://app.example/cb?state=${state}&code=c`).catch(
      (error: unknown) => (error as Error).message,
    )
    expect(result).to.equal('no store')
  })
})
