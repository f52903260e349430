/** Launches from an EHR: what the EHR says is what the app is told, once, to the right app, for the right person. */
import { expect } from 'chai'
import { confidentialClient, publicClient } from '../../../../scripts/demo/identity-provider/clients.ts'
import type { Settings } from '../../../../src/app/settings.ts'
import {
  askTokens,
  randomText,
  told,
  idsOf,
  newRequest,
  read,
  redeem,
  refresh,
  type Json,
  type Subject,
} from '../app.ts'
import { asBasic, ehr, narrowEhr } from '../clients.ts'
import { ehrToken, newLaunch, postLaunch } from '../ehr.ts'
import { authorize, codeIn, newBrowser } from '../walk.ts'

const scope = 'launch openid fhirUser patient/Patient.rs patient/Encounter.rs user/Patient.rs offline_access'
const fhirContext = [
  { reference: 'Encounter/enc-931' },
  { reference: 'Patient/pat-24', role: 'https://example.org/role' },
  { identifier: { system: 'urn:a', value: 'b' }, type: 'ImagingStudy' },
]
const everything = {
  patient: 'pat-24',
  encounter: 'enc-931',
  intent: 'reconcile-medications',
  need_patient_banner: false,
  smart_style_url: 'https://ehr.example/style.json',
  fhirContext,
}

/** A person at the EHR comes back with a code; gives the token response. */
async function launched(subject: Subject, launch: string, more: Json = {}, at = subject().doorUrl): Promise<Json> {
  const request = newRequest(subject(), { realm: 'sevocity', scope, ...more, more: { launch } })
  const back = await authorize(newBrowser(subject()), request, { name: 'drlee' })
  const { status, json, text } = await redeem(at, request, codeIn(back))
  expect(status, text).to.equal(200)
  return json
}

const asVersion =
  (smartVersion: '2.0.0' | '2.2.0') =>
  (settings: Settings): Settings => ({
    ...settings,
    ...(settings.frontDoor && { frontDoor: { ...settings.frontDoor, smartVersion } }),
  })

