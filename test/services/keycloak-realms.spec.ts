/** The realms that `portico realms` makes, on a real Keycloak. */
import { expect } from 'chai'
import { CookieJar } from 'tough-cookie'
import { demoInputs } from '../../scripts/demo/keycloak/realms.ts'
import { applyRealm } from '../../src/smart/realms/apply/apply.ts'
import type { AdminApi } from '../../src/smart/realms/admin.ts'
import { claimsOf, createBrowser, type Answer, type Browser, type Json } from './keycloak-browser.ts'
import { keycloakOrSkip, type SharedKeycloak } from './keycloak.ts'

const gate = ['portico-gate', 'demo-gate-secret'] as const
const amy = { realm: 'portal', client: 'demo-app', user: 'amy' } as const
const scope = 'openid fhirUser launch/patient offline_access patient/Patient.rs'

describe('the realms on Keycloak', function () {
  this.timeout(120_000)
  let keycloak: SharedKeycloak
  let browser: Browser
  let admin: AdminApi

  before(async function () {
    keycloak = await keycloakOrSkip(this)
    browser = createBrowser(keycloak)
    admin = keycloak.admin
  })

  const introspect = (token: unknown, basic: readonly [string, string] = gate): Promise<Answer> =>
    browser.post('portal', '/token/introspect', { token: String(token) }, basic)

  const refresh = (token: unknown): Promise<Answer> =>
    browser.post('portal', '/token', {
      grant_type: 'refresh_token',
      client_id: 'demo-app',
      refresh_token: String(token),
    })

  it('are imported whole, each scope by its name, under the public address', async () => {
    for (const input of demoInputs(keycloak)) {
      const found = await admin.get<readonly { name: string }[]>(`/${input.realm}/client-scopes`)
      const names = found?.map(({ name }) => name) ?? []
      expect(names).to.include.members(['basic', 'portico', 'launch/patient', 'patient/*.rs', 'patient/Condition.read'])
      expect(names).to.include(
        'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|procedure',
      )
      expect(names.includes('system/*.$export'), input.realm).to.equal(input.realm === 'sevocity')
      const { issuer } = (await (
        await fetch(`${keycloak.url}/realms/${input.realm}/.well-known/openid-configuration`)
      ).json()) as { issuer: string }
      expect(issuer).to.equal(`${keycloak.publicUrl}/realms/${input.realm}`)
    }
  })

  it('are what --apply would make of them: a second run has nothing to change', async () => {
    const lines: string[] = []
    for (const input of demoInputs(keycloak)) await applyRealm(admin, input, { tell: (text) => void lines.push(text) })
    expect(lines).to.deep.equal([])
  })

  it('give tokens for the FHIR bases and for introspection, with the granted scopes and no more', async () => {
    const { access_token, id_token, expires_in } = await browser.tokens({ ...amy, scope })
    const claims = claimsOf(access_token)
    expect(claims['aud']).to.have.members([`${keycloak.gatewayUrl}/api/patients/v1`, 'portico-gate'])
    expect(String(claims['scope']).split(' ')).to.have.members(scope.split(' '))
    expect(claims).to.include.keys('sub', 'auth_time', 'sid', 'jti')
    expect(claims).to.include({ azp: 'demo-app', typ: 'Bearer' })
    expect(claims).not.to.have.any.keys('patient', 'organization', 'realm_access', 'resource_access')
    expect(claimsOf(id_token)['fhirUser']).to.equal(`${keycloak.gatewayUrl}/api/patients/v1/1/Patient/pat-1`)
    expect(Number(claims['exp']) - Number(claims['iat'])).to.equal(300)
    // Counted from the answer: a second may have begun since the token was signed.
    expect(expires_in).to.be.within(290, 300)
  })

  it('ask for one consent, in words of Portico, and remember it', async () => {
    const jar = new CookieJar()
    const asked = { realm: 'portal', client: 'demo-confidential', user: 'ben', scope: 'openid patient/*.rs', jar }
    expect((await browser.authorize(asked)).pages).to.deep.equal([
      'Sign in to your account',
      'Grant Access to Demo Web App',
    ])
    expect((await browser.authorize({ ...asked, scope: 'openid patient/Goal.rs' })).pages).to.deep.equal([])
  })

  it('refuse a scope that is not registered, and a request without PKCE where the client is bound to it', async () => {
    const unknown = await browser.authorize({ ...amy, scope: 'openid patient/Patient.x' })
    expect(unknown.query.get('error')).to.equal('invalid_scope')
    const bare = await browser.authorize({ ...amy, scope, pkce: false })
    expect(bare.query.get('error')).to.equal('invalid_request')
    expect(bare.query.get('error_description')).to.equal('Missing parameter: code_challenge_method')
    const old = await browser.authorize({ ...amy, client: 'demo-v1', scope, pkce: false })
    expect(old.query.get('code')).to.be.a('string')
  })

  it('introspect for the front door alone', async () => {
    const { access_token } = await browser.tokens({ ...amy, scope })
    expect((await introspect(access_token)).body).to.include({ active: true, client_id: 'demo-app' })
    expect((await introspect(access_token, ['demo-confidential', 'demo-secret'])).body).to.deep.equal({ active: false })
    expect((await introspect('no-token')).body).to.deep.equal({ active: false })
  })

  it('know nothing good of the tokens of a person, or a client, that was disabled', async () => {
    const ben = { realm: 'portal', client: 'demo-app', user: 'ben', scope } as const
    for (const [path, query] of [
      ['users', 'username=ben'],
      ['clients', 'clientId=demo-app'],
    ] as const) {
      const { access_token } = await browser.tokens(ben)
      const [found] = (await admin.get<readonly Json[]>(`/portal/${path}?${query}`)) ?? []
      const place = `/portal/${path}/${String(found?.['id'])}`
      expect((await introspect(access_token)).body).to.include({ active: true })
      await admin.put(place, { ...found, enabled: false })
      const { body } = await introspect(access_token)
      await admin.put(place, { ...found, enabled: true })
      expect(body, path).to.deep.equal({ active: false })
    }
  })

  it('let offline access live 93 days from each use, without an end of all, and a refresh token be used once', async () => {
    for (const realm of ['portal', 'sevocity']) {
      const found = await admin.get<Json>(`/${realm}`)
      expect(found).to.include({ offlineSessionIdleTimeout: 93 * 86_400, offlineSessionMaxLifespanEnabled: false })
    }
    const { refresh_token, refresh_expires_in } = await browser.tokens({ ...amy, scope })
    expect(refresh_expires_in, 'no end that could be named').to.equal(0)
    expect(claimsOf(refresh_token)).to.include({ typ: 'Offline' }).and.not.have.property('exp')
    // Re-use is seen by whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const renewed = await refresh(refresh_token)
    expect(renewed.status).to.equal(200)
    const again = await refresh(refresh_token)
    expect([again.status, again.body['error']]).to.deep.equal([400, 'invalid_grant'])
    expect((await introspect(renewed.body['access_token'])).body).to.deep.equal({ active: false })
  })

  describe('in the account console', () => {
    const call = (token: unknown, method: string, path: string, body?: object): Promise<Response> =>
      fetch(`${keycloak.url}/realms/portal/account${path}`, {
        method,
        headers: {
          authorization: `Bearer ${String(token)}`,
          accept: 'application/json',
          'content-type': 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      })

    const signIn = async (user: string): Promise<unknown> => {
      const redirectUri = `${keycloak.publicUrl}/realms/portal/account/`
      const client = 'account-console'
      return (await browser.tokens({ realm: 'portal', client, user, scope: 'openid', redirectUri }))['access_token']
    }

    it('show a patient the apps they consented to, and end all that came of a consent', async () => {
      const { access_token, refresh_token } = await browser.tokens({ ...amy, user: 'carla', scope })
      const token = await signIn('carla')
      const applications = (await (await call(token, 'GET', '/applications')).json()) as readonly Json[]
      const [app] = applications.filter(({ clientId }) => clientId === 'demo-app')
      expect(app?.['consent']).to.have.nested.property('grantedScopes[0].name', '${porticoConsent}')
      expect(app?.['consent']).to.have.nested.property('grantedScopes.length', 1)
      expect((await call(token, 'DELETE', '/applications/demo-app/consent')).status).to.equal(204)
      expect((await introspect(access_token)).body).to.deep.equal({ active: false })
      expect((await refresh(refresh_token)).status).to.equal(400)
    })

    it('say in both languages what was consented to', async () => {
      for (const [locale, text] of [
        ['en', 'What you chose to share on the page before'],
        ['es', 'Lo que eligió compartir en la página anterior'],
      ] as const) {
        const texts = (await (
          await fetch(`${keycloak.url}/resources/portal/account/${locale}`)
        ).json()) as readonly Json[]
        expect(texts.find(({ key }) => key === '${porticoConsent}')).to.include({ value: text })
      }
    })

    it('neither show nor let a patient change whose chart is theirs', async () => {
      const token = await signIn('amy')
      const account = (await (await call(token, 'GET', '/')).json()) as Json
      expect(account['username']).to.equal('amy')
      expect(account['attributes'] ?? {}).not.to.have.any.keys('patient', 'fhirUser', 'organization')
      for (const attribute of ['patient', 'fhirUser', 'organization']) {
        const answer = await call(token, 'POST', '/', { ...account, attributes: { [attribute]: ['pat-2'] } })
        expect(answer.status, attribute).to.equal(400)
        expect(await answer.text()).to.include('error-user-attribute-read-only')
      }
    })
  })

  it('refuse that anyone registers a client, and keep one with a ticket disabled until it is approved', async () => {
    const register = (headers: Readonly<Record<string, string>>): Promise<Response> =>
      fetch(`${keycloak.url}/realms/portal/clients-registrations/openid-connect`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ client_name: 'New', redirect_uris: ['https://app.example/cb'], scope: 'patient/*.rs' }),
      })
    const refused = await register({})
    expect(refused.status).to.equal(403)
    expect(await refused.text()).to.include('Host not trusted')
    const ticket = await fetch(`${keycloak.url}/admin/realms/portal/clients-initial-access`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await keycloak.adminToken()}` },
      body: JSON.stringify({ expiration: 60, count: 1 }),
    })
    const { token } = (await ticket.json()) as { token: string }
    const taken = await register({ authorization: `Bearer ${token}` })
    expect(taken.status).to.equal(201)
    const { client_id } = (await taken.json()) as { client_id: string }
    const [client] = (await admin.get<readonly Json[]>(`/portal/clients?clientId=${client_id}`)) ?? []
    expect(client).to.include({ enabled: false, consentRequired: true, fullScopeAllowed: false })
    await admin.delete(`/portal/clients/${String(client?.['id'])}`)
  })

  it("let the front door's client look up clients and persons, and change nothing", async () => {
    const { body } = await browser.post('portal', '/token', { grant_type: 'client_credentials' }, gate)
    const ask = (path: string, posted?: object): Promise<Response> =>
      fetch(`${keycloak.url}/admin/realms/portal${path}`, {
        method: posted === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${String(body['access_token'])}`, 'content-type': 'application/json' },
        ...(posted !== undefined && { body: JSON.stringify(posted) }),
      })
    for (const path of ['/clients?clientId=demo-app', '/users?username=amy']) {
      const found = (await (await ask(path)).json()) as readonly unknown[]
      expect(found, path).to.have.length(1)
    }
    for (const [path, posted] of [
      ['/users', { username: 'mallory' }],
      ['/clients', { clientId: 'mallory' }],
      ['/client-scopes', { name: 'mallory', protocol: 'openid-connect' }],
    ] as const) {
      expect((await ask(path, posted)).status, path).to.equal(403)
    }
    expect(claimsOf(body['access_token'])['aud'], 'good for no FHIR base').to.equal(undefined)
  })
})
