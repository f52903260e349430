/** What has to be true of a provider's authorization endpoint and its pages, whichever provider it is. */
import { expect } from 'chai'
import { decodeJwt } from 'jose'
import {
  asymmetricClient,
  confidentialClient,
  publicClient,
  v1Client,
} from '../../scripts/demo/identity-provider/clients.ts'
import { createAppBrowser } from '../../scripts/demo/identity-provider/sign-in.ts'
import { answerPages } from '../../scripts/demo/identity-provider/pages-answered.ts'
import { answerOf, authorizationUrl, authorize, redeem, signIn, wordsOf, type Desk } from './under-test.ts'

const amy = { client: publicClient, user: 'amy', scope: 'openid fhirUser patient/Patient.rs' } as const

/** What a redirect without a page says to the app; the status of a page otherwise. */
const firstAnswer = async (desk: Desk, parameters: Readonly<Record<string, string>>, client: string = publicClient) => {
  const url = await authorizationUrl(desk, { client, scope: amy.scope, parameters })
  const step = await createAppBrowser().open(url)
  return 'back' in step ? answerOf(step.back) : step.page.status
}

/** The page that a signed-in person sees first, undefined when there is none. */
const pageAfterSignIn = async (desk: Desk, user: string, client: string) => {
  const browser = createAppBrowser()
  await authorize(desk, { ...amy, user, browser })
  const step = await browser.open(await authorizationUrl(desk, { client, scope: amy.scope }))
  return 'page' in step ? { browser, page: step.page } : undefined
}

