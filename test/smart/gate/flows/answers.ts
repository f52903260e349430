/** What comes back to the app: its own state, at its own address, whatever happened between. */
import { expect } from 'chai'
import { newRequest, redeem, told, type Subject } from '../app.ts'
import { nativeApp, nativeUri, queryApp, queryUri, trustedApp } from '../clients.ts'
import { authorize, codeIn, newBrowser, pageOf, titleOf } from '../walk.ts'

const scope = 'launch/patient openid patient/Patient.rs'
/** As Inferno asks: the longest requests there are. */
const types = ['AllergyIntolerance', 'CarePlan', 'CareTeam', 'Condition', 'Device', 'DiagnosticReport', 'Encounter']
const more = ['DocumentReference', 'Goal', 'Immunization', 'MedicationRequest', 'Observation', 'Patient', 'Procedure']
const longScope = [
  'launch/patient openid fhirUser offline_access',
  ...[...types, ...more].map((type) => `patient/${type}.rs`),
].join(' ')

const printable = (length: number): string =>
  Array.from({ length }, () => String.fromCharCode(32 + Math.floor(Math.random() * 95))).join('')

const states: Readonly<Record<string, string>> = {
  'plus, blank and percent': 'a+b c%20d%%',
  'what ends a query': '#?&=;/:@&code=x&state=y',
  quotes: `"'<>\\\`{}|^`,
  'other alphabets': 'état · 状態 · 🩺',
  'what looks sealed': 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA',
  'one blank': ' ',
  'control characters': 'a\u0001\tb\r\nc',
  'a zero': 'a\u0000b',
}

