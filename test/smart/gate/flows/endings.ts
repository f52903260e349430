/** How access ends, at once and on every replica, and that nothing is open when it cannot be known. */
import { expect } from 'chai'
import { join } from 'node:path'
import {
  confidentialClient,
  confidentialSecret,
  gateClient,
  gateSecret,
  publicClient,
} from '../../../../scripts/demo/identity-provider/clients.ts'
import type { Settings } from '../../../../src/app/settings.ts'
import { freePort } from '../../../ports.ts'
import {
  baseAt,
  endpoint,
  newRequest,
  postForm,
  read,
  redeem,
  refresh,
  wordsIn,
  claimsOf,
  type Answer,
  type Json,
  type Subject,
} from '../app.ts'
import { changeDatabase } from '../change-database.ts'
import { asBasic, asPublic } from '../clients.ts'
import { ehrToken, newLaunch } from '../ehr.ts'
import { authorize, codeIn, newBrowser } from '../walk.ts'
import { startWire } from '../wire.ts'
import type { Browser } from '../../../../scripts/demo/identity-provider/browser.ts'

export interface EndingHelpers {
  /** The person takes their consent back, at the provider's account page. */
  withdraw(browser: Browser, user: string, client: string): Promise<void>
}

const scope = 'launch/patient openid fhirUser patient/*.rs'

const withFrontDoor =
  (change: Partial<NonNullable<Settings['frontDoor']>>) =>
  (settings: Settings): Settings => ({
    ...settings,
    ...(settings.frontDoor && { frontDoor: { ...settings.frontDoor, ...change } }),
  })

