/** A surface whose tokens come through the front door: what counts is what that says, each time. */
import { expect } from 'chai'
import { createAuthorizer, type Authorizer } from '../../src/auth/authorizer.ts'
import type { SessionContext, TokenFacts } from '../../src/auth/sessions.ts'
import type { Surface } from '../../src/auth/surface.ts'
import { Problem } from '../../src/fhir/problem.ts'
import { createSeal } from '../../src/smart/seal.ts'
import { createSessions } from '../../src/smart/sessions.ts'
import type { ContextStore } from '../../src/smart/store/model.ts'
import { openStore } from '../../src/smart/store/store.ts'
import { makeKey, signToken, startFakeIssuer, toJwk, type FakeIssuer, type Forgery } from './fake-issuer.ts'

const seconds = 1_800_000_000
const root = 'https://fhir.example.org/api/patients/v1'
const key = makeKey('first')

describe('authorizer with sessions', () => {
  let issuer: FakeIssuer
  let authorizer: Authorizer
  let answer: SessionContext | string | Problem
  let store: ContextStore
  let asked: (TokenFacts & { readonly token: string })[]

  const sessions: NonNullable<Surface['sessions']> = {
    check: async (token, facts) => {
      asked.push({ token, ...facts })
      if (answer instanceof Problem) throw answer
      return answer
    },
  }

  const open = (more: Partial<Surface> = {}) =>
    createAuthorizer([{ name: 'patients', issuer: issuer.url, audience: () => root, sessions, ...more }], {
      now: () => seconds * 1000,
    })

  const sign = (forgery: Forgery = {}) =>
    signToken(
      key,
      {
        iss: issuer.url,
        aud: [root, 'portico-gate'],
        sub: 'someone',
        azp: 'demo-app',
        typ: 'Bearer',
        jti: 'jti-1',
        iat: seconds - 10,
        exp: seconds + 300,
        scope: 'launch/patient patient/*.rs',
        organization: ['2', '3'],
        patient: 'pat-666',
        fhirUser: 'Practitioner/prac-666',
      },
      forgery,
    )

  const use = (token: string, organization: string | undefined = '1', by = authorizer) =>
    by.authorize({ surface: 'patients', organization, authorization: `Bearer ${token}` })

  const refusal = async (ask: () => unknown): Promise<Problem> => {
    try {
      await ask()
    } catch (error) {
      if (error instanceof Problem) return error
      throw error
    }
    throw new Error('the token was accepted')
  }

  const hint = async (token: string, organization = '1', by = authorizer): Promise<string | undefined> => {
    const { code, status, details } = await refusal(() => use(token, organization, by))
    expect([code, status, details.challenge]).to.deep.equal([
      'auth-token-invalid',
      401,
      'Bearer realm="patients", error="invalid_token"',
    ])
    return details.hint
  }

  before(async () => {
    issuer = await startFakeIssuer([toJwk(key)])
  })

  beforeEach(() => {
    asked = []
    answer = {
      organizations: ['1'],
      patient: 'pat-1',
      encounter: 'enc-1',
      fhirUser: 'Patient/pat-1',
    }
    authorizer = open()
  })

  after(async () => {
    await issuer.close()
    await store.close()
  })

  it('makes the grant of what the front door says, and nothing of the claims that say otherwise', async () => {
    expect(await use(sign())).to.deep.equal({
      surface: 'patients',
      reach: 'patient',
      organization: '1',
      subject: 'someone',
      client: 'demo-app',
      patient: 'pat-1',
      encounter: 'enc-1',
      fhirUser: 'Patient/pat-1',
      rules: [{ context: 'patient', type: '*', read: true, search: true, operations: [], parameters: [] }],
      expires: seconds + 300,
    })
  })

  it('falls back on no claim of the token for what the front door does not say', async () => {
    answer = { organizations: ['1'] }
    const grant = await use(sign())
    expect([grant.patient, grant.fhirUser]).to.deep.equal([undefined, undefined])
  })

  it('does not mind a patient claim that it would not understand', async () => {
    expect(await use(sign({ claims: { patient: { id: 7 }, organization: undefined } }))).to.include({
      patient: 'pat-1',
    })
  })

  it('refuses an organization that the token names and the front door does not', async () => {
    expect(await hint(sign(), '2')).to.equal('The token is not for this organization.')
  })

  it('takes the organization from the front door where the base URL names none', async () => {
    expect(
      (await authorizer.authorize({ surface: 'patients', authorization: `Bearer ${sign()}` })).organization,
    ).to.equal('1')
  })

  it('asks with the token and its facts, for every request, also for a token it knows', async () => {
    const token = sign()
    for (let n = 0; n < 3; n++) await use(token)
    const facts = { token, jti: 'jti-1', client: 'demo-app', subject: 'someone', expires: seconds + 300 }
    expect(asked).to.deep.equal([facts, facts, facts])
  })

  it('goes by the latest answer', async () => {
    const token = sign()
    await use(token)
    answer = { organizations: ['1'], patient: 'pat-2' }
    expect((await use(token)).patient).to.equal('pat-2')
    answer = 'the token has been revoked or its session has ended'
    expect(await hint(token)).to.equal('The token has been revoked or its session has ended.')
  })

  it('refuses when the front door cannot be asked, though it knows the token', async () => {
    const token = sign()
    await use(token)
    answer = new Problem('auth-store-unavailable', 'The store does not answer.')
    expect((await refusal(() => use(token))).code).to.equal('auth-store-unavailable')
  })

  it('demands an id of the token', async () => {
    for (const jti of [undefined, '', 7]) expect(await hint(sign({ claims: { jti } }))).to.equal('The token has no id.')
  })

  const bad: Readonly<Record<string, Forgery>> = {
    'another signature': { key: makeKey('first').privateKey },
    'another audience': { claims: { aud: ['portico-gate'] } },
    'an end that has passed': { claims: { exp: seconds - 6 } },
    'the typ of a refresh token': { claims: { typ: 'Refresh' } },
  }
  for (const [title, forgery] of Object.entries(bad)) {
    it(`has nobody asked about a token with ${title}`, async () => {
      await hint(sign(forgery))
      expect(asked).to.deep.equal([])
    })
  }

  it('has nobody asked about a token of a client that is not welcome', async () => {
    expect(await hint(sign(), '1', open({ clients: ['other'] }))).to.equal(
      'The token was made for a client that is not known here.',
    )
    expect(asked).to.deep.equal([])
  })

  it('goes with the store of contexts from the token to the patient of its own launch', async () => {
    store = await openStore('sqlite::memory:', createSeal(Buffer.alloc(32, 1)))
    const live = new Set<string>()
    const introspect = async (token: string) => ({ active: live.has(token) })
    const own = open({ sessions: createSessions({ realm: 'portal', store, introspect, recheckMs: 0 }) })
    const launched = async (code: string, patient: string): Promise<string> => {
      const context = {
        realm: 'portal',
        client: 'demo-app',
        subject: 'someone',
        organizations: ['1'],
        launch: { patient },
      }
      await store.addCode(code, context, 60)
      const { id } = (await store.findByCode(code))!
      await store.issue({ kind: 'code', value: code }, id, { jti: `jti of ${code}`, accessSeconds: 300 })
      const token = sign({ claims: { jti: `jti of ${code}` } })
      live.add(token)
      return token
    }
    const [first, second] = [await launched('a', 'pat-1'), await launched('b', 'pat-2')]
    expect((await use(second, '1', own)).patient).to.equal('pat-2')
    expect((await use(first, '1', own)).patient).to.equal('pat-1')
    expect(await hint(sign(), '1', own)).to.equal('The token does not come of a launch through the front door.')
    live.delete(first)
    expect(await hint(first, '1', own)).to.equal('The token has been revoked or its session has ended.')
    await store.close()
    expect((await refusal(() => use(second, '1', own))).code).to.equal('auth-store-unavailable')
  })
})
