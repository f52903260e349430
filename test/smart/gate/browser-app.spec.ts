/** The library that most SMART apps are written with, in a real browser, as a public app. Skipped where there is no Chromium. */
import { expect } from 'chai'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { noChromium } from '../../../src/cli/certify/operators/chromium.ts'
import { fillPage } from '../../../src/cli/certify/operators/chromium-pages.ts'
import { endpoint, type Json } from './app.ts'
import { startBrowserApp, type BrowserApp } from './browser-app.ts'
import { ehrToken, newLaunch } from './ehr.ts'
import { sharedDoor } from './subject.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const everything = { grant: { kind: 'all' } } as const
const standaloneScope = 'launch/patient openid fhirUser patient/*.rs offline_access'
const ehrScope = 'launch openid fhirUser patient/Patient.rs patient/Encounter.rs offline_access'

describe('an app with the client library of SMART, in a browser', function () {
  this.timeout(60_000)
  let browser: Browser | undefined
  let app: BrowserApp
  let context: BrowserContext
  let page: Page
  /** The forms that went to a token endpoint. */
  let asked: URLSearchParams[]

  before(async function () {
    const reason = noChromium()
    if (reason !== undefined) {
      console.log(`    SKIPPED, ${reason}`)
      return this.skip()
    }
    app = await startBrowserApp()
    const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
    browser = await chromium.launch({ executablePath, args })
  })

  after(async () => {
    await browser?.close()
    app?.stop()
  })

  /** A person who was never here. */
  const comeAnew = async (): Promise<void> => {
    context = await browser!.newContext({ locale: 'en-US' })
    page = await context.newPage()
    asked = []
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/token'))
        asked.push(new URLSearchParams(request.postData() ?? ''))
    })
  }

  const title = (): Promise<string> => page.title().catch(() => '')

  /** From the app's launch page to the app, over whatever pages lie between. */
  async function launch(query: Readonly<Record<string, string>>, name: string): Promise<void> {
    await page.goto(`${app.origin}/launch.html?${new URLSearchParams(query).toString()}`)
    const end = Date.now() + 30_000
    while (!['Ready', 'Refused'].includes(await title()) && Date.now() < end) {
      // The page may go while it is filled in.
      await fillPage(page, everything, { name, password: 'demo' }).catch(() => undefined)
      await page.waitForTimeout(50)
    }
    expect([await title(), await page.evaluate('window.failure')]).to.deep.equal(['Ready', undefined])
  }

  /** What runs in the page is text: the compiler knows no document. */
  const run = <T>(script: string): Promise<T> => page.evaluate(script)

  const revoke = async (): Promise<number> =>
    run(`fetch(${JSON.stringify(endpoint((await sharedDoor()).doorUrl, 'portal', 'revoke'))}, {
      method: 'POST',
      body: new URLSearchParams({ client_id: client.state.clientId, token: client.state.tokenResponse.refresh_token }),
    }).then(({ status }) => status)`)

  /** The status with which a read ends; 200 where it does not fail. */
  const statusOfRead = (): Promise<number> =>
    run(`client.request('Patient/' + client.patient.id).then(() => 200, (error) => error.statusCode ?? error.status)`)

  describe('that a patient starts', () => {
    before(async () => {
      await comeAnew()
      await launch({ iss: (await sharedDoor()).base('patients'), scope: standaloneScope }, 'amy')
    })

    after(() => context?.close())

    it('knows the patient and the person', async () => {
      const told = await run<Json>(`client.patient.read().then((patient) =>
      client.user.read().then((user) => ({ patient: patient.id, at: client.patient.id, user: user.id, fhirUser: client.user.fhirUser })))`)
      expect(told).to.deep.include({ patient: 'pat-1', at: 'pat-1', user: 'pat-1' })
      expect(told['fhirUser']).to.match(/Patient\/pat-1$/)
    })

    it('reads every page of a search, and what it refers to', async () => {
      const found = await run<string[]>(`client.request('Observation?_count=7', { pageLimit: 0, flat: true })
      .then((all) => all.map(({ id }) => id))`)
      const pages = await run<number>(
        `client.request('Observation?_count=7', { pageLimit: 0 }).then((all) => all.length)`,
      )
      const total = await run<number>(`client.request('Observation?_summary=count').then((bundle) => bundle.total)`)
      expect([found.length, new Set(found).size]).to.deep.equal([total, total])
      expect(pages)
        .to.equal(Math.ceil(total / 7))
        .and.greaterThan(1)
      const name = await run(`client.request('Observation?_count=1', { flat: true, resolveReferences: ['subject'] })
      .then(([observation]) => observation.subject.resourceType)`)
      expect(name).to.equal('Patient')
    })

    it('goes on after its page is loaded anew', async () => {
      await page.reload()
      await page.waitForFunction(`document.title === 'Ready'`)
      expect(await statusOfRead()).to.equal(200)
      expect(asked).to.have.length(1)
    })

    it('refreshes without a client_id, by itself when its token is about to end, and again', async () => {
      const old = await run<string>('client.state.tokenResponse.access_token')
      for (const n of [1, 2]) {
        await page.waitForTimeout(1_100)
        await run('client.state.expiresAt = 0')
        expect(await statusOfRead(), String(n)).to.equal(200)
      }
      expect(await run('client.state.tokenResponse.access_token')).not.to.equal(old)
      const refreshes = asked.filter((form) => form.get('grant_type') === 'refresh_token')
      expect(refreshes.map((form) => [...form.keys()])).to.deep.equal([
        ['grant_type', 'refresh_token'],
        ['grant_type', 'refresh_token'],
      ])
    })

    it('reads nothing more once it has revoked its grant', async () => {
      expect(await statusOfRead()).to.equal(200)
      expect(await revoke()).to.equal(200)
      expect(await statusOfRead()).to.equal(401)
      // It has tried to refresh, and lets go of what was refused.
      expect(asked.at(-1)?.get('grant_type')).to.equal('refresh_token')
      expect(await run('client.state.tokenResponse.refresh_token')).to.equal(undefined)
    })
  })

  it('is launched by an EHR, for its patient and visit', async () => {
    await comeAnew()
    const door = await sharedDoor()
    const context = { patient: 'pat-24', encounter: 'enc-931' }
    const value = await newLaunch(door, await ehrToken(door), context)
    await launch({ iss: door.base('sevocity'), launch: value, scope: ehrScope }, 'drlee')
    const told = await run(
      `client.encounter.read().then((encounter) => ({ patient: client.patient.id, encounter: encounter.id }))`,
    )
    expect(told).to.deep.equal(context)
  })

  it('is told why, where the person says no', async () => {
    await comeAnew()
    const query = { iss: (await sharedDoor()).base('patients'), scope: standaloneScope }
    await page.goto(`${app.origin}/launch.html?${new URLSearchParams(query).toString()}`)
    await page.waitForSelector('input[type=password]', { state: 'attached' })
    await fillPage(page, everything, { name: 'amy', password: 'demo' })
    await page.click('form[data-form=consent] button[value=deny]')
    await page.waitForFunction(`document.title === 'Refused'`)
    expect(await run('window.failure')).to.match(/^access_denied/)
  })
})
