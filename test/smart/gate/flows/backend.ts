/** Systems without a person: their keys, what they are bound to, and what they may ask. */
import { expect } from 'chai'
import {
  asymmetricClient,
  backendClient,
  narrowBackendClient,
  publicClient,
} from '../../../../scripts/demo/identity-provider/clients.ts'
import type { Settings } from '../../../../src/app/settings.ts'
import {
  asAsserted,
  askTokens,
  idsOf,
  newRequest,
  read,
  redeem,
  refresh,
  signAssertion,
  signingKeysOf,
  wordsIn,
  type Answer,
  type Json,
  type Subject,
} from '../app.ts'
import { asPublic } from '../clients.ts'
import { authorize, codeIn, newBrowser } from '../walk.ts'

const form = (scope: string) => ({ grant_type: 'client_credentials', scope })

export interface BackendHelpers {
  /** Whether the provider takes a user's name and password, where the door lets them through. */
  readonly takesPasswords: boolean
}

export const backendFlows = (subject: Subject, { takesPasswords }: BackendHelpers): void => {
  const ask = async (scope: string, client = backendClient, alg: 'rs384' | 'es384' = 'rs384', claims: Json = {}) => {
    const key = (await signingKeysOf(subject()))[alg]
    const assertion = await signAssertion(subject(), { client, key, claims })
    return askTokens(subject().doorUrl, 'sevocity', form(scope), asAsserted(assertion))
  }

  describe('a backend service', () => {
    for (const alg of ['rs384', 'es384'] as const)
      it(`gets a token by ${alg.toUpperCase()} that opens its organizations`, async () => {
        const { status, json, text } = await ask('system/*.rs', backendClient, alg)
        expect(status, text).to.equal(200)
        expect(json).not.to.have.any.keys('refresh_token', 'patient', 'id_token')
        for (const organization of ['1', '2', '3']) {
          const base = subject().base('sevocity', organization)
          expect(await idsOf(base, 'Patient?_count=1', json['access_token'])).to.have.length(1)
        }
      })

    it('is bound to the organizations of its registration', async () => {
      const { json } = await ask('system/*.rs', narrowBackendClient)
      const statuses = await Promise.all(
        ['1', '2', '3'].map(async (each) => {
          const { status } = await read(subject().base('sevocity', each), 'Patient', json['access_token'])
          return status
        }),
      )
      expect(statuses).to.deep.equal([401, 200, 401])
      expect((await read(subject().base('patients', '2'), 'Patient', json['access_token'])).status).to.equal(401)
    })

    it('is refused an assertion that was used before', async () => {
      const [door, { rs384: key }] = [subject(), await signingKeysOf(subject())]
      const once = asAsserted(await signAssertion(door, { client: backendClient, key }))
      expect((await askTokens(door.doorUrl, 'sevocity', form('system/*.rs'), once)).status).to.equal(200)
      const again = await askTokens(door.doorUrl, 'sevocity', form('system/*.rs'), once)
      expect(again.status).to.be.oneOf([400, 401])
      expect(again.json['error']).to.equal('invalid_client')
    })

    it('is refused an assertion for another, of the past, too far ahead, or by another key', async () => {
      const now = Math.floor(Date.now() / 1_000)
      const wrong: readonly Json[] = [
        { aud: 'https://elsewhere.example/token' },
        { aud: `${subject().issuer('portal')}/protocol/openid-connect/token` },
        { exp: now - 120 },
        { exp: now + 3_600 },
        { sub: narrowBackendClient },
        { iss: 'nobody', sub: 'nobody' },
      ]
      for (const claims of wrong) {
        const { status, json, text } = await ask('system/*.rs', backendClient, 'rs384', claims)
        expect(status, JSON.stringify(claims) + text).to.be.oneOf([400, 401])
        expect(json).not.to.have.property('access_token')
      }
      const { rs384, es384 } = await signingKeysOf(subject())
      const mixed = await signAssertion(subject(), { client: backendClient, key: { ...es384, kid: String(rs384.kid) } })
      const answer = await askTokens(subject().doorUrl, 'sevocity', form('system/*.rs'), asAsserted(mixed))
      expect(answer.json['error']).to.equal('invalid_client')
    })

    it('has unknown scopes, and those of persons, dropped', async () => {
      const asked = 'system/Patient.rs system/Nonsense.rs patient/*.rs user/*.rs offline_access nonsense openid'
      const { status, json, text } = await ask(asked)
      expect(status, text).to.equal(200)
      expect(wordsIn(json['scope']).filter((word) => word !== 'openid')).to.deep.equal(['system/Patient.rs'])
      const nothing = await ask('patient/*.rs nonsense')
      expect([nothing.status, nothing.json['error']]).to.deep.equal([400, 'invalid_scope'])
    })

    it('gets the scopes of operations as it spells them', async () => {
      const asked = 'system/*.$export system/Group.$export system/*.$bulkdata-status system/Group.rs'
      const { json, text } = await ask(asked)
      const words = wordsIn(json['scope'])
      expect(words, text).to.include.members(['system/*.$export', 'system/Group.$export', 'system/*.$bulkdata-status'])
      expect((await read(subject().base('sevocity'), 'Patient', json['access_token'])).status).to.equal(403)
    })

    it('may not be a person in the portal', async () => {
      const key = (await signingKeysOf(subject())).rs384
      const assertion = await signAssertion(subject(), { client: backendClient, key, realm: 'portal' })
      const { status, json } = await askTokens(
        subject().doorUrl,
        'portal',
        form('system/*.rs patient/*.rs'),
        asAsserted(assertion),
      )
      expect(status).to.be.oneOf([400, 401])
      expect(json).not.to.have.property('access_token')
    })
  })

  describe('an app with a key', () => {
    for (const alg of ['rs384', 'es384'] as const)
      it(`redeems and refreshes by ${alg.toUpperCase()}`, async () => {
        const door = subject()
        const key = (await signingKeysOf(door))[alg]
        const prove = async () =>
          asAsserted(await signAssertion(door, { client: asymmetricClient, key, realm: 'portal' }))
        const scope = 'launch/patient openid offline_access patient/*.rs'
        const request = newRequest(door, { client: asymmetricClient, scope, organization: '2' })
        const code = codeIn(await authorize(newBrowser(door), request, { name: 'ben' }))
        const { status, json, text } = await redeem(door.doorUrl, request, code, await prove())
        expect(status, text).to.equal(200)
        expect(json['patient']).to.equal('pat-2')
        const next = await refresh(door.doorUrl, 'portal', json['refresh_token'], await prove())
        expect(next.json['patient']).to.equal('pat-2')
        const bare = await refresh(door.doorUrl, 'portal', next.json['refresh_token'], asPublic(asymmetricClient))
        expect(bare.status).to.be.oneOf([400, 401])
      })
  })

  describe('the password grant', () => {
    const asked = {
      grant_type: 'password',
      username: 'amy',
      password: 'demo',
      scope: 'openid patient/*.rs launch/patient',
    }
    const asks = (url: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> =>
      askTokens(url, 'portal', { ...asked, ...more }, asPublic(publicClient))

    it('is off', async () => {
      const { status, json } = await asks(subject().doorUrl)
      expect([status, json['error']]).to.deep.equal([400, 'unsupported_grant_type'])
    })

    if (takesPasswords)
      it('is one setting away, and then the token is for the own chart of the person', async () => {
        const door = subject()
        const replica = await door.replica((settings: Settings) => ({
          ...settings,
          ...(settings.frontDoor && { frontDoor: { ...settings.frontDoor, passwordGrant: true } }),
        }))
        const { status, json, text } = await asks(replica.doorUrl)
        expect(status, text).to.equal(200)
        expect(json['patient']).to.equal('pat-1')
        expect(await idsOf(door.base('patients'), 'Patient', json['access_token'])).to.deep.equal(['pat-1'])
        const next = await refresh(replica.doorUrl, 'portal', json['refresh_token'])
        expect(next.json['patient']).to.equal('pat-1')
        const elsewhere = await asks(replica.doorUrl, { aud: door.base('patients', '2') })
        expect([elsewhere.status, elsewhere.json['error']]).to.deep.equal([400, 'invalid_request'])
        const wrong = await asks(replica.doorUrl, { password: 'wrong' })
        expect([wrong.status, wrong.json['error']]).to.deep.equal([400, 'invalid_grant'])
        await replica.stop()
      })
  })
}
