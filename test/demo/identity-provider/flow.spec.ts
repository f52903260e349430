/** The demo identity provider beyond what it shares with Keycloak: its pages, its options, and its place behind the front door. */
import { access, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { decodeJwt } from 'jose'
import { publicClient, redirectUri } from '../../../scripts/demo/identity-provider/clients.ts'
import { backendKeyFile, loadBackendKey, loadSigningKeys } from '../../../scripts/demo/identity-provider/keys.ts'
import {
  startIdentityProvider,
  type IdentityProvider,
  type IdentityProviderOptions,
} from '../../../scripts/demo/identity-provider/server.ts'
import {
  createAppBrowser,
  keyAuthentication,
  signInBackend,
  signInUser,
  type UserSignIn,
} from '../../../scripts/demo/identity-provider/sign-in.ts'
import { demoUsers, realmNames } from '../../../scripts/demo/identity-provider/users.ts'

const gatewayUrl = 'http://localhost:3999'
const scope = 'launch/patient openid fhirUser patient/*.rs'

describe('demo identity provider', () => {
  let folder: string
  let provider: IdentityProvider

  const begin = (more: Partial<IdentityProviderOptions> = {}): Promise<IdentityProvider> =>
    startIdentityProvider({ port: 0, gatewayUrl, stateFolder: folder, ...more })

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-'))
    provider = await begin()
  })

  after(async () => {
    await provider.close()
    await rm(folder, { recursive: true })
  })

  const signIn = (name: string, more: Partial<UserSignIn> = {}) =>
    signInUser({
      issuer: provider.issuer('portal'),
      audience: `${gatewayUrl}/api/patients/v1/1`,
      name,
      password: 'demo',
      scope,
      ...more,
    })

  const authorizeUrl = (more: Readonly<Record<string, string>> = {}): URL => {
    const query = { response_type: 'code', client_id: publicClient, redirect_uri: redirectUri, state: 'abc' }
    const pkce = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' }
    const search = new URLSearchParams({ ...query, ...pkce, scope, ...more })
    return new URL(`${provider.issuer('portal')}/protocol/openid-connect/auth?${search.toString()}`)
  }

  const open = async (url: URL, browser = createAppBrowser()) => {
    const step = await browser.open(url)
    if (!('page' in step)) throw new Error('there is no page')
    return step.page
  }

  it('signs every demo user in', async () => {
    for (const { name, realm, password, id } of demoUsers) {
      const { access_token } = await signIn(name, { issuer: provider.issuer(realm), password, scope: 'openid' })
      expect(decodeJwt(access_token).sub, name).to.equal(id)
    }
  })

  it('gives a person of one realm nothing in the other', async () => {
    const refused = signIn('drlee').then(
      () => undefined,
      (error: Error) => error.message,
    )
    expect(await refused).to.equal('the identity provider refused the name or the password')
  })

  it('lists the users of the realm, and no others, to click on its login page', async () => {
    const page = await open(authorizeUrl())
    const names = page.html.querySelectorAll('button[name=username]').map((button) => button.getAttribute('value'))
    expect(names).to.deep.equal(['amy', 'ben', 'carla', 'maria'])
    expect(page.html.querySelector('h1')?.text).to.equal('Patient portal')
  })

  it('lets no other site frame its pages, and no cache keep them', async () => {
    const { headers } = await createAppBrowser().request((await open(authorizeUrl())).url)
    expect(headers.get('content-security-policy') ?? '').to.contain("frame-ancestors 'self'")
    expect(headers.get('cache-control')).to.equal('no-store')
  })

  it('says so on a page when the sign-in has ended', async () => {
    const page = await open(new URL(`${provider.issuer('portal')}/login-actions/authenticate/gone`))
    expect(page.status).to.equal(400)
    expect(page.html.querySelector('[role=alert]')?.text).to.contain('The sign-in has ended.')
  })

  it('names the app on the consent page, and takes nothing but a plain yes for one', async () => {
    const browser = createAppBrowser()
    const login = await open(authorizeUrl({ client_id: 'demo-confidential' }), browser)
    const form = login.html.querySelector('form')
    if (form === null) throw new Error('there is no form')
    const step = await browser.submit(login, form, { username: 'carla', password: 'demo' })
    if (!('page' in step)) throw new Error('there is no consent page')
    expect(step.page.html.text).to.contain('Do you want Demo Web App to have this access?')
    const consent = step.page.html.querySelector('form')
    const answer = consent === null ? step : await browser.submit(step.page, consent)
    expect('back' in answer && answer.back.searchParams.get('error')).to.equal('access_denied')
  })

  it('leaves for the app from an action of the login, as Keycloak does, never from the authorization endpoint', async () => {
    const browser = createAppBrowser()
    await signIn('ben', { browser })
    const login = await open(authorizeUrl({ prompt: 'login' }), browser)
    const body = new URLSearchParams({ username: 'ben', password: 'demo' })
    const sent = await browser.request(login.url, { method: 'POST', body })
    const resume = new URL(sent.headers.get('location') ?? '')
    expect(resume.pathname).to.match(/^\/realms\/portal\/login-actions\/resume\/[\w-]+$/)
    const last = await browser.request(resume)
    expect(last.headers.get('location')).to.match(/^http:\/\/localhost\/callback\?code=/)
  })

  it('keeps its cookies to the paths of the realm, and away from scripts', async () => {
    const response = await fetch(authorizeUrl(), { redirect: 'manual' })
    const cookies = response.headers.getSetCookie()
    expect(cookies).to.not.deep.equal([])
    for (const cookie of cookies) expect(cookie).to.match(/; path=\/realms\/portal\/.*; samesite=lax; httponly/i)
  })

  it('shows what a person consented to on the account page, to nobody but them', async () => {
    const browser = createAppBrowser()
    const account = new URL(`${provider.issuer('portal')}/account/`)
    expect((await open(account, browser)).html.querySelector('input[type=password]')).to.be.an('object')
    await signIn('amy', { browser })
    const page = await open(account, browser)
    expect(page.html.text).to.contain('Signed in as Amy Rivera (amy).')
    expect(page.html.querySelector('button[aria-label="Remove access of Demo App"]')).to.be.an('object')
  })

  it('withdraws nothing for a form that it did not make', async () => {
    const browser = createAppBrowser()
    const { access_token } = await signIn('amy', { browser })
    const account = new URL(`${provider.issuer('portal')}/account/`)
    for (const csrf of ['', 'guess']) {
      const body = new URLSearchParams({ client: publicClient, csrf })
      expect((await browser.request(account, { method: 'POST', body })).status).to.equal(403)
    }
    const response = await fetch(`${provider.issuer('portal')}/protocol/openid-connect/userinfo`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    expect(response.status).to.equal(200)
  })

  it('takes the id of a token for no token', async () => {
    const { access_token } = await signIn('amy')
    const id = String(decodeJwt(access_token).jti)
    const url = `${provider.issuer('portal')}/protocol/openid-connect`
    const used = await fetch(`${url}/userinfo`, { headers: { authorization: `Bearer ${id}` } })
    expect(used.status).to.equal(401)
    const body = new URLSearchParams({ token: id, client_id: 'portico-gate', client_secret: 'demo-gate-secret' })
    const introspected = await fetch(`${url}/token/introspect`, { method: 'POST', body })
    expect(await introspected.json()).to.deep.equal({ active: false })
  })

  it('names its public address everywhere, whatever a client says of the host', async () => {
    const behind = await begin({ publicUrl: 'http://localhost:8099' })
    try {
      expect(behind.issuer('portal')).to.equal('http://localhost:8099/realms/portal')
      const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
      const url = `${behind.url}/realms/portal`
      const document = await (await fetch(`${url}/.well-known/openid-configuration`, { headers })).text()
      expect(document).to.contain('"http://localhost:8099/realms/portal/protocol/openid-connect/auth"')
      expect(document).to.not.contain('evil.example').and.to.not.contain(behind.url)
      const { search } = authorizeUrl()
      const start = await fetch(`${url}/protocol/openid-connect/auth${search}`, { headers, redirect: 'manual' })
      const begun = 'http://localhost:8099/realms/portal/login-actions/authenticate/'
      expect(start.headers.get('location')?.startsWith(begun)).to.equal(true)
    } finally {
      await behind.close()
    }
  })

  it("leaves the clients' keys in a file named by the public port, for this user alone, and takes it away", async () => {
    const behind = await begin({ publicUrl: 'http://localhost:8098' })
    expect(behind.keyFile).to.equal(backendKeyFile(folder, 8098))
    expect((await stat(behind.keyFile)).mode & 0o777).to.equal(0o600)
    const keys = await loadSigningKeys(behind.keyFile)
    expect([keys.rs384.alg, keys.es384.alg]).to.deep.equal(['RS384', 'ES384'])
    expect(JSON.parse(await readFile(behind.keyFile, 'utf8'))).to.deep.equal({ keys: [keys.rs384, keys.es384] })
    await behind.close()
    const isThere = await access(behind.keyFile).then(
      () => true,
      () => false,
    )
    expect(isThere).to.equal(false)
  })

  it('gives each backend client its own token', async () => {
    const key = await loadBackendKey(provider.keyFile)
    for (const client of ['demo-backend', 'demo-backend-2']) {
      const { access_token } = await signInBackend(provider.issuer('sevocity'), key, 'system/*.rs', client)
      expect(decodeJwt(access_token)).to.include({ azp: client })
    }
  })

  it('signs in to an app with a key of either kind', async () => {
    for (const key of Object.values(await loadSigningKeys(provider.keyFile))) {
      const app = { id: 'demo-asymmetric', authentication: await keyAuthentication(key) }
      expect(decodeJwt((await signIn('amy', { app })).access_token)).to.include({ azp: 'demo-asymmetric' })
    }
  })

  it('still names the whole scope after a narrowing renewal of an offline grant, as Keycloak does', async () => {
    const all = 'openid offline_access patient/*.rs'
    const { refresh_token = '' } = await signIn('amy', { scope: all })
    const fields = { grant_type: 'refresh_token', refresh_token, client_id: publicClient, scope: 'patient/*.rs' }
    const url = `${provider.issuer('portal')}/protocol/openid-connect/token`
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
    const body = (await response.json()) as { readonly scope: string; readonly access_token: string }
    expect(decodeJwt(body.access_token)['scope']).to.equal('patient/*.rs')
    expect(body.scope.split(' ').sort()).to.deep.equal(all.split(' ').sort())
  })

  it('offers every realm under the name that the surfaces know', () => {
    expect(realmNames.map((name) => new URL(provider.issuer(name)).pathname)).to.deep.equal([
      '/realms/portal',
      '/realms/sevocity',
    ])
  })
})

