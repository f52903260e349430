/** What has to be true of a provider towards clients: how they authenticate, what they get for themselves, and where browsers call from. */
import { expect } from 'chai'
import { decodeJwt } from 'jose'
import {
  asymmetricClient,
  backendClient,
  confidentialClient,
  ehrClient,
  narrowBackendClient,
  publicClient,
} from '../../scripts/demo/identity-provider/clients.ts'
import {
  assertionType,
  authorize,
  basic,
  endpoint,
  introspect,
  makeAssertion,
  postAs,
  postForm,
  redeem,
  refresh,
  signIn,
  type Answer,
  type Desk,
  type Json,
} from './under-test.ts'

const ownGrant = { grant_type: 'client_credentials', scope: 'system/*.rs' }

const withAssertion = async (
  desk: Desk,
  more: Json = {},
  fields: Readonly<Record<string, string>> = {},
  alg: 'rs384' | 'es384' = 'rs384',
): Promise<Answer> => {
  const client_assertion = await makeAssertion(desk, backendClient, more, alg)
  const assertion = { client_assertion_type: assertionType, client_assertion }
  return postForm(endpoint(desk, 'token'), { ...ownGrant, ...assertion, ...fields })
}

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds

const describeAssertions = (staff: () => Desk): void => {
  it('takes an assertion of five minutes without iat, RS384 and ES384, for the issuer or the token endpoint', async () => {
    const { provider, realm } = staff()
    for (const alg of ['rs384', 'es384'] as const)
      for (const aud of [provider.issuer(realm), endpoint(staff(), 'token')])
        expect((await withAssertion(staff(), { aud }, {}, alg)).status, `${alg} ${aud}`).to.equal(200)
  })

  it('refuses an assertion that was used before', async () => {
    const client_assertion = await makeAssertion(staff(), backendClient)
    const fields = { ...ownGrant, client_assertion_type: assertionType, client_assertion }
    expect((await postForm(endpoint(staff(), 'token'), fields)).status).to.equal(200)
    expect((await postForm(endpoint(staff(), 'token'), fields)).status).to.be.oneOf([400, 401])
  })

  it('refuses an assertion that lasts too long, has ended, is for another realm or several, or has no jti', async () => {
    const { provider } = staff()
    const faults: readonly Json[] = [
      { exp: inSeconds(600) },
      { exp: inSeconds(-60) },
      { aud: provider.issuer('portal') },
      { aud: [endpoint(staff(), 'token'), 'https://elsewhere.example.org'] },
      { jti: undefined },
      { iss: 'nobody' },
    ]
    for (const fault of faults)
      expect((await withAssertion(staff(), fault)).status, JSON.stringify(fault)).to.be.oneOf([400, 401])
  })

  it('refuses another kind of assertion, and another kind of grant', async () => {
    const kind = { client_assertion_type: 'not_an_assertion_type' }
    expect((await withAssertion(staff(), {}, kind)).status).to.be.oneOf([400, 401])
    const grant = await withAssertion(staff(), {}, { grant_type: 'not_a_grant_type' })
    expect([grant.status, grant.body['error']]).to.deep.equal([400, 'unsupported_grant_type'])
  })

  it('signs people in to an app with a key', async () => {
    const visit = { client: asymmetricClient, user: 'drlee', scope: 'openid user/Patient.rs offline_access' }
    const { refresh_token } = await signIn(staff(), visit)
    expect((await refresh(staff(), asymmetricClient, refresh_token)).status).to.equal(200)
  })
}

