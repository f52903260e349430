/** What a person leaves out: of the next consent too, of the access without them, and of what was never there. */
import { expect } from 'chai'
import { newRequest, redeem, wordsIn, type Json, type Subject } from '../app.ts'
import { ehrToken, newLaunch } from '../ehr.ts'
import { authorize, codeIn, decide, logIn, newBrowser, pageOf, search, toConsent, walk } from '../walk.ts'
import type { Browser, Page } from '../../../../scripts/demo/identity-provider/browser.ts'

const scope = 'launch/patient openid fhirUser offline_access patient/Patient.rs patient/Condition.rs'

const untickedOn = ({ html }: Page): readonly string[] =>
  html
    .querySelectorAll('input[name=scope]')
    .filter((input) => !input.hasAttribute('checked'))
    .map((input) => input.getAttribute('value') ?? '')

const isCondition = (key: string): boolean => key.startsWith('patient/Condition')

export const consentFlows = (subject: Subject): void => {
  const consentOf = (browser: Browser, name: string): Promise<Page> =>
    toConsent(browser, newRequest(subject(), { scope }), { name })

  const allowed = async (asked: Parameters<typeof newRequest>[1], name: string, untick?: (key: string) => boolean) => {
    const request = newRequest(subject(), asked)
    const back = await authorize(newBrowser(subject()), request, { name, ...(untick && { untick }) })
    const { status, json, text } = await redeem(subject().doorUrl, request, codeIn(back))
    expect(status, text).to.equal(200)
    return json
  }

  describe('a consent', () => {
    it('stands the next time as the person left it, in their browser alone', async () => {
      const browser = newBrowser(subject())
      const first = await consentOf(browser, 'amy')
      expect(untickedOn(first)).to.deep.equal([])
      await walk(browser, await decide(browser, first, isCondition), { name: 'amy' })
      const second = await consentOf(browser, 'amy')
      expect(untickedOn(second)).to.not.be.empty
      expect(untickedOn(second).every(isCondition)).to.equal(true)
      expect(second.html.querySelector('.status')?.text).to.include('left out last time')
      await walk(browser, await decide(browser, second), { name: 'amy' })
      expect(untickedOn(await consentOf(browser, 'amy')), 'what the form sent stays out').to.not.be.empty
      expect(untickedOn(await consentOf(newBrowser(subject()), 'amy')), 'another browser').to.deep.equal([])
    })

    it('to no records keeps no access without the person, whatever is ticked of that', async () => {
      const json: Json = await allowed({ scope }, 'amy', (key) => key.startsWith('patient/'))
      const words = wordsIn(json['scope'])
      expect(words).to.include.members(['openid', 'fhirUser'])
      expect(words.filter((each) => each === 'offline_access' || each.startsWith('patient/'))).to.deep.equal([])
    })

    it('to who signs in alone keeps the access that was asked for', async () => {
      const json = await allowed({ scope: 'openid fhirUser offline_access launch/patient' }, 'amy')
      expect(wordsIn(json['scope'])).to.include('offline_access')
    })

    it('promises no visit where none is open', async () => {
      const standalone = await allowed({ scope: `${scope} launch/encounter` }, 'amy')
      expect(wordsIn(standalone['scope'])).not.to.include('launch/encounter')
      const token = await ehrToken(subject())
      const launched = async (context: Json): Promise<readonly string[]> => {
        const launch = await newLaunch(subject(), token, { patient: 'pat-24', ...context })
        const asked = { realm: 'sevocity', scope: 'launch launch/encounter openid patient/Patient.rs' } as const
        return wordsIn((await allowed({ ...asked, more: { launch } }, 'drlee'))['scope'])
      }
      expect(await launched({})).not.to.include('launch/encounter')
      expect(await launched({ encounter: 'enc-931' })).to.include('launch/encounter')
    })
  })

  describe('the picker of staff', () => {
    it('says by which name a patient was found who goes by another', async () => {
      const browser = newBrowser(subject())
      const request = newRequest(subject(), { realm: 'sevocity', scope: 'launch/patient openid patient/Patient.rs' })
      const page = pageOf(await logIn(browser, await browser.open(request.url), { name: 'nurse' }))
      const textFor = async (name: string): Promise<string> =>
        pageOf(await search(browser, page, { name }))
          .html.querySelector('.choices')
          ?.text.replace(/\s+/g, ' ') ?? ''
      expect(await textFor('santos margaret'))
        .to.include('Rivera, Margaret Ann')
        .and.include('formerly Santos, Margaret')
      expect(await textFor('maggie rivera')).to.include('also called Maggie')
      expect(await textFor('rivera margaret')).not.to.match(/formerly|also called/)
    })
  })
}
