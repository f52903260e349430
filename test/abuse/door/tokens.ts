/** Codes, tokens and launches in the wrong hands or a second time: they buy and open nothing. */
import { expect } from 'chai'
import jsonwebtoken from 'jsonwebtoken'
import {
  confidentialClient,
  confidentialSecret,
  gateClient,
  gateSecret,
  publicClient,
} from '../../../scripts/demo/identity-provider/clients.ts'
import {
  askTokens,
  claimsOf,
  endpoint,
  newRequest,
  read,
  redeem,
  refresh,
  told,
  type Answer,
  type AppRequest,
  type Subject,
} from '../../smart/gate/app.ts'
import { asBasic, asPublic, otherApp } from '../../smart/gate/clients.ts'
import { ehrToken, newLaunch, postLaunch } from '../../smart/gate/ehr.ts'
import { authorize, codeIn, newBrowser } from '../../smart/gate/walk.ts'

const scope = 'launch/patient openid fhirUser patient/*.rs offline_access'

const expectNoGrant = ({ status, json }: Answer, what?: string): void => {
  expect([status, json['error']], what).to.deep.equal([400, 'invalid_grant'])
}

export const tokenAttacks = (subject: Subject): void => {
  const coded = async (name = 'amy', asked: Partial<Parameters<typeof newRequest>[1]> = {}) => {
    const request = newRequest(subject(), { scope, ...asked })
    return { request, code: codeIn(await authorize(newBrowser(subject()), request, { name })) }
  }
  const granted = async (name = 'amy', asked: Partial<Parameters<typeof newRequest>[1]> = {}) => {
    const { request, code } = await coded(name, asked)
    return (await redeem(subject().doorUrl, request, code)).json
  }

  describe('a code', () => {
    it('of one client is nothing to another, whose own it stays', async () => {
      const door = subject()
      const { request, code } = await coded()
      const others = [asPublic(otherApp), asBasic(confidentialClient, confidentialSecret), asPublic('nobody')]
      for (const credentials of others) {
        const { status, json } = await redeem(door.doorUrl, request, code, credentials)
        expect(status).to.be.oneOf([400, 401])
        expect(json).not.to.have.property('access_token')
      }
    })

    it('of one realm is nothing to the other', async () => {
      const { request, code } = await coded()
      expectNoGrant(await redeem(subject().doorUrl, { ...request, realm: 'sevocity' }, code))
    })

    it('is good once; what a second try finds is closed', async () => {
      const door = subject()
      const { request, code } = await coded()
      const { json } = await redeem(door.doorUrl, request, code)
      expect(json).to.have.property('access_token')
      expectNoGrant(await redeem(door.doorUrl, request, code))
    })

    it('that was got past the gate buys nothing', async () => {
      const door = subject()
      const request = newRequest(door, { scope: 'openid launch/patient patient/Patient.rs' })
      const url = new URL(request.url.href.replace(door.doorUrl, door.providerUrl))
      const back = await authorize(newBrowser(door), { url }, { name: 'amy' })
      expect(told(back).get('state'), 'no state of the gate').to.equal(request.state)
      expectNoGrant(await redeem(door.doorUrl, request, codeIn(back)))
    })

    it('of a person with another patient in the request gives the person their own', async () => {
      const { json } = await coded('amy', { more: { patient: 'pat-2', organization: '2' } }).then(({ request, code }) =>
        redeem(subject().doorUrl, request, code, asPublic(), { patient: 'pat-2', scope: 'patient/*.rs user/*.rs' }),
      )
      expect(json['patient']).to.equal('pat-1')
      expect(String(json['scope'])).not.to.include('user/')
    })
  })

  describe('a token', () => {
    it('that was got past the gate opens nothing', async () => {
      const door = subject()
      const request = newRequest(door, { scope: 'openid launch/patient patient/Patient.rs' })
      const url = new URL(request.url.href.replace(door.doorUrl, door.providerUrl))
      const back = await authorize(newBrowser(door), { url }, { name: 'amy' })
      const { status, json } = await redeem(door.providerUrl, request, codeIn(back))
      expect(status, 'the provider itself knows no better').to.equal(200)
      const answer = await read(door.base('patients'), 'Patient/pat-1', json['access_token'])
      expect(answer.status).to.equal(401)
      expect(answer.text).not.to.include('pat-1')
      expectNoGrant(await refresh(door.doorUrl, 'portal', json['refresh_token']))
      const described = await fetch(endpoint(door.doorUrl, 'portal', 'token/introspect'), {
        method: 'POST',
        body: new URLSearchParams({ token: String(json['access_token']) }),
        headers: asBasic(gateClient, gateSecret).headers,
      })
      expect(await described.json()).to.deep.equal({ active: false })
    })

    it('of one organization is nothing at another, of one surface nothing at the other', async () => {
      const door = subject()
      const patient = (await granted())['access_token']
      const staff = (await granted('drlee', { realm: 'sevocity', scope: 'openid user/*.rs' }))['access_token']
      const cases: readonly (readonly [string, unknown, number])[] = [
        [door.base('patients', '1'), patient, 200],
        [door.base('patients', '2'), patient, 401],
        [door.base('patients', '99'), patient, 401],
        [door.base('sevocity', '1'), patient, 401],
        [door.base('sevocity', '1'), staff, 200],
        [door.base('sevocity', '2'), staff, 401],
        [door.base('patients', '1'), staff, 401],
      ]
      for (const [base, token, status] of cases)
        expect((await read(base, 'Patient?_count=1', token)).status, base).to.be.oneOf(
          base.endsWith('99') ? [401, 404] : [status],
        )
    })

    it('for an organization that is not the person’s is never given', async () => {
      for (const [name, organization, realm] of [
        ['amy', '2', 'portal'],
        ['drlee', '2', 'sevocity'],
        ['drkim', '1', 'sevocity'],
      ] as const) {
        const request = newRequest(subject(), { realm, organization, scope: 'openid patient/*.rs user/*.rs' })
        const back = await authorize(newBrowser(subject()), request, { name })
        expect(told(back).get('error'), name).to.equal('access_denied')
      }
    })

    it('with other claims, another algorithm or another use opens nothing', async () => {
      const door = subject()
      const json = await granted()
      const token = String(json['access_token'])
      const [head, , signature] = token.split('.')
      const claims = claimsOf(token)
      const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
      const forged = [
        [head, encode({ ...claims, sub: 'someone-else' }), signature].join('.'),
        [encode({ alg: 'none', typ: 'JWT' }), encode(claims), ''].join('.'),
        jsonwebtoken.sign(claims, 'secret', { algorithm: 'HS256', noTimestamp: true }),
        String(json['id_token']),
        String(json['refresh_token']),
        gateSecret,
      ]
      for (const each of forged) {
        const answer = await read(door.base('patients'), 'Patient/pat-1', each)
        expect(answer.status, each.slice(0, 30)).to.equal(401)
      }
    })

    it("of the gate's own client, or of the account page, opens nothing", async () => {
      const door = subject()
      const form = { grant_type: 'client_credentials' }
      for (const realm of ['portal', 'sevocity'] as const) {
        const { json } = await askTokens(door.doorUrl, realm, form, asBasic(gateClient, gateSecret))
        const base = door.base(realm === 'portal' ? 'patients' : 'sevocity')
        expect((await read(base, 'Patient', json['access_token'])).status).to.equal(401)
      }
    })
  })

  describe('a refresh token', () => {
    it('is nothing to another client, realm or use', async () => {
      const door = subject()
      const { refresh_token: token, access_token } = await granted()
      for (const credentials of [asPublic(otherApp), asBasic(confidentialClient, confidentialSecret)]) {
        const { status, json } = await refresh(door.doorUrl, 'portal', token, credentials)
        expect(status).to.be.oneOf([400, 401])
        expect(json).not.to.have.property('access_token')
      }
      expectNoGrant(await refresh(door.doorUrl, 'sevocity', token))
      expectNoGrant(await refresh(door.doorUrl, 'portal', access_token))
      expectNoGrant(await redeem(door.doorUrl, newRequest(door, { scope }), String(token)))
      expect((await refresh(door.doorUrl, 'portal', token)).status, 'it lives on for its own client').to.equal(200)
    })

    it('cannot be spent twice at the same time, and never renews another grant', async () => {
      const { refresh_token: token } = await granted()
      const all = await Promise.all([1, 2, 3].map(() => refresh(subject().doorUrl, 'portal', token)))
      // An app with two tabs is told the same thing in both: there is one successor.
      expect(new Set(all.map(({ json }) => json['refresh_token'])).size).to.equal(1)
      expect(new Set(all.map(({ json }) => json['access_token'])).size).to.equal(1)
    })

    it('of a public app that comes again from another client ends the grant at once', async () => {
      const door = subject()
      for (const thief of [asPublic(otherApp), asBasic(confidentialClient, confidentialSecret), asPublic('nobody')]) {
        const { refresh_token: token } = await granted()
        const { json } = await refresh(door.doorUrl, 'portal', token)
        expectNoGrant(await refresh(door.doorUrl, 'portal', token, thief))
        expect((await read(door.base('patients'), 'Patient/pat-1', json['access_token'])).status).to.equal(401)
        expectNoGrant(await refresh(door.doorUrl, 'portal', json['refresh_token']))
      }
    })

    it('that nobody gave out is refused', async () => {
      for (const each of ['', 'x', 'a.b.c', 'x'.repeat(10_000), "' OR 1=1 --", '\u0000'])
        expect((await refresh(subject().doorUrl, 'portal', each)).status).to.equal(400)
    })
  })

  describe('a launch', () => {
    const ask = (launch: string, more: Partial<Parameters<typeof newRequest>[1]> = {}): AppRequest =>
      newRequest(subject(), { realm: 'sevocity', scope: 'launch openid patient/*.rs', ...more, more: { launch } })
    const errorOf = async (request: AppRequest, name = 'drlee'): Promise<string | null> =>
      told(await authorize(newBrowser(subject()), request, { name })).get('error')

    it('is good once', async () => {
      const launch = await newLaunch(subject(), await ehrToken(subject()), { patient: 'pat-24' })
      expect(await errorOf(ask(launch))).to.equal(null)
      expect(await errorOf(ask(launch))).to.equal('invalid_request')
    })

    it('is good once, also for many at the same time', async () => {
      const launch = await newLaunch(subject(), await ehrToken(subject()), { patient: 'pat-24' })
      const errors = await Promise.all([1, 2, 3, 4].map(() => errorOf(ask(launch))))
      expect(errors.filter((each) => each === null)).to.have.length(1)
    })

    it('is nothing to another app, realm or organization, nor edited', async () => {
      const launch = await newLaunch(subject(), await ehrToken(subject()), { patient: 'pat-24' })
      expect(await errorOf(ask(launch, { client: confidentialClient }))).to.equal('invalid_request')
      const portal = ask(launch, { realm: 'portal' })
      expect(await errorOf(portal, 'amy')).to.equal('invalid_request')
      expect(await errorOf(ask(launch, { organization: '2' }), 'drkim')).to.equal('invalid_request')
      expect(await errorOf(ask(`${launch}x`))).to.equal('invalid_request')
      expect(await errorOf(ask(launch)), 'and still there for whom it is').to.equal(null)
    })

    it('opens no chart that is not the person’s, though the EHR has it', async () => {
      const token = await ehrToken(subject(), undefined, 'portal')
      for (const [patient, error] of [
        ['pat-24', 'access_denied'],
        ['pat-1', null],
      ] as const) {
        const body = { client_id: publicClient, organization: '1', patient }
        const { json } = await postLaunch(subject(), token, body, 'portal')
        expect(await errorOf(ask(String(json['launch']), { realm: 'portal' }), 'amy'), patient).to.equal(error)
      }
    })

    it('opens no chart of another organization, however the EHR came to name it', async () => {
      const token = await ehrToken(subject())
      const launch = await newLaunch(subject(), token, { organization: '2', patient: 'pat-2' })
      const back = await authorize(newBrowser(subject()), ask(launch, { organization: '2' }), { name: 'drlee' })
      expect(told(back).get('error')).to.equal('access_denied')
    })
  })
}
