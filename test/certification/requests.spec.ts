/** What the rehearsal sends: proofs of a client, PKCE, the page that posts, what stays ticked, and the searches by date. */
import { expect } from 'chai'
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, jwtVerify, type JWK } from 'jose'
import { parse } from 'node-html-parser'
import { authenticate } from '../../src/cli/certify/app-client.ts'
import { datesOf } from '../../src/cli/certify/fine-grained/baseline.ts'
import { categoryScopesOf, checkSame } from '../../src/cli/certify/fine-grained/compare.ts'
import type { AppClient, FhirResource, SearchRecord } from '../../src/cli/certify/model.ts'
import { postPage } from '../../src/cli/certify/operators/post-page.ts'
import { chooseTicks } from '../../src/cli/certify/operators/ticks.ts'
import { challengeOf, createPkce } from '../../src/cli/certify/pkce.ts'

const tokenUrl = 'https://as.example/token'
const parameters = { grant_type: 'refresh_token', refresh_token: 'x' }

describe('a client', () => {
  it('that is public names itself in the form with a code, and not with a refresh token', async () => {
    for (const [sent, more] of [
      [{ grant_type: 'authorization_code', code: 'x' }, '&client_id=app'],
      [parameters, ''],
    ] as const) {
      const { form, headers } = await authenticate({ kind: 'public', id: 'app' }, sent, tokenUrl)
      expect(form.toString()).to.equal(`${new URLSearchParams(sent).toString()}${more}`)
      expect(headers).to.deep.equal({})
    }
  })

  it('that has a secret sends both in the header, as they are', async () => {
    const client: AppClient = { kind: 'confidential', id: 'app', secret: 'a+b/c' }
    const { form, headers } = await authenticate(client, parameters, tokenUrl, 'BAD_CLIENT_ID')
    expect(form.toString()).to.equal('grant_type=refresh_token&refresh_token=x')
    expect(headers).to.deep.equal({ authorization: `Basic ${btoa('BAD_CLIENT_ID:a+b/c')}` })
  })

  for (const algorithm of ['ES384', 'RS384'] as const)
    it(`that has a key signs with ${algorithm}, for five minutes and without iat`, async () => {
      const pair = await generateKeyPair(algorithm, { extractable: true })
      const key: JWK = { ...(await exportJWK(pair.privateKey)), alg: algorithm, kid: 'k' }
      const other: JWK = { kty: 'oct', k: 'x', alg: 'HS256' }
      const client: AppClient = { kind: 'asymmetric', id: 'app', keys: [other, key], algorithm }
      const { form } = await authenticate(client, parameters, tokenUrl)
      expect(form.get('client_assertion_type')).to.equal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
      const assertion = form.get('client_assertion') ?? ''
      expect(decodeProtectedHeader(assertion)).to.deep.equal({ alg: algorithm, typ: 'JWT', kid: 'k' })
      const { iss, sub, aud, exp = 0, jti, ...rest } = decodeJwt(assertion)
      expect({ iss, sub, aud, rest }).to.deep.equal({ iss: 'app', sub: 'app', aud: tokenUrl, rest: {} })
      expect(exp - Date.now() / 1000).to.be.within(295, 301)
      expect(jti).to.match(/^[0-9a-f]{64}$/)
      const publicKey = await importJWK(await exportJWK(pair.publicKey), algorithm)
      await jwtVerify(assertion, publicKey, { audience: tokenUrl })
    })

  it('without a key of the algorithm is told so', async () => {
    const client: AppClient = { kind: 'asymmetric', id: 'app', keys: [], algorithm: 'ES384' }
    const error = await authenticate(client, parameters, tokenUrl).catch((thrown: unknown) => thrown)
    expect(error).to.have.property('message', 'the client app has no key for ES384')
  })
})

describe('PKCE', () => {
  it('is the challenge of RFC 7636, of a verifier that is long enough', () => {
    expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).to.equal(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    )
    const { verifier, challenge } = createPkce()
    expect(verifier).to.match(/^[0-9a-f-]{73}$/)
    expect(challenge).to.equal(challengeOf(verifier))
    expect(createPkce().verifier).to.not.equal(verifier)
  })
})

