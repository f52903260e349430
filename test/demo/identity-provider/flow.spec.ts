/** From the login page of the demo identity provider to a Grant of the gateway, over HTTP. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import jsonwebtoken from 'jsonwebtoken'
import * as oauth from 'openid-client'
import {
  confidentialClient,
  confidentialSecret,
  publicClient,
} from '../../../scripts/demo/identity-provider/clients.ts'
import { backendKeyFile, loadBackendKey } from '../../../scripts/demo/identity-provider/keys.ts'
import { startIdentityProvider, type IdentityProvider } from '../../../scripts/demo/identity-provider/server.ts'
import { signInBackend, signInUser, type UserSignIn } from '../../../scripts/demo/identity-provider/sign-in.ts'
import { createAuthorizer, type Authorizer } from '../../../src/auth/authorizer.ts'
import { smartConfiguration } from '../../../src/smart/smart-configuration.ts'

const gatewayUrl = 'http://localhost:3999'
const base = (surface: string, organization: string) => `${gatewayUrl}/api/${surface}/v1/${organization}`
const patientScope = 'launch/patient openid fhirUser patient/*.rs'

describe('demo identity provider', () => {
  let folder: string
  let provider: IdentityProvider
  let authorizer: Authorizer

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-'))
    provider = await startIdentityProvider({ port: 0, gatewayUrl, stateFolder: folder })
    const surface = (name: string, issuer: string) => ({
      name,
      issuer,
      audience: (organization: string) => base(name, organization),
    })
    authorizer = createAuthorizer([
      surface('patients', provider.issuer('portal')),
      surface('sevocity', provider.issuer('sevocity')),
    ])
  })

  after(async () => {
    await provider.close()
    await rm(folder, { recursive: true })
  })

  const amy = (more: Partial<UserSignIn> = {}) =>
    signInUser({
      issuer: provider.issuer('portal'),
      audience: base('patients', '1'),
      name: 'amy',
      password: 'demo',
      scope: patientScope,
      ...more,
    })

  const use = async (surface: string, organization: string, token: string) =>
    authorizer.authorize({ surface, organization, authorization: `Bearer ${token}` })

  /** The text of the refusal, whoever refuses; undefined when none does. */
  const refusal = (work: Promise<unknown>): Promise<string | undefined> =>
    work.then(
      () => undefined,
      (error: { error?: string; details?: { hint?: string }; message: string }) =>
        error.error ?? error.details?.hint ?? error.message,
    )

  const authorizeUrl = (more: Readonly<Record<string, string>> = {}): string => {
    const query = {
      response_type: 'code',
      client_id: publicClient,
      redirect_uri: 'http://localhost:4200/back',
      state: 'abc',
    }
    const pkce = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' }
    const search = new URLSearchParams({ ...query, ...pkce, scope: patientScope, aud: base('patients', '1'), ...more })
    return `${provider.issuer('portal')}/protocol/openid-connect/auth?${search.toString()}`
  }

  it('signs a patient in, and the gateway takes the token', async () => {
    const response = await amy()
    expect(response).to.include({ patient: 'pat-1', scope: patientScope })
    expect(await use('patients', '1', response.access_token)).to.deep.include({
      client: publicClient,
      patient: 'pat-1',
      fhirUser: 'Patient/pat-1',
    })
  })

  it('shapes access tokens as Keycloak does', async () => {
    const { header, payload } = jsonwebtoken.decode((await amy()).access_token, { complete: true }) ?? {}
    expect(header).to.have.all.keys('alg', 'typ', 'kid').and.include({ alg: 'RS256', typ: 'JWT' })
    expect(payload).to.include({
      typ: 'Bearer',
      azp: publicClient,
      aud: base('patients', '1'),
      organization: '1',
      patient: 'pat-1',
    })
    expect(payload).to.include.all.keys('jti', 'sid', 'sub', 'iat', 'exp', 'iss').and.not.have.property('client_id')
  })

  it('names the patient only to an app that asks for it', async () => {
    const response = await amy({ scope: 'openid patient/*.rs' })
    expect(response).to.not.have.property('patient')
    expect(await use('patients', '1', response.access_token)).to.not.have.property('patient')
  })

  it('signs the staff in, whose tokens are worth nothing to patients, and the reverse', async () => {
    const audience = base('sevocity', '1')
    const { access_token } = await amy({
      issuer: provider.issuer('sevocity'),
      audience,
      name: 'drlee',
      scope: 'openid user/*.rs',
    })
    expect(await use('sevocity', '1', access_token)).to.include({ organization: '1' })
    expect(await refusal(use('patients', '1', access_token))).to.equal('The token comes from another issuer.')
    expect(await refusal(use('sevocity', '1', (await amy()).access_token))).to.equal(
      'The token comes from another issuer.',
    )
  })

  it('does not help a user into another organization', async () => {
    const { access_token } = await amy({ audience: base('patients', '2') })
    expect(await refusal(use('patients', '2', access_token))).to.equal('The token is not for this organization.')
  })

  it('gives the gateway no way to mistake an ID token for an access token', async () => {
    const { id_token } = await amy()
    expect(await refusal(use('patients', '1', String(id_token)))).to.equal('The token is not an access token.')
  })

  it('refuses another aud, or none, and scopes that are not registered', async () => {
    expect(await refusal(amy({ audience: 'https://elsewhere.example.org' }))).to.equal('invalid_target')
    expect(await refusal(amy({ audience: base('sevocity', '1') }))).to.equal('invalid_target')
    expect(await refusal(amy({ audience: '' }))).to.equal('invalid_target')
    expect(await refusal(amy({ scope: 'openid patient/Observation.sr' }))).to.equal('invalid_scope')
    expect(await refusal(amy({ scope: 'openid system/*.rs' }))).to.equal('invalid_scope')
  })

  it('refuses a wrong password', async () => {
    expect(await refusal(amy({ password: 'guess' }))).to.contain('status 401')
  })

  it('lists the users to click on its login page, and takes the request by POST as well', async () => {
    const url = new URL(authorizeUrl())
    const posted = await fetch(url.origin + url.pathname, {
      method: 'POST',
      body: url.searchParams,
      redirect: 'manual',
    })
    expect(posted.status).to.equal(303)
    const started = await fetch(new URL(posted.headers.get('location') ?? '', url), { redirect: 'manual' })
    const cookie = started.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const page = await fetch(new URL(started.headers.get('location') ?? '', url), { headers: { cookie } })
    const html = await page.text()
    expect(page.status).to.equal(200)
    for (const name of ['amy', 'ben', 'carla']) expect(html).to.contain(`<button name="username" value="${name}">`)
    expect(html).to.not.contain('drlee')
  })

  it('sends nobody to an address outside this machine', async () => {
    const response = await fetch(authorizeUrl({ redirect_uri: 'http://localhost.example.org/back' }), {
      redirect: 'manual',
    })
    expect([response.status, response.headers.get('location')]).to.deep.equal([400, null])
  })

  it('wants PKCE', async () => {
    const response = await fetch(authorizeUrl({ code_challenge_method: 'plain' }), { redirect: 'manual' })
    expect(response.headers.get('location')).to.contain('error=invalid_request')
  })

  it('renews a token, and takes each refresh token once', async () => {
    const { refresh_token = '' } = await amy({ scope: `${patientScope} offline_access` })
    const execute = { execute: [oauth.allowInsecureRequests] }
    const configuration = await oauth.discovery(
      new URL(provider.issuer('portal')),
      publicClient,
      undefined,
      oauth.None(),
      execute,
    )
    const renewed = await oauth.refreshTokenGrant(configuration, refresh_token)
    expect(renewed.refresh_token).to.be.a('string').and.not.equal(refresh_token)
    expect(await use('patients', '1', renewed.access_token)).to.include({ patient: 'pat-1' })
    expect(await refusal(oauth.refreshTokenGrant(configuration, refresh_token))).to.equal('invalid_grant')
  })

  it('gives the backend client a token for every organization, or for one', async () => {
    const key = await loadBackendKey(backendKeyFile(folder, provider.port))
    const issuer = provider.issuer('sevocity')
    const all = (await signInBackend(issuer, key, 'system/*.rs')).access_token
    expect(await use('sevocity', '3', all)).to.deep.include({
      client: 'demo-backend',
      rules: [{ context: 'system', type: '*', read: true, search: true, parameters: [] }],
    })
    const one = (await signInBackend(issuer, key, 'system/*.rs', base('sevocity', '2'))).access_token
    expect(await use('sevocity', '2', one)).to.include({ organization: '2' })
    expect(await refusal(use('sevocity', '1', one))).to.equal('The token is for another base URL.')
    expect(await refusal(signInBackend(issuer, key, 'user/*.rs'))).to.equal('invalid_scope')
  })

  it('tells confidential clients, and no others, what is in a token', async () => {
    const { access_token } = await amy()
    const introspect = async (secret: string, token: string) => {
      const authorization = `Basic ${Buffer.from(`${confidentialClient}:${secret}`).toString('base64')}`
      const url = `${provider.issuer('portal')}/protocol/openid-connect/token/introspect`
      const response = await fetch(url, {
        method: 'POST',
        headers: { authorization },
        body: new URLSearchParams({ token }),
      })
      return [response.status, await response.json()] as const
    }
    const [, answer] = await introspect(confidentialSecret, access_token)
    expect(answer).to.include({ active: true, client_id: publicClient, patient: 'pat-1', scope: patientScope })
    expect(await introspect(confidentialSecret, 'garbage')).to.deep.equal([200, { active: false }])
    expect((await introspect('guess', access_token))[0]).to.equal(401)
  })

  it('is described by the smart-configuration of a base', async () => {
    const metadata = await authorizer.providerMetadata('patients')
    const document = smartConfiguration(metadata, { contexts: ['patient'], launchPatient: true, authorizePost: true })
    expect(document).to.include({ token_endpoint: `${provider.issuer('portal')}/protocol/openid-connect/token` })
    expect(document.capabilities).to.include.members([
      'client-confidential-asymmetric',
      'permission-offline',
      'sso-openid-connect',
    ])
    expect(Object.values(document)).to.not.include(undefined)
  })
})
