/** The gate's pages in hostile hands: they are not framed, run nothing, and show as text what came from outside. */
import { expect } from 'chai'
import { newRequest, type Subject } from '../../smart/gate/app.ts'
import { hostileApp, hostileName } from '../../smart/gate/clients.ts'
import { logIn, newBrowser, pageOf, readForm, toConsent } from '../../smart/gate/walk.ts'

const scope = 'launch/patient openid patient/Patient.rs patient/Condition.rs'

/** As Chromium and Firefox open an address. */
const asBrowser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

export const pageAttacks = (subject: Subject): void => {
  const expectGuarded = ({ headers }: Response, what: string): void => {
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy, what).to.include("default-src 'none'")
    expect(policy, what).to.include("frame-ancestors 'none'")
    expect(policy, what).to.include("base-uri 'none'")
    expect(policy, what).not.to.match(/unsafe-(?:inline|eval)|\*/)
    expect(headers.get('x-frame-options'), what).to.equal('DENY')
    expect(headers.get('x-content-type-options'), what).to.equal('nosniff')
    expect(headers.get('referrer-policy'), what).to.be.oneOf(['no-referrer', 'same-origin'])
    expect(headers.get('cache-control'), what).to.equal('no-store')
    expect(headers.get('cross-origin-opener-policy'), what).to.equal('same-origin')
    expect(headers.get('content-type'), what).to.match(/^text\/html/)
    expect(headers.get('x-powered-by'), what).to.equal(null)
  }

  describe('every page of the gate', () => {
    it('is guarded: the consent, both pickers, and each error', async () => {
      const door = subject()
      const browser = newBrowser(door)
      const consent = await toConsent(browser, newRequest(door, { scope }), { name: 'amy' })
      expectGuarded(await browser.request(consent.url), 'the consent')
      const mother = newBrowser(door)
      const picker = pageOf(await logIn(mother, await mother.open(newRequest(door, { scope }).url), { name: 'maria' }))
      expectGuarded(await mother.request(picker.url), 'the picker')
      const staff = newBrowser(door)
      const request = newRequest(door, { realm: 'sevocity', scope: 'launch/patient patient/Patient.rs' })
      const search = pageOf(await logIn(staff, await staff.open(request.url), { name: 'nurse' }))
      const { url, fields } = readForm(search, 'search')
      fields.set('action', 'search')
      fields.set('name', 'delgado')
      expectGuarded(await staff.request(url, { method: 'POST', body: fields }), 'what was found')
      fields.set('csrf', 'wrong')
      expectGuarded(await staff.request(url, { method: 'POST', body: fields }), 'a refused form')
      for (const path of [
        '/realms/portal/gate/ask?i=xxxxxxxxxxxx',
        '/realms/portal/gate/cb?state=x',
        '/realms/portal/protocol/openid-connect/auth?client_id=nobody',
        '/realms/portal/gate/nothing',
        '/nothing',
        '/realms/master',
      ])
        expectGuarded(await fetch(door.doorUrl + path, { redirect: 'manual', headers: asBrowser }), path)
    })

    it('is none where an app’s own code asks: it is told in data, which no browser takes for a page', async () => {
      for (const path of ['/realms/portal/gate/nothing', '/nothing', '/realms/master']) {
        const answer = await fetch(subject().doorUrl + path)
        expect([answer.status, answer.headers.get('content-type')]).to.deep.equal([
          404,
          'application/json; charset=utf-8',
        ])
        expect(answer.headers.get('x-content-type-options')).to.equal('nosniff')
        expect(await answer.json()).to.deep.equal({
          error: 'invalid_request',
          error_description: 'There is nothing at this path.',
        })
      }
    })

    it('lets a form go to itself and to the app alone', async () => {
      const door = subject()
      const browser = newBrowser(door)
      const redirectUri = 'http://localhost:4711/callback'
      const page = await toConsent(browser, newRequest(door, { scope, redirectUri }), { name: 'amy' })
      const policy = (await browser.request(page.url)).headers.get('content-security-policy') ?? ''
      expect(/form-action ([^;]*)/.exec(policy)?.[1]).to.equal("'self' http://localhost:4711")
    })

    it('shows the name of an app as text', async () => {
      const door = subject()
      const request = newRequest(door, { client: hostileApp, scope })
      const page = await toConsent(newBrowser(door), request, { name: 'amy' })
      expect(page.html.querySelector('h1, title')).to.not.equal(null)
      expect(page.html.querySelectorAll('img[onerror], script:not(:empty)').length).to.be.at.most(1)
      expect(page.html.querySelector('body')?.innerHTML).not.to.match(/<script>alert|<img src=x/)
      expect(page.html.querySelector('dl')?.text).to.include(hostileName.slice(0, 10).replace('<', '<'))
      for (const link of page.html.querySelectorAll('a'))
        expect(link.getAttribute('href')).not.to.match(/^\s*(?:javascript|data|vbscript):/i)
    })

    it('shows nothing of a hostile request but text', async () => {
      const door = subject()
      const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
      for (const more of [
        { client_id: evil },
        { redirect_uri: `http://evil.example/${evil}` },
        { state: evil.repeat(60) },
        { ui_locales: evil, client_id: 'nobody' },
      ]) {
        const answer = await fetch(newRequest(door, { scope, more }).url, { redirect: 'manual' })
        expect(answer.status).to.equal(400)
        expect(await answer.text()).not.to.match(/<script>alert|<img src=x/)
      }
      const browser = newBrowser(door)
      const page = await toConsent(browser, newRequest(door, { scope, more: { state: evil, ui_locales: evil } }), {
        name: 'amy',
      })
      for (const lang of [evil, 'es', '__proto__', 'constructor', 'x'.repeat(5_000)]) {
        const url = new URL(`${page.url.href}&lang=${encodeURIComponent(lang)}`)
        const answer = await browser.request(url)
        expect(answer.status, lang.slice(0, 20)).to.equal(200)
        expect(await answer.text()).not.to.match(/<script>alert|<img src=x/)
      }
      for (const query of [
        `error=${encodeURIComponent(evil)}&error_description=${encodeURIComponent(evil)}`,
        `state=${encodeURIComponent(evil)}`,
      ]) {
        const answer = await fetch(`${door.issuer('portal')}/gate/cb?${query}`)
        expect(answer.status).to.equal(400)
        expect(await answer.text()).not.to.match(/<script>alert|<img src=x/)
      }
    })

    it('shows what staff typed as text', async () => {
      const door = subject()
      const browser = newBrowser(door)
      const request = newRequest(door, { realm: 'sevocity', scope: 'launch/patient patient/Patient.rs' })
      const page = pageOf(await logIn(browser, await browser.open(request.url), { name: 'nurse' }))
      const { url, fields } = readForm(page, 'search')
      fields.set('action', 'search')
      fields.set('name', `"><script>alert(1)</script>`)
      const text = await (await browser.request(url, { method: 'POST', body: fields })).text()
      expect(text).not.to.include('<script>alert')
      expect(text).to.include('&lt;script&gt;alert')
    })

    it('has a logo and a style that run nothing', async () => {
      const door = subject()
      const logo = await fetch(`${door.issuer('portal')}/gate/logo`)
      expect(logo.headers.get('content-security-policy')).to.match(/default-src 'none'.*sandbox/)
      expect(logo.headers.get('x-content-type-options')).to.equal('nosniff')
      const style = await fetch(`${door.issuer('portal')}/gate/style.json`)
      expect(style.headers.get('content-type')).to.match(/^application\/json/)
    })
  })
}
