/** Launches from outside of an EHR: whose chart is meant, and what a person chooses and leaves out. */
import { expect } from 'chai'
import {
  confidentialClient,
  confidentialSecret,
  v1Client,
  v1Secret,
} from '../../../../scripts/demo/identity-provider/clients.ts'
import { idsOf, newRequest, read, redeem, refresh, wordsIn, type Json, type Subject } from '../app.ts'
import { asBasic } from '../clients.ts'
import {
  authorize,
  choose,
  codeIn,
  newBrowser,
  pageOf,
  readForm,
  search,
  toConsent,
  walk,
  logIn,
  formNamed,
} from '../walk.ts'

const portalScope = 'launch/patient openid fhirUser patient/*.rs'
const staffScope = 'launch/patient openid fhirUser patient/Patient.rs'

const radiosOf = (html: {
  querySelectorAll(selector: string): readonly { getAttribute(name: string): string | undefined }[]
}) => html.querySelectorAll('input[name=patient]').map((input) => input.getAttribute('value') ?? '')

export const standaloneFlows = (subject: Subject): void => {
  describe('a standalone launch', () => {
    it('means the one patient of an account without asking', async () => {
      const door = subject()
      const request = newRequest(door, { scope: portalScope })
      const back = await authorize(newBrowser(door), request, { name: 'amy' })
      const { status, json, headers } = await redeem(door.doorUrl, request, codeIn(back))
      expect(status).to.equal(200)
      expect(json).to.include({ patient: 'pat-1', token_type: 'Bearer' })
      expect(json).to.have.property('id_token')
      expect(json).not.to.have.any.keys('encounter', 'fhirContext', 'need_patient_banner', 'intent')
      expect(headers.get('cache-control')).to.include('no-store')
      expect(headers.get('pragma')).to.equal('no-cache')
      expect(await idsOf(door.base('patients'), 'Patient', json['access_token'])).to.deep.equal(['pat-1'])
    })

    it('asks a mother whose chart it is, after she signed in, and takes none for granted', async () => {
      const door = subject()
      const browser = newBrowser(door)
      const request = newRequest(door, { scope: portalScope })
      const page = pageOf(await logIn(browser, await browser.open(request.url), { name: 'maria' }))
      expect(formNamed(page, 'picker'), 'the picker').to.not.equal(undefined)
      expect(radiosOf(page.html)).to.have.members(['pat-23', 'pat-24', 'pat-25'])
      expect(page.html.querySelector('input[checked]')).to.equal(null)
      const { url, fields } = readForm(page, 'picker')
      fields.set('action', 'choose')
      const unchosen = pageOf(await browser.open(url, { method: 'POST', body: fields }))
      expect(unchosen.status).to.equal(422)
      const back = await walk(browser, await choose(browser, unchosen, 'pat-25'), { name: 'maria' })
      const { json } = await redeem(door.doorUrl, request, codeIn(back))
      expect(json['patient']).to.equal('pat-25')
      expect(await idsOf(door.base('patients'), 'Patient', json['access_token'])).to.deep.equal(['pat-25'])
      expect((await read(door.base('patients'), 'Patient/pat-23', json['access_token'])).status).to.be.oneOf([403, 404])
    })

    for (const [what, typed] of [
      ['name', { name: 'delgado' }],
      ['birth date', { birthDate: '2015-09-07' }],
      ['chart', { chart: '0000900024' }],
    ] as const)
      it(`lets staff find the patient by ${what}`, async () => {
        const door = subject()
        const browser = newBrowser(door)
        const request = newRequest(door, { realm: 'sevocity', scope: staffScope })
        const page = pageOf(await logIn(browser, await browser.open(request.url), { name: 'nurse' }))
        expect(radiosOf(page.html), 'nobody before a search').to.deep.equal([])
        const found = pageOf(await search(browser, page, typed))
        expect(radiosOf(found.html)).to.include('pat-24')
        const back = await walk(browser, await choose(browser, found, 'pat-24'), { name: 'nurse' })
        const { json } = await redeem(door.doorUrl, request, codeIn(back))
        expect(json['patient']).to.equal('pat-24')
        expect(await idsOf(door.base('sevocity'), 'Patient', json['access_token'])).to.deep.equal(['pat-24'])
      })

    it('tells staff what a search lacks, and that it found nobody', async () => {
      const door = subject()
      const browser = newBrowser(door)
      const request = newRequest(door, { realm: 'sevocity', scope: staffScope })
      const page = pageOf(await logIn(browser, await browser.open(request.url), { name: 'nurse' }))
      const empty = pageOf(await search(browser, page, {}))
      expect(empty.status).to.equal(422)
      const none = pageOf(await search(browser, empty, { name: 'zzzzqqq' }))
      expect(none.status).to.equal(200)
      expect(radiosOf(none.html)).to.deep.equal([])
    })

    it('of staff needs no patient where none was asked, and reaches their organization alone', async () => {
      const door = subject()
      const request = newRequest(door, { realm: 'sevocity', scope: 'openid fhirUser user/Patient.rs' })
      const back = await authorize(newBrowser(door), request, { name: 'drlee' })
      const { json } = await redeem(door.doorUrl, request, codeIn(back))
      expect(json).not.to.have.property('patient')
      const ids = await idsOf(door.base('sevocity'), 'Patient?_count=5', json['access_token'])
      expect(ids).to.have.length(5)
      expect((await read(door.base('sevocity', '2'), 'Patient', json['access_token'])).status).to.equal(401)
    })

    it('by an app of SMART 1.0 needs no PKCE, and understands its scopes', async () => {
      const door = subject()
      const request = newRequest(door, {
        client: v1Client,
        scope: 'launch/patient openid fhirUser offline_access patient/Patient.read patient/Condition.read',
        more: { code_challenge: undefined, code_challenge_method: undefined },
      })
      const back = await authorize(newBrowser(door), request, { name: 'amy' })
      const form = { grant_type: 'authorization_code', code: codeIn(back), redirect_uri: request.redirectUri }
      const answer = await fetch(`${door.issuer('portal')}/protocol/openid-connect/token`, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: asBasic(v1Client, v1Secret).headers,
      })
      const json = (await answer.json()) as Json
      expect(json['patient']).to.equal('pat-1')
      expect(wordsIn(json['scope'])).to.include('patient/Patient.read')
      expect((await read(door.base('patients'), 'Condition', json['access_token'])).status).to.equal(200)
    })

    it('by POST and in the fragment gives the same', async () => {
      const door = subject()
      const browser = newBrowser(door)
      const request = newRequest(door, { scope: portalScope, more: { response_mode: 'fragment' } })
      const at = new URL(request.url.origin + request.url.pathname)
      const step = await browser.open(at, { method: 'POST', body: request.parameters })
      const back = await walk(browser, step, { name: 'amy' })
      expect([...back.searchParams.keys()]).to.deep.equal([])
      expect(new URLSearchParams(back.hash.slice(1)).get('state')).to.equal(request.state)
      const { json } = await redeem(door.doorUrl, request, codeIn(back))
      expect(json['patient']).to.equal('pat-1')
    })

    it('asks each time again, though the person is signed in and the provider has their consent', async () => {
      const door = subject()
      const browser = newBrowser(door)
      const ask = () => newRequest(door, { scope: portalScope })
      await authorize(browser, ask(), { name: 'amy' })
      const page = pageOf(await browser.open(ask().url))
      expect(formNamed(page, 'consent')).to.not.equal(undefined)
    })
  })

  describe('what is left out of the consent', () => {
    it('is neither in the token nor open to it', async () => {
      const door = subject()
      const browser = newBrowser(door)
      const request = newRequest(door, { scope: portalScope })
      const untick = (key: string): boolean => !/^patient\/(Patient|Condition)$/.test(key)
      const back = await authorize(browser, request, { name: 'amy', untick })
      const { json } = await redeem(door.doorUrl, request, codeIn(back))
      const granted = wordsIn(json['scope']).filter((word) => word.startsWith('patient/'))
      expect(
        granted.every((word) => /^patient\/(Patient|Condition)\./.test(word)),
        granted.join(' '),
      ).to.equal(true)
      expect(granted).to.include('patient/Patient.rs')
      const base = door.base('patients')
      expect((await read(base, 'Patient/pat-1', json['access_token'])).status).to.equal(200)
      expect((await read(base, 'Immunization', json['access_token'])).status).to.equal(403)
      expect((await read(base, 'Observation', json['access_token'])).status).to.equal(403)
    })

    it('stays out of every refresh, also of one that asks for it', async () => {
      const door = subject()
      const request = newRequest(door, { scope: `${portalScope} offline_access` })
      const untick = (key: string): boolean => key.startsWith('patient/Immunization')
      const back = await authorize(newBrowser(door), request, { name: 'amy', untick })
      const first = await redeem(door.doorUrl, request, codeIn(back))
      const again = await refresh(door.doorUrl, 'portal', first.json['refresh_token'])
      expect(wordsIn(again.json['scope'])).to.have.members(wordsIn(first.json['scope']))
      const more = { scope: 'patient/Immunization.rs' }
      const wider = await refresh(door.doorUrl, 'portal', again.json['refresh_token'], undefined, more)
      // The demo's provider refuses, Keycloak gives what was granted.
      if (wider.status === 200) expect(String(wider.json['scope'])).not.to.include('Immunization')
      else expect([wider.status, wider.json['error']]).to.deep.equal([400, 'invalid_scope'])
    })

    it('of a category is enforced by the FHIR API', async () => {
      const door = subject()
      const request = newRequest(door, { scope: 'launch/patient patient/Observation.rs patient/Patient.rs' })
      const untick = (key: string): boolean => key.includes('?') && !key.endsWith('|laboratory')
      const back = await authorize(newBrowser(door), request, { name: 'amy', untick })
      const { json } = await redeem(door.doorUrl, request, codeIn(back))
      const words = wordsIn(json['scope']).filter((word) => word.includes('Observation'))
      expect(words).to.have.length(1)
      expect(words[0]).to.match(/^patient\/Observation\.rs\?category=.*\|laboratory$/)
      const base = door.base('patients')
      const vitals = await idsOf(base, 'Observation?category=vital-signs', json['access_token'])
      expect(vitals).to.deep.equal([])
      expect(await idsOf(base, 'Observation?category=laboratory', json['access_token'])).not.to.deep.equal([])
    })

    it('may be the access without the person: then there is no offline token', async () => {
      const door = subject()
      const request = newRequest(door, { scope: `${portalScope} offline_access` })
      const untick = (key: string): boolean => key === 'offline_access'
      const back = await authorize(newBrowser(door), request, { name: 'amy', untick })
      const { json } = await redeem(door.doorUrl, request, codeIn(back))
      expect(wordsIn(json['scope'])).not.to.include('offline_access')
    })

    it('may be everything, or the person says no on any page: the app is told access_denied with its state', async () => {
      const door = subject()
      const cases = [
        { user: 'amy', person: { name: 'amy', refuses: 'consent' } },
        { user: 'maria', person: { name: 'maria', patient: 'pat-24', refuses: 'picker' } },
      ] as const
      for (const { person } of cases) {
        const request = newRequest(door, { scope: 'patient/*.rs launch/patient' })
        const back = await authorize(newBrowser(door), request, person)
        expect(back.searchParams.get('error'), person.name).to.equal('access_denied')
        expect(back.searchParams.get('state'), person.name).to.equal(request.state)
        expect(back.searchParams.has('code')).to.equal(false)
      }
      const none = newRequest(door, { scope: 'patient/Patient.rs patient/Condition.rs' })
      const back = await authorize(newBrowser(door), none, { name: 'amy', untick: () => true })
      expect(back.searchParams.get('error')).to.equal('access_denied')
    })

    it('may be refused at the provider too: the app is told access_denied with its state', async () => {
      const door = subject()
      const request = newRequest(door, { client: confidentialClient, scope: portalScope })
      const back = await authorize(newBrowser(door), request, { name: 'ben', refuses: 'provider' }).catch(
        (error: unknown) => error as Error,
      )
      if (back instanceof Error) throw back
      expect(back.searchParams.get('error')).to.equal('access_denied')
      expect(back.searchParams.get('state')).to.equal(request.state)
    })

    it('cannot be more than was shown', async () => {
      const door = subject()
      const browser = newBrowser(door)
      const request = newRequest(door, { scope: 'launch/patient patient/Patient.rs' })
      const page = await toConsent(browser, request, { name: 'amy' })
      const { url, fields } = readForm(page, 'consent')
      fields.set('action', 'allow')
      for (const key of ['patient/Condition', 'offline_access', 'user/Patient', '*', 'patient/*', 'launch'])
        fields.append('scope', key)
      const back = await walk(browser, await browser.open(url, { method: 'POST', body: fields }), { name: 'amy' })
      const { json } = await redeem(door.doorUrl, request, codeIn(back))
      expect(wordsIn(json['scope'])).to.have.members(['launch/patient', 'patient/Patient.rs'])
    })
  })

  describe('an app that authenticates', () => {
    it('gets its tokens with its secret, and none without', async () => {
      const door = subject()
      const request = newRequest(door, { client: confidentialClient, scope: portalScope })
      const back = await authorize(newBrowser(door), request, { name: 'amy' })
      const bare = await redeem(door.doorUrl, request, codeIn(back))
      expect(bare.status).to.be.oneOf([400, 401])
      const wrong = await redeem(door.doorUrl, request, codeIn(back), asBasic(confidentialClient, 'wrong'))
      expect(wrong.status).to.be.oneOf([400, 401])
    })

    it('gets its tokens with its secret at once', async () => {
      const door = subject()
      const request = newRequest(door, { client: confidentialClient, scope: portalScope })
      const back = await authorize(newBrowser(door), request, { name: 'amy' })
      const credentials = asBasic(confidentialClient, confidentialSecret)
      const { status, json } = await redeem(door.doorUrl, request, codeIn(back), credentials)
      expect([status, json['patient']]).to.deep.equal([200, 'pat-1'])
    })
  })
}
