/** What the steps on configurations, tokens and introspection let pass, and what they do not. */
import { expect } from 'chai'
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'
import {
  checkCapabilities,
  checkConfiguration,
  standaloneCapabilities,
} from '../../src/cli/certify/checks/discovery.ts'
import { checkIdToken, checkOpenidConfiguration, fhirUserOf, keyOf } from '../../src/cli/certify/checks/openid.ts'
import { mustNotWiden } from '../../src/cli/certify/checks/refresh.ts'
import { checkTls } from '../../src/cli/certify/checks/tls.ts'
import { checkFhirContext, checkTokenBody, mustNotBeStored } from '../../src/cli/certify/checks/token.ts'
import { checkActive, checkInactive } from '../../src/cli/certify/groups/introspection.ts'
import type { Answer, Json } from '../../src/cli/certify/model.ts'
import { Failed, Omitted } from '../../src/cli/certify/verdict.ts'

const messageOf = async (check: () => unknown): Promise<string | undefined> => {
  try {
    await check()
    return undefined
  } catch (error) {
    if (error instanceof Failed || error instanceof Omitted) return `${error.name}: ${error.message}`
    throw error
  }
}

const configuration: Json = {
  authorization_endpoint: 'https://as.example/auth',
  token_endpoint: 'https://as.example/token',
  capabilities: standaloneCapabilities,
  grant_types_supported: ['authorization_code'],
  code_challenge_methods_supported: ['S256'],
  issuer: 'https://as.example',
  jwks_uri: 'https://as.example/certs',
}

describe('the steps on the SMART configuration', () => {
  it('take a good one', async () => {
    expect(await messageOf(() => checkConfiguration(configuration))).to.equal(undefined)
    expect(await messageOf(() => checkCapabilities(configuration, standaloneCapabilities))).to.equal(undefined)
  })

  it('fail for plain PKCE, and for want of S256', async () => {
    const withMethods = (methods: unknown) => ({ ...configuration, code_challenge_methods_supported: methods })
    expect(await messageOf(() => checkConfiguration(withMethods(['S256', 'plain'])))).to.equal(
      'Failed: code_challenge_methods_supported must not have plain',
    )
    expect(await messageOf(() => checkConfiguration(withMethods(['RS256'])))).to.equal(
      'Failed: code_challenge_methods_supported must have S256',
    )
    expect(await messageOf(() => checkConfiguration(withMethods([])))).to.match(/must be a list that is not empty$/)
  })

  it('want the issuer and its keys only where people sign in with OpenID Connect', async () => {
    const { issuer: _, ...anonymous } = configuration
    expect(await messageOf(() => checkConfiguration(anonymous))).to.equal('Failed: issuer must be text')
    const plain = { ...anonymous, capabilities: ['launch-standalone'] }
    expect(await messageOf(() => checkConfiguration(plain))).to.equal(undefined)
  })

  it('name the capabilities that are missing', async () => {
    const poor = { ...configuration, capabilities: ['launch-standalone'] }
    expect(await messageOf(() => checkCapabilities(poor, ['launch-standalone', 'permission-v2']))).to.equal(
      'Failed: these capabilities are missing: permission-v2',
    )
  })
})

const token: Json = { access_token: 'a', token_type: 'Bearer', expires_in: 300, scope: 'openid' }

