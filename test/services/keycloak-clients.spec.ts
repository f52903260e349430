/** Clients that ask for themselves, and the password grant, in the realms that `portico realms` makes, on a real Keycloak. */
import { expect } from 'chai'
import { importJWK, SignJWT } from 'jose'
import { randomUUID } from 'node:crypto'
import { demoInputs } from '../../scripts/demo/keycloak/realms.ts'
import { applyRealm } from '../../src/smart/realms/apply/apply.ts'
import type { AdminApi } from '../../src/smart/realms/admin.ts'
import { claimsOf, createBrowser, type Answer, type Browser, type Json } from './keycloak-browser.ts'
import { keycloakOrSkip, type SharedKeycloak } from './keycloak.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

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

  describe('for backend clients', () => {
    type Algorithm = 'RS384' | 'ES384'

    async function assertion(alg: Algorithm, seconds = 300): Promise<string> {
      const { privateKey } = keycloak.clientKeys[alg === 'RS384' ? 'rs384' : 'es384']
      return new SignJWT({})
        .setProtectedHeader({ alg, kid: String(privateKey.kid), typ: 'JWT' })
        .setIssuer('demo-backend')
        .setSubject('demo-backend')
        .setAudience(`${keycloak.publicUrl}/realms/sevocity/protocol/openid-connect/token`)
        .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
        .setJti(randomUUID())
        .sign(await importJWK({ ...privateKey } as Json, alg))
    }

    const ask = (client_assertion: string, asked = 'system/*.rs'): Promise<Answer> =>
      browser.post('sevocity', '/token', {
        grant_type: 'client_credentials',
        client_assertion_type: assertionType,
        client_assertion,
        scope: asked,
      })

    for (const alg of ['RS384', 'ES384'] as const) {
      it(`take an assertion by ${alg} that lives five minutes and has no iat, once`, async () => {
        const text = await assertion(alg)
        const { status, body } = await ask(text, 'system/*.rs system/*.$export')
        expect(status, JSON.stringify(body)).to.equal(200)
        expect(String(body['scope']).split(' ')).to.have.members(['system/*.rs', 'system/*.$export'])
        expect(body).not.to.have.property('refresh_token')
        expect(claimsOf(body['access_token'])['azp']).to.equal('demo-backend')
        const replayed = await ask(text)
        expect([replayed.status, replayed.body['error']]).to.deep.equal([400, 'invalid_client'])
      })
    }

    it('refuse an assertion that lives longer, and a scope of persons', async () => {
      expect((await ask(await assertion('RS384', 600))).body['error']).to.equal('invalid_client')
      const { status, body } = await ask(await assertion('ES384'), 'patient/*.rs')
      expect([status, body['error']]).to.deep.equal([400, 'invalid_scope'])
    })
  })

  describe('with the password grant', () => {
    const ask = (): Promise<Answer> =>
      browser.post('portal', '/token', {
        grant_type: 'password',
        client_id: 'demo-app',
        username: 'amy',
        password: 'demo',
        scope: 'openid',
      })

    async function allow(passwordGrant: boolean, registered: boolean): Promise<void> {
      for (const input of demoInputs({ ...keycloak, passwordGrant })) {
        if (input.realm === 'portal') await applyRealm(admin, input, { tell: () => undefined })
      }
      const [client] = (await admin.get<readonly Json[]>('/portal/clients?clientId=demo-app')) ?? []
      await admin.put(`/portal/clients/${String(client?.['id'])}`, {
        ...client,
        directAccessGrantsEnabled: registered,
        // Nobody can be asked on this way.
        consentRequired: !registered,
      })
    }

    afterEach(() => allow(false, false))

    it('refuse it', async () => {
      expect(await ask()).to.deep.include({ status: 400 })
      expect((await ask()).body['error']).to.equal('unauthorized_client')
    })

    it('refuse it even to a client registered for it, unless the settings allow it', async () => {
      await allow(true, true)
      expect((await ask()).body).to.include({ token_type: 'Bearer' })
      await allow(false, true)
      expect((await ask()).body).to.include({ error: 'unauthorized_client' })
    })
  })
})