const describeOwnTokens = (staff: () => Desk): void => {
  it('gives a backend client a token for the root of the surface, and no refresh token', async () => {
    const { provider } = staff()
    const { body } = await postAs(staff(), backendClient, 'token', ownGrant)
    expect(body).to.include({ scope: 'system/*.rs', expires_in: 300 }).and.to.not.have.property('refresh_token')
    const claims: Json = decodeJwt(String(body['access_token']))
    expect(claims).to.include({ azp: backendClient, scope: 'system/*.rs', typ: 'Bearer' })
    expect(claims['aud']).to.have.members([`${provider.gatewayUrl}/api/sevocity/v1`, provider.gate.id])
    expect(await introspect(staff(), String(body['access_token']))).to.include({
      active: true,
      client_id: backendClient,
      username: `service-account-${backendClient}`,
    })
  })

  it('takes the scopes of operations', async () => {
    for (const scope of ['system/*.$export', 'system/Group.$export', 'system/*.$bulkdata-status'])
      expect((await postAs(staff(), narrowBackendClient, 'token', { ...ownGrant, scope })).body).to.include({ scope })
  })

  it('gives an EHR the scope to launch apps, and nobody else', async () => {
    const scope = 'portico/launch'
    expect((await postAs(staff(), ehrClient, 'token', { ...ownGrant, scope })).body).to.include({ scope })
    const { status, body } = await postAs(staff(), backendClient, 'token', { ...ownGrant, scope })
    expect([status, body['error']]).to.deep.equal([400, 'invalid_scope'])
  })

  it('gives a backend client no scope of a person', async () => {
    const { status, body } = await postAs(staff(), backendClient, 'token', { ...ownGrant, scope: 'user/*.rs' })
    expect([status, body['error']]).to.deep.equal([400, 'invalid_scope'])
  })

  it('refuses a wrong secret, and takes the right one in the body too', async () => {
    const fields = { grant_type: 'client_credentials', scope: 'portico/launch' }
    const wrong = await postForm(endpoint(staff(), 'token'), fields, basic(ehrClient, 'guess'))
    expect(wrong.status).to.be.oneOf([400, 401])
    const posted = { ...fields, client_id: ehrClient, client_secret: 'demo-ehr-secret' }
    expect((await postForm(endpoint(staff(), 'token'), posted)).status).to.equal(200)
  })

  it('gives nobody a token for a name and a password', async () => {
    const fields = { grant_type: 'password', username: 'drlee', password: 'demo', scope: 'openid' }
    const { status, body } = await postAs(staff(), publicClient, 'token', fields)
    expect([status, body['error']]).to.deep.equal([400, 'unauthorized_client'])
  })

  it('lets nobody register a client without an account', async () => {
    const { provider, realm } = staff()
    const response = await fetch(`${provider.issuer(realm)}/clients-registrations/openid-connect`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ redirect_uris: ['https://app.example.org/back'] }),
    })
    expect(response.status).to.equal(403)
  })
}

const browserApp = 'http://inferno.example'

const preflight = (url: string, origin: string): Promise<Response> =>
  fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })

const describeCors = (portal: () => Desk): void => {
  const amy = { client: publicClient, user: 'amy', scope: 'openid patient/Patient.rs' } as const
  const allowed = (headers: Headers): string | null => headers.get('access-control-allow-origin')

  it('lets the browser app call the token endpoint, userinfo and revocation from its own origin', async () => {
    const { provider, realm } = portal()
    const { access_token: token } = await signIn(portal(), amy)
    const headers = { origin: browserApp }
    for (const name of ['token', 'userinfo', 'revocation'] as const)
      expect(allowed((await preflight(endpoint(portal(), name), browserApp)).headers), name).to.equal(browserApp)
    const userinfo = await fetch(endpoint(portal(), 'userinfo'), {
      headers: { ...headers, authorization: `Bearer ${token}` },
    })
    expect([userinfo.status, allowed(userinfo.headers)]).to.deep.equal([200, browserApp])
    const revoked = await postForm(endpoint(portal(), 'revocation'), { token, client_id: publicClient }, headers)
    expect([revoked.status, allowed(revoked.headers)]).to.deep.equal([200, browserApp])
    const found = await fetch(`${provider.issuer(realm)}/.well-known/openid-configuration`, { headers })
    expect(allowed(found.headers)).to.be.oneOf(['*', browserApp])
  })

  it('shows a token to no page of another origin', async () => {
    const { refresh_token } = await signIn(portal(), amy)
    const fields = { grant_type: 'refresh_token', refresh_token, client_id: publicClient }
    const own = await postForm(endpoint(portal(), 'token'), fields, { origin: browserApp })
    expect([own.status, allowed(own.headers)]).to.deep.equal([200, browserApp])
    const next = { ...fields, refresh_token: String(own.body['refresh_token']) }
    const foreign = await postForm(endpoint(portal(), 'token'), next, { origin: 'https://elsewhere.example.org' })
    expect(allowed(foreign.headers)).to.equal(null)
  })

  it('lets no page call for a client that has no web origin', async () => {
    const back = await authorize(portal(), { ...amy, client: confidentialClient })
    const { status } = await redeem(portal(), confidentialClient, back)
    expect(status).to.equal(200)
    const fields = { grant_type: 'refresh_token', refresh_token: 'x' }
    const secret = basic(confidentialClient, 'demo-secret')
    const { headers } = await postForm(endpoint(portal(), 'token'), fields, { ...secret, origin: browserApp })
    expect(allowed(headers)).to.equal(null)
  })
}

export const describeClients = (portal: () => Desk, staff: () => Desk): void => {
  describe('assertions', () => describeAssertions(staff))
  describe('clients that act for themselves', () => describeOwnTokens(staff))
  describe('calls from browsers', () => describeCors(portal))
}