describe('the steps on the token response', () => {
  it('take a good one', async () => {
    expect(await messageOf(() => checkTokenBody(token))).to.equal(undefined)
  })

  it('fail for a member that is missing or of another type', async () => {
    expect(await messageOf(() => checkTokenBody({ ...token, expires_in: '300' }))).to.equal(
      'Failed: expires_in must be a number',
    )
    expect(await messageOf(() => checkTokenBody({ ...token, scope: '' }))).to.equal('Failed: scope must be text')
    expect(await messageOf(() => checkTokenBody({ ...token, token_type: 'DPoP' }))).to.equal(
      'Failed: token_type must be Bearer',
    )
  })

  it('know fhirContext as texts in SMART 2.0 and as objects in 2.2', async () => {
    const [texts, objects] = [['Encounter/e-1'], [{ reference: 'Encounter/e-1' }]]
    expect(await messageOf(() => checkFhirContext(texts, '2.0.0'))).to.equal(undefined)
    expect(await messageOf(() => checkFhirContext(objects, '2.2.0'))).to.equal(undefined)
    expect(await messageOf(() => checkFhirContext(undefined, '2.2.0'))).to.equal(undefined)
    expect(await messageOf(() => checkFhirContext(objects, '2.0.0'))).to.match(/SMART 2\.0\.0 does not know$/)
    expect(await messageOf(() => checkFhirContext(texts, '2.2.0'))).to.match(/SMART 2\.2\.0 does not know$/)
    expect(await messageOf(() => checkFhirContext([{}], '2.2.0'))).to.match(/does not know$/)
    expect(await messageOf(() => checkFhirContext(['https://a.example/E/1'], '2.0.0'))).to.match(/does not know$/)
  })

  it('fail for an answer that caches may keep', async () => {
    const answer = (headers: Record<string, string>) => ({ headers: new Headers(headers) }) as Answer
    const both = { 'cache-control': 'no-store', pragma: 'no-cache' }
    expect(await messageOf(() => mustNotBeStored(answer(both)))).to.equal(undefined)
    expect(await messageOf(() => mustNotBeStored(answer({ 'cache-control': 'no-store' })))).to.equal(
      'Failed: the token response must have pragma: no-cache',
    )
  })

  it('fail for a refresh that widens the scope', async () => {
    expect(await messageOf(() => mustNotWiden('openid', 'openid patient/Patient.rs'))).to.equal(undefined)
    expect(await messageOf(() => mustNotWiden('openid user/*.rs', 'openid'))).to.equal(
      'Failed: the refresh gave scopes that were not granted before: user/*.rs',
    )
  })
})

