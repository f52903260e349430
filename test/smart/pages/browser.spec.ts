/** The pages in a real browser: by keyboard alone, on a phone, read by a machine. Skipped where there is no Chromium. */
import axe from 'axe-core'
import { expect } from 'chai'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { renderConsent } from '../../../src/smart/pages/consent.ts'
import { readConsent, readPicker, readSearch } from '../../../src/smart/pages/forms.ts'
import type { Page as Document } from '../../../src/smart/pages/frame.ts'
import { renderPicker } from '../../../src/smart/pages/picker.ts'
import { allPages, consent, picker } from './sample.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const part = 'patient/Condition?category=http://terminology.hl7.org/CodeSystem/condition-category|problem-list-item'

const documents: Readonly<Record<string, Document>> = Object.fromEntries(
  (['en', 'es'] as const).flatMap((locale) =>
    Object.entries({
      ...allPages(locale),
      short: renderConsent(consent(locale, 'openid offline_access patient/Patient.rs patient/Condition.rs')),
      staff: renderPicker(picker(locale, { search: { asked: {}, isAnswered: false }, patients: [] })),
      family: renderPicker(picker(locale)),
    }).map(([name, page]) => [`/${locale}/${encodeURIComponent(name)}`, page]),
  ),
)

/** Serves the pages under their policies, and keeps what is posted. */
function serve(posted: string[]): Server {
  return createServer((request, response) => {
    const page = documents[request.url ?? '']
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (request.method === 'POST') posted.push(Buffer.concat(chunks).toString())
      const headers = page === undefined ? {} : { 'Content-Security-Policy': page.policy }
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers })
      response.end(page?.html ?? '<!doctype html><title>Posted</title>')
    })
  })
}

const nameOfFocus = (page: Page): Promise<string> =>
  page.evaluate(`(document.activeElement?.value || document.activeElement?.textContent || '').trim()`)

/** Tab by Tab, as a person without a mouse. */
async function tabTo(page: Page, value: string): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    if ((await nameOfFocus(page)) === value) return
  }
  throw new Error(`The keyboard does not come to ${value}.`)
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Runs in the page: each broken rule with what breaks it. */
const judge = `axe.run({ runOnly: ${JSON.stringify(tags)} }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).join(' ')).join('\\n'))`