describe('the page that posts the authorization request', () => {
  it('has every parameter, and lets none break out of it', () => {
    const page = parse(
      postPage('https://as.example/auth?a="><script>', new URLSearchParams({ scope: 'a b', state: `"'<&>` })),
    )
    const form = page.querySelector('form')
    expect(form?.getAttribute('action')).to.equal('https://as.example/auth?a="><script>')
    const fields = form
      ?.querySelectorAll('input')
      .map((input) => [input.getAttribute('name'), input.getAttribute('value')])
    expect(fields).to.deep.equal([
      ['scope', 'a b'],
      ['state', `"'<&>`],
    ])
    expect(page.querySelectorAll('script')).to.have.length(1)
  })
})

describe('the boxes of the consent page', () => {
  const boxes = [
    'patient/Patient',
    'patient/Condition',
    'patient/Condition?category=http://a.example|b',
    'patient/Condition?category=http://a.example|c',
    'patient/Goal',
    'offline_access',
  ]

  it('all stay ticked for everything', () => {
    expect(chooseTicks(boxes, { kind: 'all' })).to.deep.equal(boxes)
  })

  it('stay ticked for the types that were chosen, with their parts, and for what is of no type', () => {
    expect(chooseTicks(boxes, { kind: 'types', types: ['Condition'] })).to.deep.equal([...boxes.slice(1, 4), boxes[5]])
  })

  it('lose the last part of each type that has some, for a choice by category', () => {
    expect(chooseTicks(boxes, { kind: 'granular' })).to.deep.equal([...boxes.slice(0, 3), ...boxes.slice(4)])
  })
})

describe('searches by date', () => {
  it('compare with a day to either side, and equal an instant', () => {
    expect(datesOf('2024-03-01T10:20:30-05:00')).to.deep.equal([
      '2024-03-01T10:20:30-05:00',
      'gt2024-02-29T15:20:30+00:00',
      'ge2024-02-29T15:20:30+00:00',
      'lt2024-03-02T15:20:30+00:00',
      'le2024-03-02T15:20:30+00:00',
    ])
    expect(datesOf('2024-03-01')[0]).to.equal('gt2024-02-29T00:00:00+00:00')
    expect(datesOf('2024-03-01')).to.have.length(4)
    expect(datesOf('unknown')).to.deep.equal([])
  })
})

describe('the comparison of whole scopes and categories', () => {
  const lab = 'http://a.example|lab'
  const scopes = categoryScopesOf(`patient/Observation.rs?category=${lab} patient/Patient.rs`)
  const observation = (id: string, code: string): FhirResource => ({
    resourceType: 'Observation',
    id,
    category: [{ coding: [{ system: 'http://a.example', code }] }],
  })
  const [one, two, vital] = [observation('1', 'lab'), observation('2', 'lab'), observation('3', 'vital')]
  const record = (category: string): SearchRecord => ({
    type: 'Observation',
    method: 'GET',
    parameters: [
      ['patient', 'p'],
      ['category', category],
    ],
    resources: [one, two, vital],
  })
  const faultOf = (found: readonly FhirResource[], category = lab): string | undefined => {
    try {
      checkSame(record(category), found, scopes, 'Observation?patient&category')
      return undefined
    } catch (error) {
      return (error as Error).message
    }
  }

  it('reads which categories a scope grants', () => {
    expect(scopes).to.deep.equal([{ type: 'Observation', value: lab, mayRead: true, maySearch: true }])
  })

  it('takes all that was granted, and nothing where the search was not for it', () => {
    expect(faultOf([one, two])).to.equal(undefined)
    expect(faultOf([], 'lab')).to.equal(undefined)
  })

  it('fails for what was not granted, for what is missing and for what is new', () => {
    expect(faultOf([one, two, vital])).to.equal(
      'Observation?patient&category gave 1 resources of no category that was granted',
    )
    expect(faultOf([one])).to.equal('Observation?patient&category lacks 1 of the 2 that whole scopes found')
    expect(faultOf([])).to.equal('Observation?patient&category lacks 2 of the 2 that whole scopes found')
    expect(faultOf([one], 'lab')).to.equal('Observation?patient&category lacks 1 of the 2 that whole scopes found')
    expect(faultOf([one, two, observation('4', 'lab')])).to.equal(
      'Observation?patient&category gave 1 that whole scopes did not find',
    )
  })
})
