/** An authorization request -> its end, in a real browser: by a program, or by the person who sits before it. */
import { existsSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import type { AuthorizationRequest, Operator, Redirect } from '../model.ts'
import { fillPage, wordsOfPage } from './chromium-pages.ts'
import type { Account, Accounts, Clinic } from './persons.ts'
import { postPage } from './post-page.ts'

const executable = (): string => process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** The library that drives a browser is no part of what is installed for production. */
const hasLibrary = (): boolean => {
  try {
    import.meta.resolve('playwright-core')
    return true
  } catch {
    return false
  }
}

/** Why there is no browser; undefined where there is one. */
export const noChromium = (): string | undefined => {
  if (!hasLibrary()) return 'playwright-core is not installed: npm install --no-save playwright-core'
  return existsSync(executable()) ? undefined : `there is no browser at ${executable()}; CHROMIUM names another`
}

const openBrowser = async (headless: boolean): Promise<BrowserContext> => {
  const { chromium } = await import('playwright-core')
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
  const browser = await chromium.launch({ executablePath: executable(), headless, args })
  return browser.newContext({ locale: 'en-US' })
}

/** Where the page that posts stands: on another site than the server, as Inferno's. */
const postOrigin = 'http://inferno.example'

const goTo = async (page: Page, { method, endpoint, parameters }: AuthorizationRequest): Promise<void> => {
  if (method === 'POST') {
    const body = postPage(endpoint, parameters)
    await page.route(`${postOrigin}/**`, (route) => route.fulfill({ contentType: 'text/html', body }))
    await page.goto(`${postOrigin}/post_auth`, { waitUntil: 'commit' })
    return
  }
  const url = new URL(endpoint)
  for (const [name, value] of parameters) url.searchParams.set(name, value)
  await page.goto(url.href)
}

interface Arrival {
  /** The address of the app, once the browser was sent there. */
  url?: URL
}

const appPage = Buffer.from('<title>Back at the app</title><h1>Back at the app</h1>').toString('base64')

/**
 * The app itself is not asked: whose address it is may be somebody's who must not see the code. Chromium's own interception is
 * used, as Playwright's does not see where a redirect leads.
 */
const catchArrival = async (page: Page, redirectUri: string): Promise<Arrival> => {
  const arrival: Arrival = {}
  const session = await page.context().newCDPSession(page)
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    arrival.url = new URL(request.url)
    const responseHeaders = [{ name: 'content-type', value: 'text/html' }]
    void session.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body: appPage })
  })
  await session.send('Fetch.enable', { patterns: [{ urlPattern: `${redirectUri}?*` }] })
  return arrival
}

const settled = async (page: Page): Promise<void> => {
  await page.waitForLoadState('load').catch(() => undefined)
  await page.waitForTimeout(50)
}

const maxPages = 12

/** By a program, until a page comes that it does not know. */
const drive = async (
  page: Page,
  arrival: Arrival,
  request: AuthorizationRequest,
  account: Account,
): Promise<Redirect> => {
  let status = 200
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) status = response.status()
  })
  await goTo(page, request)
  for (let pages = 0; pages < maxPages; pages += 1) {
    await settled(page)
    if (arrival.url !== undefined) return { kind: 'redirect', url: arrival.url }
    if (!(await fillPage(page, request, account))) break
  }
  return { kind: 'page', status, words: await wordsOfPage(page) }
}

const personMinutes = 10

/** By the person: ends at the app, or when they close the tab. */
const wait = async (page: Page, arrival: Arrival, request: AuthorizationRequest): Promise<Redirect> => {
  await goTo(page, request)
  const end = Date.now() + personMinutes * 60_000
  while (arrival.url === undefined && !page.isClosed() && Date.now() < end)
    await new Promise((go) => setTimeout(go, 200))
  if (arrival.url !== undefined) return { kind: 'redirect', url: arrival.url }
  return { kind: 'page', status: 0, words: 'the tab was closed, or ten minutes passed' }
}

/** One browser for all launches. Without accounts a window opens and the person fills the pages in. */
export const chromiumOperator = (clinic: Clinic, redirectUri: string, accounts?: Accounts): Operator => {
  let context: Promise<BrowserContext> | undefined
  return {
    ...clinic,
    name: 'a real browser',
    authorize: async (request) => {
      context ??= openBrowser(accounts !== undefined)
      const page = await (await context).newPage()
      try {
        const arrival = await catchArrival(page, redirectUri)
        const account = accounts?.[request.person]
        return await (account === undefined ? wait(page, arrival, request) : drive(page, arrival, request, account))
      } finally {
        await page.close()
      }
    },
    close: async () => {
      const open = await context
      await open?.browser()?.close()
    },
  }
}
