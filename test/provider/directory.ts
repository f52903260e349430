/** What has to be true of a provider towards the front door: its own sign-in, the directory of clients and people, the discovery document. */
import { expect } from 'chai'
import { decodeJwt } from 'jose'
import { createBrowser } from '../../scripts/demo/identity-provider/browser.ts'
import { backendClient, publicClient, v1Client } from '../../scripts/demo/identity-provider/clients.ts'
import { answerPages } from '../../scripts/demo/identity-provider/pages-answered.ts'
import { authorizationUrl, endpoint, postAs, signIn, verifier, type Desk, type Json } from './under-test.ts'

const gateToken = async (desk: Desk): Promise<string> => {
  const { body } = await postAs(desk, desk.provider.gate.id, 'token', { grant_type: 'client_credentials' })
  return String(body['access_token'])
}

const ask = async ({ provider, realm }: Desk, path: string, token?: string) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(`${provider.adminUrl}/admin/realms/${realm}/${path}`, { headers })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) }
}

const describeAdmin = (portal: () => Desk, staff: () => Desk): void => {
  it('describes a client', async () => {
    const { body } = await ask(portal(), `clients?clientId=${publicClient}`, await gateToken(portal()))
    const [client, ...others] = body as readonly Json[]
    expect(others).to.deep.equal([])
    expect(client).to.include({ clientId: publicClient, enabled: true, publicClient: true, consentRequired: true })
    expect(client).to.include({ standardFlowEnabled: true, serviceAccountsEnabled: false })
    expect(client).to.include({ directAccessGrantsEnabled: false })
    expect(client?.['attributes']).to.include({ 'pkce.code.challenge.method': 'S256' })
    expect(client?.['redirectUris']).to.include('http://localhost/callback')
    expect(client?.['optionalClientScopes']).to.include.members(['launch/patient', 'patient/Patient.rs', 'fhirUser'])
    expect(client?.['defaultClientScopes']).to.include('portico')
  })

  it('describes what a backend client is bound to, and a client without PKCE', async () => {
    const token = await gateToken(staff())
    const [backend] = (await ask(staff(), `clients?clientId=${backendClient}`, token)).body as readonly Json[]
    expect(backend).to.include({ serviceAccountsEnabled: true, standardFlowEnabled: false, publicClient: false })
    expect(backend?.['attributes']).to.include({ 'portico.organizations': '1,2,3' })
    const [old] = (await ask(staff(), `clients?clientId=${v1Client}`, token)).body as readonly Json[]
    expect(old?.['attributes']).to.not.have.property('pkce.code.challenge.method')
  })

  it('knows no client but by its whole name', async () => {
    const token = await gateToken(portal())
    for (const name of ['demo', 'nobody', publicClient.toUpperCase()])
      expect((await ask(portal(), `clients?clientId=${name}`, token)).body, name).to.deep.equal([])
  })

  it('describes a person by the sub of their tokens', async () => {
    const { sub = '' } = decodeJwt(
      (await signIn(portal(), { client: publicClient, user: 'amy', scope: 'openid' })).access_token,
    )
    const { body } = await ask(portal(), `users/${sub}`, await gateToken(portal()))
    expect(body).to.include({ id: sub, username: 'amy', enabled: true, firstName: 'Amy' })
    const fhirUser = `${portal().provider.gatewayUrl}/api/patients/v1/1/Patient/pat-1`
    const attributes = { fhirUser: [fhirUser], patient: ['pat-1'], organization: ['1'] }
    expect((body as Json)['attributes']).to.deep.include(attributes)
  })

  it('knows nobody by an id of another realm', async () => {
    const visit = { client: publicClient, user: 'drlee', scope: 'openid' }
    const { sub = '' } = decodeJwt((await signIn(staff(), visit)).access_token)
    expect((await ask(portal(), `users/${sub}`, await gateToken(portal()))).status).to.equal(404)
  })

  it('is open to the front door alone', async () => {
    const path = `clients?clientId=${publicClient}`
    expect((await ask(staff(), path)).status).to.equal(401)
    expect((await ask(staff(), path, 'nonsense')).status).to.equal(401)
    const own = await postAs(staff(), backendClient, 'token', {
      grant_type: 'client_credentials',
      scope: 'system/*.rs',
    })
    expect((await ask(staff(), path, String(own.body['access_token']))).status).to.equal(403)
    const visit = { client: publicClient, user: 'drlee', scope: 'openid' }
    expect((await ask(staff(), path, (await signIn(staff(), visit)).access_token)).status).to.equal(403)
    expect((await ask(staff(), path, await gateToken(portal()))).status).to.be.oneOf([401, 403])
  })
}

const describeGate = (portal: () => Desk): void => {
  it('signs a person in for the front door, back to its page in the realm, without asking for consent', async () => {
    const { provider, realm } = portal()
    const redirect_uri = `${provider.issuer(realm)}/gate/cb`
    const browser = createBrowser((url) => url.href.startsWith(`${redirect_uri}?`))
    const pkce = (await authorizationUrl(portal(), { client: publicClient, scope: '' })).searchParams
    const parameters = {
      redirect_uri,
      code_challenge: pkce.get('code_challenge') ?? '',
      code_challenge_method: 'S256',
    }
    const visit = { client: provider.gate.id, scope: 'openid', parameters }
    const step = await browser.open(await authorizationUrl(portal(), visit))
    const signedIn = 'page' in step ? step.page.html.querySelector('input[type=password]') : null
    expect(signedIn).to.be.an('object')
    const back = await answerPages(browser, step, { name: 'amy', password: 'demo' })
    const code = back.searchParams.get('code') ?? ''
    const fields = { grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier }
    const { status, body } = await postAs(portal(), provider.gate.id, 'token', fields)
    expect(status).to.equal(200)
    expect(decodeJwt(String(body['id_token']))).to.include({ aud: provider.gate.id })
    const claims = decodeJwt(String(body['access_token']))
    expect([claims.aud ?? []].flat()).to.not.include(`${provider.gatewayUrl}/api/patients/v1`)
  })

  it('publishes its endpoints at its public address', async () => {
    const { provider, realm } = portal()
    const issuer = provider.issuer(realm)
    const response = await fetch(`${issuer}/.well-known/openid-configuration`)
    const document = (await response.json()) as Json
    expect(document).to.include({
      issuer,
      authorization_endpoint: endpoint(portal(), 'authorization'),
      token_endpoint: endpoint(portal(), 'token'),
      introspection_endpoint: endpoint(portal(), 'introspection'),
      revocation_endpoint: endpoint(portal(), 'revocation'),
      userinfo_endpoint: endpoint(portal(), 'userinfo'),
      end_session_endpoint: endpoint(portal(), 'end_session'),
      jwks_uri: endpoint(portal(), 'jwks'),
    })
    expect(document['grant_types_supported']).to.include.members([
      'authorization_code',
      'refresh_token',
      'client_credentials',
    ])
    expect(document['code_challenge_methods_supported']).to.include('S256')
    const methods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']
    expect(document['token_endpoint_auth_methods_supported']).to.include.members(methods)
    expect(document['token_endpoint_auth_signing_alg_values_supported']).to.include.members(['RS384', 'ES384'])
    expect(document['id_token_signing_alg_values_supported']).to.include('RS256')
    expect(document['response_types_supported']).to.include('code')
  })
}

export const describeDirectory = (portal: () => Desk, staff: () => Desk): void => {
  describe('directory', () => describeAdmin(portal, staff))
  describe('front door', () => describeGate(portal))
}
