/** The little browser and its yes-saying visitor, on pages as the front door and the providers have them. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import express from 'express'
import { createBrowser, fieldsOf, type Browser } from '../../../scripts/demo/identity-provider/browser.ts'
import { answerPages, type Visitor } from '../../../scripts/demo/identity-provider/pages-answered.ts'

const picker = `<form method="post" data-form="search"><input name="name"><button name="action" value="search">Search</button></form>
<form method="post" action="/picked" data-form="picker"><input type="hidden" name="csrf" value="c1">
<input type="radio" name="patient" value="pat-4"><input type="radio" name="patient" value="pat-9">
<button name="action" value="choose">Go on</button><button name="action" value="cancel">Cancel</button></form>`

const consent = `<form method="post" action="consented" data-form="consent"><input type="hidden" name="csrf" value="c2">
<input type="checkbox" name="scope" value="a" checked><input type="checkbox" name="scope" value="b">
<input type="checkbox" name="scope" value="c" checked>
<button name="action" value="deny">No</button><button name="action" value="allow">Yes</button></form>`

const login = `<title>Sign in</title><form><input type="password" name="password"><input name="username"></form>
<form><input type="hidden" name="password" value="demo"><button name="username" value="ben">ben</button></form>`

const native = `<form method="post" action="/accepted"><input type="hidden" name="code" value="c3">
<input name="accept" type="submit" value="Yes"><input name="cancel" type="submit" value="No"></form>`

const pages: Readonly<Record<string, string>> = {
  '/picker': picker,
  '/consent': consent,
  '/login': login,
  '/native': native,
  '/lost': '<title>We are sorry</title><p>Nothing here</p>',
  '/empty': '<form data-form="picker"><button name="action" value="cancel">Cancel</button></form>',
}

describe('the browser of the demo', () => {
  const posted: string[] = []
  let server: Server
  let base: string
  let browser: Browser

  before(async () => {
    const app = express()
    app.get('/start', (_, response) => {
      response
        .cookie('shop', 'open', { path: '/consent' })
        .cookie('other', '1', { path: '/elsewhere' })
        .redirect('/consent')
    })
    app.get('/circle', (_, response) => response.redirect('/circle'))
    app.get('*path', (request, response) => {
      posted.push(`cookie ${request.headers.cookie ?? ''}`)
      response.send(pages[request.path] ?? '')
    })
    app.post('*path', express.text({ type: '*/*' }), (request, response) => {
      posted.push(`${request.path} ${String(request.body)}`)
      response.redirect(request.path === '/login' ? '/login' : 'http://app.example/back?code=1')
    })
    server = app.listen(0)
    await once(server, 'listening')
    base = `http://localhost:${(server.address() as AddressInfo).port}`
  })

  after(() => server.close())

  beforeEach(() => {
    posted.length = 0
    browser = createBrowser((url) => url.host === 'app.example')
  })

  const visit = async (path: string, more: Partial<Visitor> = {}): Promise<string> => {
    const visitor = { name: 'amy', password: 'demo', ...more }
    return (await answerPages(browser, await browser.open(new URL(path, base)), visitor)).href
  }

  const failure = (path: string, more: Partial<Visitor> = {}): Promise<string> =>
    visit(path, more).then(
      (back) => back,
      (error: Error) => error.message,
    )

  it('sends what is ticked on the consent page, and presses the button that says yes', async () => {
    expect(await visit('/consent')).to.equal('http://app.example/back?code=1')
    expect(posted.at(-1)).to.equal('/consented csrf=c2&scope=a&scope=c&action=allow')
  })

  it('chooses the first patient, or the one that it is told', async () => {
    await visit('/picker')
    expect(posted.at(-1)).to.equal('/picked csrf=c1&patient=pat-4&action=choose')
    await visit('/picker', { patient: 'pat-9' })
    expect(posted.at(-1)).to.equal('/picked csrf=c1&patient=pat-9&action=choose')
  })

  it('chooses nobody who is not offered', async () => {
    expect(await failure('/picker', { patient: 'pat-7' })).to.equal('there is no patient pat-7 to choose')
    expect(await failure('/empty')).to.equal('the front door has nothing to choose from for this user')
  })

  it("accepts on the provider's own page", async () => {
    await visit('/native')
    expect(posted.at(-1)).to.equal('/accepted code=c3&accept=Yes')
  })

  it('types name and password once, into the form that is made for it', async () => {
    expect(await failure('/login')).to.equal('the identity provider refused the name or the password')
    expect(posted.filter((line) => line.startsWith('/login'))).to.deep.equal(['/login password=demo&username=amy'])
  })

  it('says on which page it stands when it knows no way on', async () => {
    expect(await failure('/lost')).to.equal('the sign-in ended on the page "We are sorry" with status 200')
  })

  it('does not go around in circles', async () => {
    expect(await failure('/circle')).to.equal('the pages of the sign-in lead in circles')
  })

  it('sends a cookie to the paths that it is for, and to no others', async () => {
    await browser.open(new URL('/start', base))
    expect(posted.at(-1)).to.equal('cookie shop=open')
    await browser.open(new URL('/picker', base))
    expect(posted.at(-1)).to.equal('cookie ')
  })

  it('reads the fields of a form as they stand', async () => {
    const step = await browser.open(new URL('/consent', base))
    const form = 'page' in step ? step.page.html.querySelector('form') : null
    expect(form && fieldsOf(form).toString()).to.equal('csrf=c2&scope=a&scope=c')
  })
})