describe('the steps on the id token', () => {
  const issuer = 'https://as.example'
  let key: JWK
  let sign: (claims: Json, audience?: string) => Promise<string>

  before(async () => {
    const pair = await generateKeyPair('RS256', { extractable: true })
    key = { ...(await exportJWK(pair.publicKey)), kid: 'one' }
    sign = (claims, audience = 'app') =>
      new SignJWT({ sub: 'somebody', ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(pair.privateKey)
  })

  it('take a good one', async () => {
    expect(await messageOf(async () => checkIdToken(await sign({}), key, issuer, 'app'))).to.equal(undefined)
  })

  it('fail for the token of another client, of another issuer, of nobody and of another key', async () => {
    const check = (one: Promise<string>, by = key, from = issuer) =>
      messageOf(async () => checkIdToken(await one, by, from, 'app'))
    const other = await exportJWK((await generateKeyPair('RS256', { extractable: true })).publicKey)
    expect(await check(sign({}, 'other'))).to.equal('Failed: the id token is not good: unexpected "aud" claim value')
    expect(await check(sign({}), key, 'https://b.example')).to.match(/unexpected "iss" claim value$/)
    expect(await check(sign({ sub: '' }))).to.equal('Failed: sub must have 1 to 255 characters')
    expect(await check(sign({ sub: 'a'.repeat(256) }))).to.equal('Failed: sub must have 1 to 255 characters')
    expect(await check(sign({}), other)).to.match(/signature verification failed$/)
  })

  it('find the key that the header names', async () => {
    const two = { ...key, kid: 'two' }
    expect(keyOf({ alg: 'RS256', kid: 'two' }, [key, two])).to.equal(two)
    expect(keyOf({ alg: 'RS256' }, [key])).to.equal(key)
    expect(await messageOf(() => keyOf({ alg: 'RS256' }, [key, two]))).to.equal(
      'Failed: the id token must name its key by kid',
    )
    expect(await messageOf(() => keyOf({ alg: 'RS256', kid: 'three' }, [key]))).to.match(/has no key of the kid/)
    expect(await messageOf(() => keyOf({ alg: 'ES256', kid: 'one' }, [key]))).to.match(/signed with ES256/)
  })

  it('read fhirUser as the last two parts of its path', async () => {
    expect(fhirUserOf({ fhirUser: 'https://a.example/r4/Practitioner/p-1' })).to.deep.equal({
      type: 'Practitioner',
      id: 'p-1',
    })
    expect(fhirUserOf({ fhirUser: 'Patient/p-1' })).to.deep.equal({ type: 'Patient', id: 'p-1' })
    expect(await messageOf(() => fhirUserOf({}))).to.equal('Failed: the id token has no fhirUser')
    expect(await messageOf(() => fhirUserOf({ fhirUser: 'Device/1' }))).to.match(/^Failed: fhirUser must end with/)
  })

  it('name what the OpenID configuration lacks', async () => {
    const issuerOnly = { issuer, id_token_signing_alg_values_supported: ['RS256'] }
    expect(await messageOf(() => checkOpenidConfiguration(issuerOnly))).to.equal(
      'Failed: the OpenID configuration lacks authorization_endpoint, token_endpoint, jwks_uri, ' +
        'response_types_supported, subject_types_supported',
    )
  })
})

describe('the steps on introspection', () => {
  const idToken = `e30.${Buffer.from(JSON.stringify({ iss: 'i', sub: 's', fhirUser: 'f' })).toString('base64url')}.x`
  const received: Json = { scope: 'openid patient/Patient.rs', patient: 'p-1', id_token: idToken }
  const said: Json = {
    active: true,
    client_id: 'app',
    scope: 'patient/Patient.rs openid',
    exp: 1_000,
    patient: 'p-1',
    iss: 'i',
    sub: 's',
    fhirUser: 'f',
  }
  const check = (change: Json) => messageOf(() => checkActive({ ...said, ...change }, received, 'app', 1_500_000))

  it('take what agrees with the token response, in any order', () => {
    expect(checkActive(said, received, 'app', 1_500_000)).to.deep.equal([])
    expect(checkActive({ ...said, fhirUser: 'g' }, received, 'app', 1_500_000)).to.deep.equal([
      'note: fhirUser is not as in the id token',
    ])
  })

  it('fail for each member that does not', async () => {
    expect(await check({ active: 'true' })).to.equal('Failed: active must be true')
    expect(await check({ client_id: 'b' })).to.equal('Failed: client_id must be as in the token response')
    expect(await check({ patient: 'p-2' })).to.equal('Failed: patient must be as in the token response')
    expect(await check({ sub: 't' })).to.equal('Failed: sub must be as in the token response')
    expect(await check({ iss: 'j' })).to.equal('Failed: iss must be as in the token response')
    expect(await check({ exp: 899 })).to.equal('Failed: exp must not be more than ten minutes ago')
    expect(await check({ exp: undefined })).to.equal('Failed: exp must not be more than ten minutes ago')
    expect(await check({ scope: 'openid' })).to.equal(
      'Failed: scope has 1 words and must have the 2 of the token response',
    )
  })

  it('let nothing but active be said of a bad token', async () => {
    expect(await messageOf(() => checkInactive({ active: false }))).to.equal(undefined)
    expect(await messageOf(() => checkInactive({ active: false, scope: '' }))).to.equal(
      'Failed: it must say nothing but active, and says active, scope',
    )
    expect(await messageOf(() => checkInactive({}))).to.equal('Failed: active must be false')
  })
})

describe('the step on TLS', () => {
  it('is left out for plain http on this machine, and fails for it elsewhere', async () => {
    expect(await messageOf(() => checkTls('http://localhost:8080/a'))).to.equal(
      'Omitted: plain http on this machine: there is no TLS to look at',
    )
    expect(await messageOf(() => checkTls('http://as.example/a'))).to.equal('Failed: http://as.example is plain http')
  })

  it('fails where no handshake of TLS 1.2 or 1.3 succeeds', async () => {
    expect(await messageOf(() => checkTls('https://localhost:9/a'))).to.equal(
      'Failed: https://localhost:9 takes neither TLS 1.2 nor 1.3 with a valid certificate',
    )
  })
})