export const ehrFlows = (subject: Subject): void => {
  describe('an EHR launch', () => {
    it('tells the app all that the EHR said, in the form of version 2.2.0', async () => {
      const door = subject()
      const json = await launched(subject, await newLaunch(door, await ehrToken(door), everything))
      expect(json).to.deep.include({ ...everything })
      expect(await idsOf(door.base('sevocity'), 'Encounter?_count=100', json['access_token'])).to.include('enc-931')
      const again = await refresh(door.doorUrl, 'sevocity', json['refresh_token'])
      expect(again.json).to.deep.include({ ...everything })
    })

    it('tells references as texts where the settings say version 2.0.0', async () => {
      const door = subject()
      const replica = await door.replica(asVersion('2.0.0'))
      const launch = await newLaunch(door, await ehrToken(door), everything)
      const json = await launched(subject, launch, {}, replica.doorUrl)
      expect(json['fhirContext']).to.deep.equal(['Encounter/enc-931', 'Patient/pat-24'])
      await replica.stop()
    })

    it('has a banner and a style unless the EHR says otherwise, and a style that can be fetched by anyone', async () => {
      const door = subject()
      const json = await launched(subject, await newLaunch(door, await ehrToken(door), { patient: 'pat-24' }))
      expect(json['need_patient_banner']).to.equal(true)
      const style = await fetch(String(json['smart_style_url']))
      expect(style.headers.get('access-control-allow-origin')).to.equal('*')
      expect((await style.json()) as Json).to.have.property('color_background')
      expect(json).not.to.have.any.keys('encounter', 'fhirContext', 'intent')
    })

    it('without a patient gives none, and opens what the person may see', async () => {
      const door = subject()
      const json = await launched(subject, await newLaunch(door, await ehrToken(door), {}))
      expect(json).not.to.have.property('patient')
      expect(await idsOf(door.base('sevocity'), 'Patient?_count=2', json['access_token'])).to.have.length(2)
    })

    it('with more context than can be passed on is refused: alone to the EHR, with a long state to the app', async () => {
      const door = subject()
      const token = await ehrToken(door)
      const long = (length: number) => ({ fhirContext: [{ canonical: 'https://x/'.padEnd(length, 'y') }] })
      const items = { fhirContext: Array.from({ length: 3 }, () => long(900).fhirContext[0]) }
      const refused = await postLaunch(door, token, { client_id: publicClient, organization: '1', ...items })
      expect([refused.status, refused.json['error']]).to.deep.equal([400, 'invalid_request'])
      expect(refused.json['error_description']).to.include('more than 2000 bytes')
      const launch = await newLaunch(door, token, { patient: 'pat-24', ...long(990) })
      const state = randomText(1_100)
      const request = newRequest(door, { realm: 'sevocity', scope, more: { launch, state } })
      const back = await authorize(newBrowser(door), request, { name: 'drlee' })
      expect(told(back).get('error_description')).to.include('too long together')
      expect(told(back).get('state')).to.equal(state)
    })

    it('is named to the EHR with the base that the app is to use', async () => {
      const door = subject()
      const { status, json, headers } = await postLaunch(door, await ehrToken(door), {
        client_id: publicClient,
        organization: '2',
      })
      expect(status).to.equal(201)
      expect(json['iss']).to.equal(door.base('sevocity', '2'))
      expect(json['launch']).to.match(/^[\w-]{43}$/)
      expect(headers.get('cache-control')).to.equal('no-store')
    })

    it('is for the person whom the EHR names, and nobody else', async () => {
      const door = subject()
      const token = await ehrToken(door)
      for (const [user, error] of [
        ['Practitioner/prac-1', null],
        ['https://fhir.example/base/Practitioner/prac-1', null],
        ['Practitioner/prac-2', 'access_denied'],
        ['nurse', 'access_denied'],
      ] as const) {
        const launch = await newLaunch(door, token, { patient: 'pat-24', user })
        const request = newRequest(door, { realm: 'sevocity', scope, more: { launch } })
        const back = await authorize(newBrowser(door), request, { name: 'drlee' })
        expect(back.searchParams.get('error'), user).to.equal(error)
      }
    })
  })

  describe('the launch endpoint', () => {
    it('refuses what is no launch, in words', async () => {
      const door = subject()
      const token = await ehrToken(door)
      const app = { client_id: publicClient, organization: '1' }
      const cases: readonly (readonly [Json | string, RegExp])[] = [
        [{ organization: '1' }, /client_id/],
        [{ ...app, client_id: 'nobody' }, /not the id of an app/],
        [{ ...app, patient: 'pat-2' }, /no such patient/],
        [{ ...app, patient: 'pat-99999' }, /no such patient/],
        [{ ...app, patient: "pat-1' OR '1'='1" }, /patient must match/],
        [{ ...app, encounter: 'enc-931' }, /comes with the patient/],
        [{ ...app, patient: 'pat-25', encounter: 'enc-931' }, /no such encounter/],
        [{ ...app, patient: 'pat-24', encounter: 'enc-1' }, /no such encounter/],
        [{ ...app, admin: true }, /additional properties/],
        [{ ...app, smart_style_url: 'javascript:alert(1)' }, /smart_style_url/],
        [{ ...app, fhirContext: [{ reference: '../Patient/1' }] }, /fhirContext/],
        ['[]', /the body has to be a JSON object/],
        ['null', /the body has to be JSON|cannot be read/],
        ['{', /cannot be read/],
      ]
      for (const [body, words] of cases) {
        const { status, json, text } = await postLaunch(door, token, body)
        expect(status, text).to.equal(400)
        expect(json['error']).to.equal('invalid_request')
        expect(json['error_description']).to.match(words)
      }
    })

    it('is for an EHR with a token of its own, in its own organizations', async () => {
      const door = subject()
      const app = { client_id: publicClient, organization: '1' }
      expect((await postLaunch(door, 'no-token', app)).status).to.equal(401)
      const person = newRequest(door, { realm: 'sevocity', scope })
      const back = await authorize(newBrowser(door), person, { name: 'drlee', search: { name: 'delgado' } }).catch(
        () => undefined,
      )
      expect(back?.searchParams.get('error'), 'launch without a launch').to.equal('invalid_request')
      const user = newRequest(door, { realm: 'sevocity', scope: 'openid user/Patient.rs' })
      const code = codeIn(await authorize(newBrowser(door), user, { name: 'drlee' }))
      const { json } = await redeem(door.doorUrl, user, code)
      const ofPerson = await postLaunch(door, json['access_token'], app)
      expect([ofPerson.status, ofPerson.json['error']]).to.deep.equal([403, 'unauthorized_client'])
      const narrow = await ehrToken(door, narrowEhr)
      expect((await postLaunch(door, narrow, app)).status, 'another organization').to.equal(401)
      expect((await postLaunch(door, narrow, { client_id: publicClient })).json['iss']).to.equal(
        door.base('sevocity', '2'),
      )
      const both = await postLaunch(door, await ehrToken(door), { client_id: publicClient })
      expect(both.status, 'which of its organizations').to.equal(401)
    })

    it('gives the EHR a token that reads nothing', async () => {
      const door = subject()
      expect((await read(door.base('sevocity'), 'Patient', await ehrToken(door))).status).to.equal(403)
      const form = { grant_type: 'client_credentials', scope: 'system/*.rs patient/*.rs' }
      const more = await askTokens(door.doorUrl, 'sevocity', form, asBasic(ehr.id, ehr.secret))
      expect([more.status, more.json['error']]).to.deep.equal([400, 'invalid_scope'])
    })

    it('makes a launch for one app: another app is refused, and leaves it to the first', async () => {
      const door = subject()
      const launch = await newLaunch(door, await ehrToken(door), { client_id: confidentialClient, patient: 'pat-24' })
      const browser = newBrowser(door)
      const stolen = newRequest(door, { realm: 'sevocity', scope, more: { launch } })
      const back = await authorize(browser, stolen, { name: 'drlee' })
      expect(back.searchParams.get('error')).to.equal('invalid_request')
      const meant = newRequest(door, { realm: 'sevocity', client: confidentialClient, scope, more: { launch } })
      expect(codeIn(await authorize(browser, meant, { name: 'drlee' }))).to.not.equal('')
    })
  })
}