describe('demo identity provider with the password grant', () => {
  let folder: string
  let provider: IdentityProvider

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-'))
    provider = await startIdentityProvider({
      ...{ port: 0, gatewayUrl, stateFolder: folder },
      ...{ passwordGrant: true, tokenLifetime: 60 },
    })
  })

  after(async () => {
    await provider.close()
    await rm(folder, { recursive: true })
  })

  const ask = async (more: Readonly<Record<string, string>>) => {
    const fields = {
      grant_type: 'password',
      client_id: publicClient,
      username: 'amy',
      password: 'demo',
      scope,
      ...more,
    }
    const url = `${provider.issuer('portal')}/protocol/openid-connect/token`
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
    return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> }
  }

  it('gives the public client tokens that live as long as the settings say', async () => {
    const { status, body } = await ask({})
    expect(status).to.equal(200)
    expect(body).to.include({ expires_in: 60 }).and.to.include.keys('refresh_token', 'session_state')
    const claims = decodeJwt(String(body['access_token']))
    expect(claims).to.include({ azp: publicClient, typ: 'Bearer', sid: body['session_state'] })
    expect(claims['aud']).to.deep.equal([`${gatewayUrl}/api/patients/v1`, 'portico-gate'])
  })

  it('renews them', async () => {
    const { body } = await ask({})
    const renewal = { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) }
    expect((await ask(renewal)).status).to.equal(200)
  })

  it('refuses a wrong password, an unknown scope, and a user of the other realm', async () => {
    expect((await ask({ password: 'guess' })).body).to.include({ error: 'invalid_grant' })
    expect((await ask({ scope: 'patient/Nothing.rs' })).body).to.include({ error: 'invalid_scope' })
    expect((await ask({ username: 'drlee' })).body).to.include({ error: 'invalid_grant' })
  })

  it('gives no other client any', async () => {
    const { status, body } = await ask({ client_id: 'demo-confidential', client_secret: 'demo-secret' })
    expect([status, body['error']]).to.deep.equal([400, 'unauthorized_client'])
  })
})