/** Runs on a copy of the legacy database's file and of the store's: what is done there concerns nobody else. */
export const endingFlows = (subject: Subject, { withdraw }: EndingHelpers): void => {
  const grant = async (more: string, name = 'amy', patient?: string, browser = newBrowser(subject())) => {
    const request = newRequest(subject(), { scope: `${scope} ${more}`.trim() })
    const person = patient === undefined ? { name } : { name, patient }
    const { status, json, text } = await redeem(
      subject().doorUrl,
      request,
      codeIn(await authorize(browser, request, person)),
    )
    expect(status, text).to.equal(200)
    return { json, browser, token: json['access_token'], refreshToken: json['refresh_token'] }
  }

  const revoke = (token: unknown, { form, headers } = asPublic()): Promise<Answer> =>
    postForm(endpoint(subject().doorUrl, 'portal', 'revoke'), { token: String(token), ...form }, headers)

  const statusOf = async (token: unknown, gatewayUrl = subject().gatewayUrl, path = 'Patient/pat-1') =>
    (await read(baseAt(subject(), gatewayUrl, 'portal'), path, token)).status

  describe('access ends at once on every replica', () => {
    let replicaUrl = ''
    let replicaDoor = ''
    let stop: () => Promise<void> = async () => {}
    before(async () => {
      const replica = await subject().replica()
      ;[replicaUrl, replicaDoor, stop] = [replica.gatewayUrl, replica.doorUrl, replica.stop]
    })
    after(() => stop())

    const expectOpen = async (token: unknown, isOpen: boolean, path?: string): Promise<void> => {
      const expected = isOpen ? 200 : 401
      expect(await statusOf(token, undefined, path), 'here').to.equal(expected)
      expect(await statusOf(token, replicaUrl, path), 'at the replica').to.equal(expected)
    }

    const expectEnded = async (token: unknown): Promise<void> => {
      for (const url of [subject().doorUrl, replicaDoor]) {
        const { status, json } = await refresh(url, 'portal', token)
        expect([status, json['error']]).to.deep.equal([400, 'invalid_grant'])
      }
    }

    it('with the access token that is revoked; others of the grant live on', async () => {
      const { token, refreshToken } = await grant('offline_access')
      await expectOpen(token, true)
      expect((await revoke(token)).status).to.equal(200)
      await expectOpen(token, false)
      const next = await refresh(replicaDoor, 'portal', refreshToken)
      await expectOpen(next.json['access_token'], true)
    })

    for (const more of ['', 'offline_access'])
      it(`with the refresh token that is revoked${more === '' ? '' : ', offline'}`, async () => {
        const { token, refreshToken } = await grant(more)
        await expectOpen(token, true)
        expect((await revoke(refreshToken)).status).to.equal(200)
        await expectOpen(token, false)
        await expectEnded(refreshToken)
      })

    it('but not by the word of another client', async () => {
      const { token, refreshToken } = await grant('offline_access')
      const other = asBasic(confidentialClient, confidentialSecret)
      for (const each of [token, refreshToken]) {
        await revoke(each, other)
        await revoke(each, asPublic('nobody'))
      }
      await expectOpen(token, true)
      expect((await refresh(replicaDoor, 'portal', refreshToken)).status).to.equal(200)
    })

    it('when a person withdraws their consent', async () => {
      const { token, refreshToken, browser } = await grant('offline_access', 'amy')
      await expectOpen(token, true)
      await withdraw(browser, 'amy', publicClient)
      await expectOpen(token, false)
      await expectEnded(refreshToken)
    })

    it('when the app logs the person out, who is sent back with its state', async () => {
      const { token, refreshToken, browser, json } = await grant('')
      await expectOpen(token, true)
      const query = new URLSearchParams({
        id_token_hint: String(json['id_token']),
        post_logout_redirect_uri: 'http://localhost/callback',
        state: 'bye bye',
      })
      const step = await browser.open(new URL(`${endpoint(subject().doorUrl, 'portal', 'logout')}?${query.toString()}`))
      expect('back' in step && step.back.searchParams.get('state')).to.equal('bye bye')
      await expectOpen(token, false)
      await expectEnded(refreshToken)
    })

    it('with a guardianship: it is asked anew for each refresh', async () => {
      const { token, refreshToken } = await grant('offline_access', 'maria', 'pat-24')
      await expectOpen(token, true, 'Patient/pat-24')
      const first = await refresh(replicaDoor, 'portal', refreshToken)
      expect(first.json['patient']).to.equal('pat-24')
      const end = (flag: string): void =>
        changeDatabase(
          subject().databaseUrl,
          `update PAT_CNTC set ACTV_FLG = '${flag}' where PAT_ID = 24 and CNTC_TYP = 'GU'`,
        )
      end('N')
      try {
        await expectEnded(first.json['refresh_token'])
        await expectOpen(first.json['access_token'], false, 'Patient/pat-24')
      } finally {
        end('Y')
      }
      await expectEnded(first.json['refresh_token'])
    })
  })

  describe('nothing is open', () => {
    it('when the provider cannot be asked: 503, and nothing is refused for good', async () => {
      const { token, refreshToken } = await grant('offline_access')
      const nobody = `http://localhost:${await freePort()}`
      const replica = await subject().replica(withFrontDoor({ provider: nobody }))
      expect(await statusOf(token, replica.gatewayUrl)).to.equal(503)
      const late = await refresh(replica.doorUrl, 'portal', refreshToken)
      expect([late.status, late.json['error']]).to.deep.equal([503, 'temporarily_unavailable'])
      const request = newRequest(subject(), { scope })
      const page = await fetch(request.url.href.replace(subject().doorUrl, replica.doorUrl), { redirect: 'manual' })
      expect(page.status).to.equal(503)
      expect(page.headers.get('location')).to.equal(null)
      await replica.stop()
      expect(await statusOf(token)).to.equal(200)
      expect((await refresh(subject().doorUrl, 'portal', refreshToken)).status).to.equal(200)
    })

    it("when the provider refuses the gate itself: 503, and nobody's mistake but the operator's", async () => {
      const { token } = await grant('')
      const replica = await subject().replica(withFrontDoor({ client: { id: gateClient, secret: 'wrong' } }))
      expect(await statusOf(token, replica.gatewayUrl)).to.equal(503)
      const request = newRequest(subject(), { scope })
      const page = await fetch(request.url.href.replace(subject().doorUrl, replica.doorUrl), { redirect: 'manual' })
      expect(page.status).to.equal(503)
      expect(await page.text()).to.include('Not available right now')
      await replica.stop()
    })

    it('to a token that was good a moment ago, once the provider is gone', async () => {
      const { token } = await grant('')
      const wire = await startWire(subject().providerUrl)
      const replica = await subject().replica(withFrontDoor({ provider: wire.url }))
      expect(await statusOf(token, replica.gatewayUrl)).to.equal(200)
      await wire.cut()
      expect(await statusOf(token, replica.gatewayUrl)).to.equal(503)
      const keys = await fetch(`${replica.doorUrl}/realms/portal/protocol/openid-connect/certs`)
      expect([keys.status, keys.headers.get('access-control-allow-origin')]).to.deep.equal([503, '*'])
      expect(await keys.json()).to.include({ error: 'temporarily_unavailable' })
      await replica.stop()
    })

    it('when the store cannot be asked: 503 for tokens and for requests', async () => {
      const door = subject()
      const { token, refreshToken } = await grant('offline_access')
      const store = String(door.settings.frontDoor?.store)
      const copy = join(door.providerState, `broken-${Date.now()}.sqlite`)
      changeDatabase(store, `vacuum into '${copy}'`)
      const replica = await door.replica(withFrontDoor({ store: `sqlite:${copy}` }))
      expect(await statusOf(token, replica.gatewayUrl)).to.equal(200)
      changeDatabase(copy, 'drop table portico_handles; drop table portico_grants; drop table portico_launches')
      expect(await statusOf(token, replica.gatewayUrl)).to.equal(503)
      const late = await refresh(replica.doorUrl, 'portal', refreshToken)
      expect([late.status, late.json['error']]).to.deep.equal([503, 'temporarily_unavailable'])
      await replica.stop()
    })

    it('to a token that the provider alone knows', async () => {
      const { token } = await grant('')
      const door = subject()
      const other = await door.replica(withFrontDoor({ store: `sqlite:${join(door.providerState, 'empty.sqlite')}` }))
      expect(await statusOf(token, other.gatewayUrl)).to.equal(401)
      await other.stop()
    })
  })

  describe('introspection', () => {
    const gate = asBasic(gateClient, gateSecret).headers
    const introspect = (token: unknown, headers = gate, realm: 'portal' | 'sevocity' = 'portal'): Promise<Answer> =>
      postForm(endpoint(subject().doorUrl, realm, 'token/introspect'), { token: String(token) }, headers)

    it('tells what the token is for, as the app was told', async () => {
      const { token, json } = await grant('offline_access')
      const answer = await introspect(token)
      expect(answer.json).to.include({ active: true, client_id: publicClient, patient: 'pat-1' })
      expect(wordsIn(answer.json['scope'])).to.have.members(wordsIn(json['scope']))
      expect(answer.json['sub']).to.equal(claimsOf(json['id_token'])['sub'])
      expect(answer.json['iss']).to.equal(subject().issuer('portal'))
      expect(String(answer.json['fhirUser'])).to.match(/Patient\/pat-1$/)
      expect(answer.headers.get('cache-control')).to.equal('no-store')
    })

    it('tells the encounter of a launch', async () => {
      const door = subject()
      const launch = await newLaunch(door, await ehrToken(door), { patient: 'pat-24', encounter: 'enc-931' })
      const asked = { realm: 'sevocity', scope: 'launch openid patient/Patient.rs', more: { launch } } as const
      const request = newRequest(door, asked)
      const code = codeIn(await authorize(newBrowser(door), request, { name: 'nurse' }))
      const { json } = await redeem(door.doorUrl, request, code)
      const answer = await introspect(json['access_token'], gate, 'sevocity')
      expect(answer.json).to.include({ active: true, patient: 'pat-24', encounter: 'enc-931' })
    })

    it('says just active: false of all else', async () => {
      const { token, refreshToken } = await grant('offline_access')
      const edited = `${String(token).slice(0, -4)}AAAA`
      const idToken = (await grant('')).json['id_token']
      for (const each of ['invalid_token_value', 'a.b.c', edited, `${String(token)}x`, idToken, refreshToken]) {
        const { status, json } = await introspect(each)
        expect([status, json], String(each).slice(0, 20)).to.deep.equal([200, { active: false }])
      }
      expect((await introspect(token, gate, 'sevocity')).json).to.deep.equal({ active: false } satisfies Json)
    })

    it('is for clients that authenticate', async () => {
      const { token } = await grant('')
      for (const headers of [{}, asBasic(gateClient, 'wrong').headers, asBasic('nobody', 'x').headers]) {
        const { status, json } = await introspect(token, headers)
        expect(status).to.be.oneOf([400, 401, 403])
        expect(json).not.to.have.any.keys('patient', 'active', 'sub')
      }
    })
  })
}
