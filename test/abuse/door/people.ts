/** One person's sign-in in another's browser: nobody ends up with access to what is another's. https://www.rfc-editor.org/rfc/rfc9700#section-4.7 */
import { expect } from 'chai'
import type { Browser } from '../../../scripts/demo/identity-provider/browser.ts'
import { endpoint, newRequest, redeem, type AppRequest, type Subject } from '../../smart/gate/app.ts'
import { asPublic } from '../../smart/gate/clients.ts'
import { codeIn, decide, logIn, loginForm, newBrowser, pageOf, toConsent, walk } from '../../smart/gate/walk.ts'

const scope = 'launch/patient openid patient/Patient.rs'

export const peopleAttacks = (subject: Subject): void => {
  /** A browser whose cookies can be seen, put in and lost. */
  const jarOf = (answers: readonly Response[]): ReadonlyMap<string, string> =>
    new Map(
      answers.flatMap((answer) =>
        answer.headers.getSetCookie().map((line) => {
          const [pair = ''] = line.split(';')
          const at = pair.indexOf('=')
          return [pair.slice(0, at), pair.slice(at + 1)] as const
        }),
      ),
    )

  /** Goes on until the provider sends the browser to the gate's callback, which is not opened. */
  async function toCallback(request: AppRequest, name: string) {
    const browser = newBrowser(subject())
    const cookies = new Map<string, string>()
    const visit = async (url: URL, init: RequestInit = {}): Promise<Response> => {
      const answer = await browser.request(url, init)
      for (const [key, value] of jarOf([answer])) cookies.set(key, value)
      return answer
    }
    let url = request.url
    let answer = await visit(url)
    for (let hops = 0; hops < 12; hops += 1) {
      const location = answer.headers.get('location')
      if (location === null) {
        const step = await browser.open(url)
        const form = loginForm(pageOf(step))!
        const body = new URLSearchParams({ username: name, password: 'demo' })
        const action = new URL(form.getAttribute('action') ?? '', url)
        answer = await visit(action, { method: 'POST', body })
        url = action
        continue
      }
      const next = new URL(location, url)
      if (next.pathname.endsWith('/gate/cb')) return { callback: next, cookies, browser }
      url = next
      answer = await visit(next)
    }
    throw new Error('the callback was never reached')
  }

  const visitWith = (url: URL, cookies: ReadonlyMap<string, string>): Promise<Response> =>
    fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })

  const own = (cookies: ReadonlyMap<string, string>) =>
    new Map([...cookies].filter(([name]) => name.includes('portico_')))

  describe("an attacker's sign-in", () => {
    it('in a browser that did not begin it ends on a page', async () => {
      const { callback } = await toCallback(newRequest(subject(), { scope }), 'amy')
      const answer = await visitWith(callback, new Map())
      expect([answer.status, answer.headers.get('location')]).to.deep.equal([400, null])
    })

    it("does not take the place of a person's own, who began one", async () => {
      const [attacker, victim] = await Promise.all([
        toCallback(newRequest(subject(), { scope }), 'ben'),
        toCallback(newRequest(subject(), { scope }), 'amy'),
      ])
      const mixed = new URL(victim.callback)
      mixed.searchParams.set('code', attacker.callback.searchParams.get('code') ?? '')
      const answer = await visitWith(mixed, victim.cookies)
      expect(answer.status).to.equal(400)
      const strange = new URL(attacker.callback)
      expect((await visitWith(strange, victim.cookies)).status, 'as it is').to.equal(400)
    })

    it('of one realm is nothing in the other', async () => {
      const { callback, cookies } = await toCallback(newRequest(subject(), { scope }), 'amy')
      const moved = new URL(callback.href.replace('/realms/portal/', '/realms/sevocity/'))
      expect((await visitWith(moved, cookies)).status).to.equal(400)
    })

    it("with its cookie put into a person's browser gives the person's app nothing of theirs", async () => {
      const door = subject()
      const request = newRequest(door, { scope, organization: '2' })
      const attacker = await toCallback(request, 'ben')
      const victim = await toCallback(newRequest(door, { scope }), 'amy')
      const cookies = new Map([...victim.cookies, ...own(attacker.cookies)])
      const asked = await visitWith(attacker.callback, cookies)
      const page = new URL(asked.headers.get('location') ?? door.doorUrl)
      for (const [name, value] of jarOf([asked])) cookies.set(name, value)
      const html = await (await visitWith(page, cookies)).text()
      const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
      const body = new URLSearchParams({ csrf, action: 'allow', scope: 'patient/Patient' })
      body.append('interaction', page.searchParams.get('i') ?? '')
      const header = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const granted = await fetch(page, { method: 'POST', body, headers: { cookie: header }, redirect: 'manual' })
      let [url, answer] = [page, granted]
      for (let hops = 0; hops < 8; hops += 1) {
        const location = answer.headers.get('location')
        if (location === null) break
        url = new URL(location, url)
        if (!url.href.startsWith(door.doorUrl)) break
        for (const [name, value] of jarOf([answer])) cookies.set(name, value)
        answer = await visitWith(url, cookies)
      }
      // The provider may ask the person for consent first; a code that comes is one of two people, and buys nothing.
      const code = url.searchParams.get('code')
      if (code === null) {
        expect(url.href.startsWith(door.doorUrl), url.href).to.equal(true)
        return
      }
      const { status, json } = await redeem(door.doorUrl, request, code)
      expect([status, json['error']]).to.deep.equal([400, 'invalid_grant'])
    })
  })

  describe('who signs in as another between the consent and the code', () => {
    const change = async (browser: Browser, name: string): Promise<void> => {
      const request = newRequest(subject(), {
        scope,
        organization: name === 'ben' ? '2' : '1',
        more: { prompt: 'login' },
      })
      const step = await browser.open(request.url)
      await logIn(browser, step, { name })
    }

    for (const [first, second] of [
      ['amy', 'ben'],
      ['ben', 'amy'],
    ] as const)
      it(`gets a code that buys nothing: ${first}, then ${second}`, async () => {
        const door = subject()
        const organization = first === 'ben' ? '2' : '1'
        const browser = newBrowser(door)
        // Both have the provider's consent, so that nothing else stands in the way.
        for (const name of [second, first]) {
          const fresh = newBrowser(door)
          const request = newRequest(door, { scope, organization: name === 'ben' ? '2' : '1' })
          await walk(fresh, await fresh.open(request.url), { name })
        }
        const request = newRequest(door, { scope, organization })
        const page = await toConsent(browser, request, { name: first })
        await signOut(browser)
        await change(browser, second)
        const back = await walk(browser, await decide(browser, page), { name: second })
        const { status, json } = await redeem(door.doorUrl, request, codeIn(back), asPublic())
        expect([status, json['error']]).to.deep.equal([400, 'invalid_grant'])
      })

    it('gets nothing at all when the sign-in is only lost', async () => {
      const door = subject()
      const browser = newBrowser(door)
      const request = newRequest(door, { scope })
      const page = await toConsent(browser, request, { name: 'amy' })
      await signOut(browser)
      const step = await decide(browser, page)
      expect(loginForm(pageOf(step)), 'the provider asks who it is').to.not.equal(undefined)
    })
  })

  /** At the provider, in the browser's own session. */
  async function signOut(browser: Browser): Promise<void> {
    const step = await browser.open(new URL(endpoint(subject().doorUrl, 'portal', 'logout')))
    const page = pageOf(step)
    const form = page.html.querySelector('form')
    if (form !== null) {
      const button = page.html.querySelector('button[name], [type=submit][name]') ?? undefined
      await browser.submit(page, form, {}, button)
    }
  }
}