export const answerFlows = (subject: Subject): void => {
  describe('the app gets back', () => {
    for (const [what, state] of Object.entries(states))
      it(`its state with ${what}, with a code and with an error`, async () => {
        const door = subject()
        const browser = newBrowser(door)
        const request = newRequest(door, { scope, more: { state } })
        expect(told(await authorize(browser, request, { name: 'amy' })).get('state')).to.equal(state)
        const wrong = newRequest(door, { scope, more: { state, aud: 'https://elsewhere.example' } })
        const back = await authorize(browser, wrong, { name: 'amy' })
        expect(told(back).get('error')).to.equal('invalid_request')
        expect(told(back).get('state')).to.equal(state)
      })

    it('1500 characters of state as they were, beside as many scopes as there are', async () => {
      const door = subject()
      const state = printable(1_500)
      const request = newRequest(door, { scope: longScope, more: { state } })
      const back = await authorize(newBrowser(door), request, { name: 'amy' })
      expect(back.searchParams.get('state')).to.equal(state)
      expect((await redeem(door.doorUrl, request, codeIn(back))).json['patient']).to.equal('pat-1')
    })

    it('nothing for a longer state: the person is told', async () => {
      const door = subject()
      for (const state of ['x'.repeat(1_501), '"'.repeat(1_200), '状'.repeat(800), '\u0000'.repeat(400)]) {
        const page = pageOf(await newBrowser(door).open(newRequest(door, { scope, more: { state } }).url))
        expect(page.status).to.equal(400)
        expect(page.html.text).to.include('more than 1500 characters, or of 2000 bytes')
      }
    })

    it('its state in 2000 bytes of other alphabets', async () => {
      const door = subject()
      const state = '状'.repeat(660)
      const request = newRequest(door, { scope: longScope, more: { state } })
      expect(told(await authorize(newBrowser(door), request, { name: 'amy' })).get('state')).to.equal(state)
    })

    it('no state where it sent none', async () => {
      const door = subject()
      const request = newRequest(door, { scope, more: { state: undefined } })
      const back = await authorize(newBrowser(door), request, { name: 'amy' })
      expect(back.searchParams.has('state')).to.equal(false)
      expect((await redeem(door.doorUrl, request, codeIn(back))).status).to.equal(200)
    })

    it('its code at an address that has a query of its own, which stays', async () => {
      const door = subject()
      const request = newRequest(door, { client: queryApp, redirectUri: queryUri, scope })
      const back = await authorize(newBrowser(door), request, { name: 'amy' })
      expect(back.origin + back.pathname).to.equal('https://app.example/cb')
      expect(back.searchParams.get('tenant')).to.equal('7')
      expect(back.searchParams.get('place')).to.equal('a b')
      expect((await redeem(door.doorUrl, request, codeIn(back))).status).to.equal(200)
    })

    it('its code by a scheme of its own', async () => {
      const door = subject()
      const request = newRequest(door, { client: nativeApp, redirectUri: nativeUri, scope })
      const back = await authorize(newBrowser(door), request, { name: 'amy' })
      expect(back.href.startsWith(`${nativeUri}?`), back.href).to.equal(true)
      expect(back.searchParams.get('state')).to.equal(request.state)
      expect((await redeem(door.doorUrl, request, codeIn(back))).status).to.equal(200)
    })

    for (const redirectUri of ['http://localhost:4711/callback', 'http://127.0.0.1:9/any/where?of=its'])
      it(`its code on this machine at ${redirectUri}`, async () => {
        const door = subject()
        const request = newRequest(door, { redirectUri, scope })
        const back = await authorize(newBrowser(door), request, { name: 'amy' })
        expect(back.href.startsWith(redirectUri), back.href).to.equal(true)
        expect((await redeem(door.doorUrl, request, codeIn(back))).status).to.equal(200)
      })

    it('an error in the fragment where it asked for that', async () => {
      const door = subject()
      const request = newRequest(door, { scope, more: { response_mode: 'fragment' } })
      const back = await authorize(newBrowser(door), request, { name: 'amy', refuses: 'consent' })
      expect(back.search).to.equal('')
      const hash = new URLSearchParams(back.hash.slice(1))
      expect([hash.get('error'), hash.get('state')]).to.deep.equal(['access_denied', request.state])
    })
  })

  describe('prompt=none', () => {
    const ask = () => newRequest(subject(), { scope, more: { prompt: 'none' } })

    it('is told login_required where nobody is signed in', async () => {
      const request = ask()
      const back = await authorize(newBrowser(subject()), request, { name: 'amy' })
      expect(told(back).get('error')).to.equal('login_required')
      expect(told(back).get('state')).to.equal(request.state)
    })

    it('is told consent_required where the person has to be asked, and interaction_required for a patient', async () => {
      const door = subject()
      for (const [name, patient, error] of [
        ['amy', undefined, 'consent_required'],
        ['maria', 'pat-24', 'interaction_required'],
      ] as const) {
        const browser = newBrowser(door)
        const person = patient === undefined ? { name } : { name, patient }
        await authorize(browser, newRequest(door, { scope }), person)
        const back = await authorize(browser, ask(), { name })
        expect(told(back).get('error'), name).to.equal(error)
      }
    })

    it('asks nobody for an app of the house, once the provider has the consent', async () => {
      const door = subject()
      const browser = newBrowser(door)
      const asked = { scope, organization: '3' }
      await authorize(browser, newRequest(door, asked), { name: 'carla' })
      const silent = () => newRequest(door, { ...asked, client: trustedApp, more: { prompt: 'none' } })
      const early = await browser.open(silent().url)
      expect('back' in early ? told(early.back).get('error') : titleOf(early.page)).to.be.oneOf([
        'consent_required',
        'interaction_required',
      ])
      await authorize(browser, newRequest(door, { ...asked, client: trustedApp }), { name: 'carla' })
      const request = silent()
      const step = await browser.open(request.url)
      if (!('back' in step)) throw new Error(titleOf(step.page))
      expect((await redeem(door.doorUrl, request, codeIn(step.back))).json['patient']).to.equal('pat-3')
    })
  })
}
