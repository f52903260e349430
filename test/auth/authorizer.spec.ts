/** Good and hostile tokens against one surface, with a clock that stands still. */
import { createHmac } from 'node:crypto'
import { expect } from 'chai'
import { createAuthorizer, type Authorizer } from '../../src/auth/authorizer.ts'
import type { Surface } from '../../src/auth/surface.ts'
import { Problem } from '../../src/fhir/problem.ts'
import { makeKey, signToken, startFakeIssuer, toJwk, type FakeIssuer, type Forgery } from './fake-issuer.ts'

const seconds = 1_800_000_000
const base = 'https://fhir.example.org/api/patients/v1/1'
const key = makeKey('first')
const stranger = makeKey('first')
const curve = makeKey('curve', 'ec')

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('authorizer', () => {
  let issuer: FakeIssuer
  let authorizer: Authorizer
  let now: number

  const surface = (more: Partial<Surface> = {}): Surface => ({
    name: 'patients',
    issuer: issuer.url,
    audience: (organization) => `https://fhir.example.org/api/patients/v1/${organization}`,
    ...more,
  })

  const claims = () => ({
    iss: issuer.url,
    aud: base,
    sub: 'someone',
    azp: 'demo-app',
    typ: 'Bearer',
    iat: seconds - 10,
    exp: seconds + 300,
    scope: 'launch/patient patient/*.rs',
    organization: '1',
    patient: 'pat-1',
  })

  const sign = (forgery: Forgery = {}) => signToken(key, claims(), forgery)

  const use = (token: string, organization = '1', by = authorizer) =>
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

  const expectRefused = async (token: string, hint: string, organization = '1', by = authorizer) => {
    const { code, status, details } = await refusal(() => use(token, organization, by))
    expect({ code, status, hint: details.hint, challenge: details.challenge }).to.deep.equal({
      code: 'auth-token-invalid',
      status: 401,
      hint,
      challenge: 'Bearer realm="patients", error="invalid_token"',
    })
  }

  before(async () => {
    issuer = await startFakeIssuer([toJwk(key, { alg: 'RS256' }), toJwk(curve)])
  })

  beforeEach(() => {
    now = seconds * 1000
    authorizer = createAuthorizer([surface()], { now: () => now })
  })

  after(() => issuer.close())

  it('turns a good token into a grant', async () => {
    expect(await use(sign({ claims: { fhirUser: 'Patient/pat-1' } }))).to.deep.equal({
      surface: 'patients',
      reach: 'patient',
      organization: '1',
      subject: 'someone',
      client: 'demo-app',
      patient: 'pat-1',
      fhirUser: 'Patient/pat-1',
      rules: [{ context: 'patient', type: '*', read: true, search: true, operations: [], parameters: [] }],
      expires: seconds + 300,
    })
  })

  const accepted: Readonly<Record<string, Forgery>> = {
    'one audience of several': { claims: { aud: ['account', base] } },
    'one organization of several': { claims: { organization: ['3', '1'] } },
    'an access token of RFC 9068 without a typ of its own': {
      header: { typ: 'at+jwt' },
      claims: { typ: undefined, azp: undefined, client_id: 'demo-app' },
    },
    'a patient given as a reference': { claims: { patient: 'Patient/pat-1' } },
    'a clock five seconds behind': { claims: { exp: seconds - 4, nbf: seconds + 5, iat: seconds + 5 } },
  }
  for (const [title, forgery] of Object.entries(accepted)) {
    it(`accepts ${title}`, async () => {
      expect(await use(sign(forgery))).to.include({ client: 'demo-app', organization: '1', patient: 'pat-1' })
    })
  }

  const refused: Readonly<Record<string, readonly [string, Forgery]>> = {
    'another issuer': [
      'The token comes from another issuer.',
      { claims: { iss: 'http://127.0.0.1:1/realms/sevocity' } },
    ],
    'another audience': [
      'The token is for another base URL.',
      { claims: { aud: 'https://fhir.example.org/api/sevocity/v1/1' } },
    ],
    'no audience': ['The token is for another base URL.', { claims: { aud: undefined } }],
    'a base URL that only begins alike': ['The token is for another base URL.', { claims: { aud: `${base}0` } }],
    'another organization': ['The token is not for this organization.', { claims: { organization: ['2', '3'] } }],
    'no organization': ['The token is not for this organization.', { claims: { organization: undefined } }],
    'an organization that is no text': [
      'The token is not for this organization.',
      { claims: { organization: { 1: {} } } },
    ],
    'an end that has passed': ['The token has expired.', { claims: { exp: seconds - 6 } }],
    'no end': ['The token has no end.', { claims: { exp: undefined } }],
    'a beginning in the future': ['The token is not good yet.', { claims: { nbf: seconds + 6 } }],
    'an issue in the future': ['The token was issued in the future.', { claims: { iat: seconds + 6 } }],
    'no time of issue': ['The token does not say when it was issued.', { claims: { iat: undefined } }],
    'no subject': ['The token names no subject.', { claims: { sub: undefined } }],
    'no client': ['The token does not name the one client it was made for.', { claims: { azp: undefined } }],
    'two clients': ['The token does not name the one client it was made for.', { claims: { client_id: 'other' } }],
    'a patient that is none': [
      'The token names its patient in a form that is not understood.',
      { claims: { patient: 'Practitioner/prac-1' } },
    ],
    'the typ of an ID token': ['The token is not an access token.', { claims: { typ: 'ID' } }],
    'the typ of a refresh token': ['The token is not an access token.', { claims: { typ: 'Refresh' } }],
    'the typ of an offline token': ['The token is not an access token.', { claims: { typ: 'Offline' } }],
    'the typ of a logout token': ['The token is not an access token.', { claims: { typ: 'Logout' } }],
    'no typ at all': ['The token is not an access token.', { claims: { typ: undefined } }],
    'the typ of a refresh token under an RFC 9068 header': [
      'The token is not an access token.',
      { header: { typ: 'at+jwt' }, claims: { typ: 'Refresh' } },
    ],
    'a header of another type': ['The token is not an access token.', { header: { typ: 'logout+jwt' } }],
    'a key it is bound to': [
      'The token is bound to a key, and only bearer tokens are taken.',
      { claims: { cnf: { jkt: 'x' } } },
    ],
    'critical extensions': ['The token has critical extensions.', { header: { crit: ['b64'] } }],
    'no key id': ['The token names no key.', { header: { kid: undefined } }],
    'a forged key under a known id': ['The signature is wrong.', { key: stranger.privateKey }],
    'an algorithm that is not allowed': [
      'The token is signed with an algorithm that is not allowed.',
      { algorithm: 'PS256' },
    ],
    'a key of its own in the header': [
      'The signature is wrong.',
      { key: stranger.privateKey, header: { jwk: stranger.publicKey.export({ format: 'jwk' }) } },
    ],
  }
  for (const [title, [hint, forgery]] of Object.entries(refused)) {
    it(`refuses a token with ${title}`, () => expectRefused(sign(forgery), hint))
  }

  it('refuses a token without a signature', () =>
    expectRefused(
      `${encode({ alg: 'none', typ: 'JWT', kid: 'first' })}.${encode(claims())}.`,
      'The token is signed with an algorithm that is not allowed.',
    ))

  it('refuses a token signed by HMAC with the public key for a secret', () => {
    const text = `${encode({ alg: 'HS256', typ: 'JWT', kid: 'first' })}.${encode(claims())}`
    const pem = key.publicKey.export({ type: 'spki', format: 'pem' })
    const token = `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`
    return expectRefused(token, 'The token is signed with an algorithm that is not allowed.')
  })

  it('refuses a key for another algorithm than the provider made it for', () => {
    const lax = createAuthorizer([surface({ algorithms: ['RS256', 'PS256'] })], { now: () => now })
    const hint = 'The token is signed with a key that the issuer does not publish.'
    return expectRefused(sign({ algorithm: 'PS256' }), hint, '1', lax)
  })

  it('accepts ES256 where the surface allows it', async () => {
    const modern = createAuthorizer([surface({ algorithms: ['ES256'] })], { now: () => now })
    const token = signToken(curve, claims(), { algorithm: 'ES256' })
    expect(await use(token, '1', modern)).to.include({ subject: 'someone' })
  })

  it('refuses a client that is not on the list', () => {
    const choosy = createAuthorizer([surface({ clients: ['other'] })], { now: () => now })
    return expectRefused(sign(), 'The token was made for a client that is not known here.', '1', choosy)
  })

  it('refuses a good token on the path of another organization', async () => {
    const token = sign()
    await use(token)
    await expectRefused(token, 'The token is for another base URL.', '2')
  })

  it('refuses what is no token, and what is too long to be one', async () => {
    await expectRefused('not.a.token', 'The token is not a JWT.')
    await expectRefused('x'.repeat(20_000), 'The token is too long.')
  })

  it('asks for a token when there is none', async () => {
    for (const authorization of [undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi']) {
      const { code, details } = await refusal(() =>
        authorizer.authorize({ surface: 'patients', organization: '1', authorization }),
      )
      expect([code, details.challenge]).to.deep.equal(['auth-token-missing', 'Bearer realm="patients"'])
    }
  })

  it('gives the grant of a token it knows at once, until the token ends', async () => {
    const token = sign()
    const grant = await use(token)
    expect(use(token)).to.equal(grant)
    now = (seconds + 299) * 1000
    expect(use(token)).to.equal(grant)
    now = (seconds + 306) * 1000
    await expectRefused(token, 'The token has expired.')
  })

  it('does not take another payload under the signature of a token it knows', async () => {
    const token = sign()
    await use(token)
    const [header = '', , signature = ''] = token.split('.')
    await expectRefused(
      `${header}.${encode({ ...claims(), patient: 'pat-2' })}.${signature}`,
      'The signature is wrong.',
    )
  })

  it('holds a token no longer than the keys are good', async () => {
    const token = sign({ claims: { exp: seconds + 86_400 } })
    await use(token)
    const before = issuer.fetched.keys
    now += 600_000
    await use(token)
    expect(issuer.fetched.keys).to.equal(before + 1)
  })

  it('takes the organization from the token where the base URL names none', async () => {
    const audience = 'https://fhir.example.org/fhir'
    const one = createAuthorizer([surface({ audience: () => audience })], { now: () => now })
    const ask = (organization: unknown) =>
      one.authorize({
        surface: 'patients',
        authorization: `Bearer ${sign({ claims: { aud: audience, organization } })}`,
      })
    expect((await ask('3')).organization).to.equal('3')
    expect((await ask(['2'])).organization).to.equal('2')
    const hint = async (organization: unknown) => (await refusal(() => ask(organization))).details.hint
    expect(await hint(undefined)).to.equal('The token is for no organization.')
    expect(await hint(['2', '3'])).to.equal(
      'The token is for several organizations, and this base URL does not say which: ask for one that is for a single one.',
    )
  })

  it('does not take the grant of one base URL for another', async () => {
    const audience = 'https://fhir.example.org/fhir'
    const both = createAuthorizer([surface({ audience: () => audience })], { now: () => now })
    const token = sign({ claims: { aud: audience, organization: ['3', '1'] } })
    expect(await use(token, '1', both)).to.include({ organization: '1' })
    expect(await use(token, '3', both)).to.include({ organization: '3' })
    await expectRefused(token, 'The token is not for this organization.', '2', both)
    const { code } = await refusal(() => both.authorize({ surface: 'patients', authorization: `Bearer ${token}` }))
    expect(code).to.equal('auth-token-invalid')
  })
})
