/** Forms that the gate's page did not send, or sent for something else: nothing is granted by them. */
import { expect } from 'chai'
import type { Browser, Page } from '../../../scripts/demo/identity-provider/browser.ts'
import { newRequest, type Subject } from '../../smart/gate/app.ts'
import { choose, formNamed, logIn, newBrowser, pageOf, readForm, toConsent, walk } from '../../smart/gate/walk.ts'

const scope = 'launch/patient openid patient/Patient.rs patient/Condition.rs'

export const formAttacks = (subject: Subject): void => {
  const open = async (name = 'amy', browser = newBrowser(subject())) => {
    const page = await toConsent(browser, newRequest(subject(), { scope }), { name })
    const { url, fields } = readForm(page, 'consent')
    fields.set('action', 'allow')
    return { browser, page, url, fields }
  }

  const post = async (
    browser: Browser,
    url: URL,
    body: URLSearchParams | string,
    headers: Record<string, string> = {},
  ) => browser.request(url, { method: 'POST', body, headers })

  const expectRefused = async (answer: Response, what: string, statuses: readonly number[] = [400, 403]) => {
    expect(answer.headers.get('location'), what).to.equal(null)
    expect(answer.status, what).to.be.oneOf(statuses)
  }

  describe('the consent form', () => {
    it('from another site is refused, though it has all that the page has', async () => {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: subject().gatewayUrl },
        { origin: `${subject().doorUrl}.evil.example` },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { 'sec-fetch-site': 'none' },
      ]) {
        const { browser, url, fields } = await open()
        await expectRefused(await post(browser, url, fields, headers), JSON.stringify(headers), [403])
        const good = { origin: subject().doorUrl, 'sec-fetch-site': 'same-origin' }
        expect((await post(browser, url, fields, good)).status, 'from the page itself').to.be.oneOf([302, 303])
      }
    })

    it('without its secret, with an empty one, or with that of another page is refused', async () => {
      const other = await open()
      for (const csrf of [undefined, '', 'x'.repeat(43), other.fields.get('csrf') ?? '']) {
        const { browser, url, fields } = await open()
        if (csrf === undefined) fields.delete('csrf')
        else fields.set('csrf', csrf)
        await expectRefused(await post(browser, url, fields), String(csrf))
      }
    })

    it('of one sign-in is nothing at another of the same browser', async () => {
      const first = await open()
      const second = await open('amy', first.browser)
      await expectRefused(await post(first.browser, second.url, first.fields), 'other address')
    })

    it('is nothing without the cookie, or as a GET', async () => {
      const { browser, url, fields } = await open()
      await expectRefused(await fetch(url, { method: 'POST', body: fields, redirect: 'manual' }), 'no cookie')
      const asGet = await browser.request(new URL(`${url.href}&${fields.toString()}`))
      expect([asGet.status, asGet.headers.get('location')], 'GET shows the page again').to.deep.equal([200, null])
    })

    it('is good once: afterwards the sign-in has ended in this browser', async () => {
      const { browser, page, url, fields } = await open()
      const back = await walk(browser, await browser.open(url, { method: 'POST', body: fields }), { name: 'amy' })
      expect(back.searchParams.has('code')).to.equal(true)
      await expectRefused(await post(browser, url, fields), 'again')
      await expectRefused(await browser.request(page.url), 'the page again')
    })

    it('is as it was sent: no field more or twice, no other form, no other encoding', async () => {
      const { browser, url, fields } = await open()
      const twice = new URLSearchParams(fields)
      twice.append('action', 'allow')
      const extra = new URLSearchParams(fields)
      extra.set('patient', 'pat-2')
      const other = new URLSearchParams(fields)
      other.set('action', 'choose')
      for (const body of [twice, extra, other, new URLSearchParams(`csrf=${fields.get('csrf')}`)])
        await expectRefused(await post(browser, url, body), body.toString().slice(0, 80))
      const json = { 'content-type': 'application/json' }
      await expectRefused(await post(browser, url, JSON.stringify(Object.fromEntries(fields)), json), 'JSON')
      const plain = { 'content-type': 'text/plain' }
      await expectRefused(await post(browser, url, fields.toString(), plain), 'plain text')
    })
  })

  describe('the picker', () => {
    const openPicker = async (): Promise<{ readonly browser: Browser; readonly page: Page }> => {
      const browser = newBrowser(subject())
      const page = pageOf(
        await logIn(browser, await browser.open(newRequest(subject(), { scope }).url), { name: 'maria' }),
      )
      expect(formNamed(page, 'picker')).to.not.equal(undefined)
      return { browser, page }
    }

    for (const patient of [
      'pat-1',
      'pat-2',
      'pat-4',
      'pat-7',
      'pat-9',
      'pat-10',
      'pat-20',
      'pat-21',
      'pat-26',
      'pat-99999',
    ])
      it(`does not open ${patient} to who edits their answer`, async () => {
        const { browser, page } = await openPicker()
        const refused = pageOf(await choose(browser, page, patient))
        expect(refused.status).to.equal(422)
        expect(formNamed(refused, 'consent')).to.equal(undefined)
        const { url, fields } = readForm(refused, 'picker')
        const allow = new URLSearchParams({ csrf: fields.get('csrf') ?? '', action: 'allow', scope: 'patient/Patient' })
        await expectRefused(await post(browser, url, allow), 'consent without a patient')
      })

    it('takes nothing for an id that is none', async () => {
      for (const patient of [
        "pat-24' OR '1'='1",
        '../pat-24',
        'pat-24,pat-1',
        'Patient/pat-24',
        'pat-24\u0000',
        '*',
        'x'.repeat(65),
      ]) {
        const { browser, page } = await openPicker()
        const answer = pageOf(await choose(browser, page, patient))
        expect(answer.status, patient).to.be.oneOf([400, 422])
        expect(formNamed(answer, 'consent'), patient).to.equal(undefined)
      }
      const { browser, page } = await openPicker()
      const { url, fields } = readForm(page, 'picker')
      const two = new URLSearchParams([...fields, ['action', 'choose'], ['patient', 'pat-24'], ['patient', 'pat-1']])
      await expectRefused(await post(browser, url, two), 'two patients')
    })

    it('cannot be changed once the consent is shown for another', async () => {
      const { browser, page } = await openPicker()
      const consent = pageOf(await choose(browser, page, 'pat-24'))
      const { url, fields } = readForm(consent, 'consent')
      const late = new URLSearchParams({ csrf: fields.get('csrf') ?? '', action: 'choose', patient: 'pat-25' })
      await expectRefused(await post(browser, url, late), 'a second choice')
    })

    it('lets a parent search for nobody', async () => {
      const { browser, page } = await openPicker()
      const { url, fields } = readForm(page, 'picker')
      const typed = new URLSearchParams({ csrf: fields.get('csrf') ?? '', action: 'search', name: 'rivera' })
      const answer = await post(browser, url, typed)
      const text = await answer.text()
      expect(text).not.to.match(/rivera/i)
      expect(answer.status).to.be.within(400, 499)
    })

    it('of staff finds and opens nobody of another organization', async () => {
      const browser = newBrowser(subject())
      const request = newRequest(subject(), { realm: 'sevocity', scope: 'launch/patient patient/Patient.rs' })
      const page = pageOf(await logIn(browser, await browser.open(request.url), { name: 'drlee' }))
      for (const patient of ['pat-2', 'pat-3']) {
        const answer = pageOf(await choose(browser, page, patient))
        expect(answer.status, patient).to.equal(422)
        expect(formNamed(answer, 'consent')).to.equal(undefined)
      }
    })
  })
}