export const describeAuthorization = (desk: () => Desk): void => {
  describe('authorization', () => {
    it('gives a code and the state, whatever aud and launch are: they are for the front door to judge', async () => {
      const parameters = { aud: 'https://elsewhere.example.org', launch: 'unknown' }
      const answer = answerOf(await authorize(desk(), { ...amy, parameters }))
      expect(answer).to.include({ state: 'of-the-app' }).and.to.have.property('code')
    })

    it('takes the request by POST as well, without sending the browser around', async () => {
      const url = await authorizationUrl(desk(), amy)
      const browser = createAppBrowser()
      const step = await browser.open(new URL(url.origin + url.pathname), { method: 'POST', body: url.searchParams })
      expect(answerOf(await answerPages(browser, step, { name: 'amy', password: 'demo' }))).to.have.property('code')
    })

    it('tells the app of a scope that the client has not registered', async () => {
      expect(await firstAnswer(desk(), { scope: 'openid patient/Nothing.rs' })).to.include({
        error: 'invalid_scope',
        state: 'of-the-app',
      })
      expect(await firstAnswer(desk(), { scope: 'openid system/*.rs' })).to.include({ error: 'invalid_scope' })
      expect(await firstAnswer(desk(), { scope: 'openid portico/launch' })).to.include({ error: 'invalid_scope' })
    })

    it('sends nobody to an address that is not registered', async () => {
      for (const redirect_uri of ['http://localhost.example.org/callback', 'https://localhost/callback', 'nonsense'])
        expect(await firstAnswer(desk(), { redirect_uri }), redirect_uri).to.equal(400)
    })

    it('shows an error page to a client that it does not know', async () => {
      expect(await firstAnswer(desk(), { client_id: 'nobody' })).to.be.oneOf([400, 401])
    })

    it('takes any port of a loopback address', async () => {
      const redirect_uri = 'http://127.0.0.1:45678/back'
      expect(await firstAnswer(desk(), { redirect_uri })).to.equal(200)
    })

    it('demands PKCE with S256 of the clients that are registered so', async () => {
      for (const client of [publicClient, confidentialClient, asymmetricClient]) {
        const without = { code_challenge: '', code_challenge_method: '' }
        expect(await firstAnswer(desk(), without, client), client).to.include({ error: 'invalid_request' })
        const plain = { code_challenge_method: 'plain' }
        expect(await firstAnswer(desk(), plain, client), client).to.include({ error: 'invalid_request' })
      }
    })

    it('lets an app of SMART 1.0 go without PKCE', async () => {
      const tokens = await signIn(desk(), { ...amy, client: v1Client })
      expect(decodeJwt(tokens.access_token)).to.include({ azp: v1Client })
    })

    it('redeems no code with a missing, blank or wrong verifier, or with the challenge itself', async () => {
      const url = await authorizationUrl(desk(), amy)
      const challenge = url.searchParams.get('code_challenge') ?? ''
      for (const code_verifier of ['', 'w'.repeat(43), challenge]) {
        const { status, body } = await redeem(desk(), publicClient, await authorize(desk(), amy), { code_verifier })
        expect([status, body['access_token']], code_verifier).to.deep.equal([400, undefined])
      }
    })

    it('answers prompt=none with login_required where nobody is signed in', async () => {
      expect(await firstAnswer(desk(), { prompt: 'none' })).to.include({ error: 'login_required', state: 'of-the-app' })
    })

    it('signs in silently in a session, and asks again when prompt=login says so', async () => {
      const browser = createAppBrowser()
      await authorize(desk(), { ...amy, browser })
      const silent = await browser.open(await authorizationUrl(desk(), { ...amy, parameters: { prompt: 'none' } }))
      expect('back' in silent ? answerOf(silent.back) : {}).to.have.property('code')
      const again = await browser.open(await authorizationUrl(desk(), { ...amy, parameters: { prompt: 'login' } }))
      expect('page' in again && again.page.html.querySelector('input[type=password]')).to.be.an('object')
    })

    it('refuses a wrong password', async () => {
      const browser = createAppBrowser()
      const step = await browser.open(await authorizationUrl(desk(), amy))
      const refused = answerPages(browser, step, { name: 'amy', password: 'guess' }).then(
        () => undefined,
        (error: Error) => error.message,
      )
      expect(await refused).to.equal('the identity provider refused the name or the password')
    })

    it('asks for consent once for each app, and remembers it, but not a refusal', async () => {
      const first = await pageAfterSignIn(desk(), 'carla', v1Client)
      const form = first?.page.html.querySelector('form:has([name=accept])')
      if (first === undefined || form == null) throw new Error('the person was not asked')
      const cancel = form.querySelector('[name=cancel]') ?? undefined
      const refused = await first.browser.submit(first.page, form, {}, cancel)
      expect('back' in refused ? answerOf(refused.back) : {}).to.include({
        error: 'access_denied',
        state: 'of-the-app',
      })

      await authorize(desk(), { ...amy, user: 'carla', client: v1Client, browser: first.browser })
      expect(await pageAfterSignIn(desk(), 'carla', v1Client)).to.equal(undefined)
    })

    it('answers prompt=none with interaction_required where the consent is missing', async () => {
      const browser = createAppBrowser()
      await authorize(desk(), { ...amy, user: 'maria', browser })
      const parameters = { prompt: 'none' }
      const url = await authorizationUrl(desk(), { client: confidentialClient, scope: amy.scope, parameters })
      const step = await browser.open(url)
      expect('back' in step ? answerOf(step.back) : {}).to.include({ error: 'interaction_required' })
    })

    it('keeps the grants of one app in one session apart, each with the scope that was asked', async () => {
      const browser = createAppBrowser()
      const one = await signIn(desk(), { ...amy, browser })
      const two = await signIn(desk(), { ...amy, scope: 'openid patient/Observation.rs', browser })
      expect(decodeJwt(one.access_token)['sid']).to.equal(decodeJwt(two.access_token)['sid'])
      expect(wordsOf(one.scope)).to.deep.equal(['fhirUser', 'openid', 'patient/Patient.rs'])
      expect(wordsOf(two.scope)).to.deep.equal(['openid', 'patient/Observation.rs'])
    })
  })
}