describe('the pages in a browser', function () {
  this.timeout(60_000)
  const posted: string[] = []
  const server = serve(posted)
  let browser: Browser | undefined
  let origin = ''

  before(async function () {
    if (!existsSync(executablePath)) {
      console.log(`    SKIPPED, there is no browser at ${executablePath}; CHROMIUM names another`)
      return this.skip()
    }
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    })
  })

  after(async () => {
    await browser?.close()
    server.close()
  })

  beforeEach(() => {
    posted.length = 0
  })

  /** `complaints`: what the browser says of the page, breaches of its policy among them. */
  async function open(path: string, options: BrowserContextOptions = {}) {
    const context = await browser!.newContext(options)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(origin + path)
    return { page, complaints, close: () => context.close() }
  }

  const lastPost = async (page: Page): Promise<URLSearchParams> => {
    await page.waitForFunction(`document.title === 'Posted'`)
    return new URLSearchParams(posted.at(-1))
  }

  it('say what is shared at the moment, and let go of the access where that is nothing', async () => {
    const { page, complaints, close } = await open('/en/short')
    const summary = (): Promise<string> => page.evaluate(`document.getElementById('summary').textContent.trim()`)
    expect(await summary()).to.match(/shares with Heart Diary all the records above\. It keeps access until/)
    await page.click('#offline')
    expect(await summary()).to.match(/all the records above\. Access ends with your session\./)
    await page.click('#offline')
    await page.click(`input[value="patient/Patient"]`)
    expect(await summary()).to.match(/shares with Heart Diary: Health problems and diagnoses\. It keeps access/)
    await page.click('[data-tick=none]')
    expect(await summary()).to.match(
      /^Nothing is ticked: .* shares no health records with Heart Diary, and keeps no access\.$/,
    )
    await page.click('button[value=allow]')
    expect([...(readConsent(await lastPost(page))?.ticked ?? ['?'])]).to.deep.equal([])
    expect(complaints).to.deep.equal([])
    await close()
  })

  describe('with the keyboard alone', () => {
    it('let a person untick a type, a part and the access without them, and allow the rest', async () => {
      const { page, complaints, close } = await open('/en/short')
      await tabTo(page, 'patient/Patient')
      await page.keyboard.press('Space')
      await tabTo(page, part)
      await page.keyboard.press('Space')
      await tabTo(page, 'offline_access')
      await page.keyboard.press('Space')
      await tabTo(page, 'allow')
      await page.keyboard.press('Enter')
      const answer = readConsent(await lastPost(page))
      expect(answer?.action).to.equal('allow')
      expect([...(answer?.ticked ?? [])])
        .to.include('patient/Condition')
        .and.have.length(3)
      expect([...(answer?.ticked ?? [])]).to.not.include.members([part])
      expect(complaints).to.deep.equal([])
      await close()
    })

    it('let a person deny', async () => {
      const { page, close } = await open('/es/short')
      await tabTo(page, 'deny')
      await page.keyboard.press('Space')
      expect(readConsent(await lastPost(page))?.action).to.equal('deny')
      await close()
    })

    it('let a parent choose a child', async () => {
      const { page, close } = await open('/en/family')
      await tabTo(page, 'pat-1')
      await page.keyboard.press('ArrowDown')
      await tabTo(page, 'choose')
      await page.keyboard.press('Enter')
      expect(readPicker(await lastPost(page))).to.deep.equal({ csrf: 'token-1', action: 'choose', patient: 'pat-2' })
      await close()
    })

    it('let a clinician search by Enter, with nothing of it in the address', async () => {
      const { page, close } = await open('/en/staff')
      await page.getByLabel('Name').focus()
      await page.keyboard.type('rivera')
      await page.keyboard.press('Enter')
      expect(readSearch(await lastPost(page))).to.deep.equal({ csrf: 'token-1', asked: { name: 'rivera' } })
      expect(page.url()).to.not.include('rivera')
      await close()
    })

    it('let a person cancel where they have chosen nothing', async () => {
      const { page, close } = await open('/en/family')
      await tabTo(page, 'cancel')
      await page.keyboard.press('Enter')
      expect(readPicker(await lastPost(page))).to.deep.equal({ csrf: 'token-1', action: 'cancel' })
      await close()
    })
  })

  describe('with and without scripts', () => {
    // The compiler knows no document: what runs in the page is text.
    const states = (page: Page): Promise<unknown> =>
      page.evaluate(`(() => {
        const { checked: type, indeterminate: isMixed } = document.querySelector('input[value="patient/Condition"]')
        const parts = document.querySelectorAll('input[value^="patient/Condition?"]:checked').length
        return { type, isMixed, parts }
      })()`)

    it('keep a type and its parts in step', async () => {
      const { page, complaints, close } = await open('/en/short')
      await page.locator('input[value="patient/Condition"]').uncheck()
      expect(await states(page)).to.deep.equal({ type: false, isMixed: false, parts: 0 })
      await page.locator(`input[value="${part}"]`).check()
      expect(await states(page)).to.deep.equal({ type: true, isMixed: true, parts: 1 })
      await page.locator(`input[value="${part}"]`).uncheck()
      expect(await states(page)).to.deep.equal({ type: false, isMixed: false, parts: 0 })
      await page.getByRole('button', { name: 'Tick all', exact: true }).click()
      expect(await states(page)).to.deep.equal({ type: true, isMixed: false, parts: 3 })
      await page.getByRole('button', { name: 'Untick all' }).click()
      expect(await page.locator('input[data-record]:checked').count()).to.equal(0)
      expect(await page.locator('input[value="offline_access"]').isChecked()).to.equal(true)
      expect(complaints).to.deep.equal([])
      await close()
    })

    it('work without scripts, and show no button that would need one', async () => {
      const { page, close } = await open('/en/short', { javaScriptEnabled: false })
      expect(await page.getByRole('button').allInnerTexts()).to.deep.equal(['Allow', 'Do not allow'])
      await page.locator('input[value="patient/Condition"]').uncheck()
      await page.getByRole('button', { name: 'Allow', exact: true }).click()
      await page.waitForURL('**/gate/ask**')
      const ticked = readConsent(new URLSearchParams(posted[0]))?.ticked
      expect(ticked?.has('patient/Condition')).to.equal(false)
      expect(ticked?.has('patient/Patient')).to.equal(true)
      await close()
    })
  })

  describe('read by a machine', () => {
    it('name each control shortly and describe it', async () => {
      const { page, close } = await open('/en/short')
      const type = page.getByRole('checkbox', { name: 'Health problems and diagnoses', exact: true })
      expect(await type.getAttribute('aria-describedby')).to.be.a('string')
      const group = page.getByRole('group', { name: 'Parts of “Health problems and diagnoses”' })
      expect(await group.getByRole('checkbox', { name: 'Problem list', exact: true }).count()).to.equal(1)
      const snapshot = await page.locator('main').ariaSnapshot()
      expect(snapshot).to.include('checkbox "Keep access when you are not using the app" [checked]')
      expect(snapshot).to.not.match(/(checkbox|radio|textbox|button|link)( \[.*)?$/m)
      await close()
    })

    it('name each control in Spanish too', async () => {
      const { page, close } = await open('/es/short')
      const snapshot = await page.locator('main').ariaSnapshot()
      for (const words of ['checkbox "Lista de problemas" [checked]', 'button "Permitir"', 'button "No permitir"'])
        expect(snapshot).to.include(words)
      await close()
    })
  })

  for (const [width, device] of [
    [360, 'a phone'],
    [1280, 'a desk'],
  ] as const)
    describe(`on ${device}`, () => {
      for (const locale of ['en', 'es'])
        it(`have no fault of access in ${locale}, nor anything to scroll sideways`, async () => {
          const { page, complaints, close } = await open(`/${locale}/short`, { viewport: { width, height: 740 } })
          for (const path of Object.keys(documents).filter((each) => each.startsWith(`/${locale}/`))) {
            await page.goto(origin + path)
            expect(await page.evaluate('document.documentElement.scrollWidth'), path).to.equal(width)
            await page.evaluate(axe.source)
            expect(await page.evaluate(judge), path).to.equal('')
          }
          expect(complaints).to.deep.equal([])
          await close()
        })

      for (const colorScheme of ['light', 'dark'] as const)
        it(`keep their buttons in sight from the first line to the last, and can be read in the ${colorScheme}`, async () => {
          for (const path of ['/en/short', '/es/consent', '/en/family']) {
            const { page, close } = await open(path, { viewport: { width, height: 667 }, colorScheme })
            const bottom = (): Promise<number> =>
              page.evaluate(`document.querySelector('button[name=action]').getBoundingClientRect().bottom`)
            expect(await bottom(), path).to.be.at.most(667)
            await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight / 3)')
            expect(await bottom(), path).to.be.at.most(667)
            await page.evaluate(axe.source)
            expect(await page.evaluate(judge), path).to.equal('')
            await close()
          }
        })

      it('have places to press that are large enough', async () => {
        for (const path of ['/en/short', '/en/search%20with%20results', '/es/organizations']) {
          const { page, close } = await open(path, { viewport: { width, height: 740 } })
          const sizes: number[] = await page.evaluate(
            `[...document.querySelectorAll('.choice, button:not([hidden]), .field input, nav a')].map((each) => Math.min(each.getBoundingClientRect().height, each.getBoundingClientRect().width))`,
          )
          expect(sizes).to.not.be.empty
          expect(Math.min(...sizes), path).to.be.at.least(44)
          await close()
        }
      })
    })
})
