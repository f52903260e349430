/** A person who is signed in -> codes for the app, through the gate with its consent, or from the provider alone. */
import { parse } from 'node-html-parser'
import { fieldsOf, type Browser } from '../../demo/identity-provider/browser.ts'
import { redirectUri } from '../../demo/identity-provider/clients.ts'
import { answerPages } from '../../demo/identity-provider/pages-answered.ts'
import { createAppBrowser } from '../../demo/identity-provider/sign-in.ts'
import { newRequest } from './app.ts'
import type { Places } from './door.ts'

export interface Launched {
  readonly code: string
  readonly verifier: string
  /** Milliseconds of all requests, without what the person or the browser does between them. */
  readonly ms: number
}

export interface Person {
  throughGate(): Promise<Launched>
  /** Who signed in and consented through the gate is known to the provider. */
  atProvider(): Promise<Launched>
}

interface Arrived {
  readonly url: URL
  readonly html: string
  readonly ms: number
}

const isApp = (url: URL): boolean => url.href.startsWith(`${redirectUri}?`)

/** To a page, or to the app. */
async function follow(browser: Browser, url: URL, init?: RequestInit): Promise<Arrived> {
  const started = performance.now()
  const response = await browser.request(url, init)
  const html = await response.text()
  const ms = performance.now() - started
  const location = response.headers.get('location')
  if (location === null) return { url, html, ms }
  const next = new URL(location, url)
  if (isApp(next)) return { url: next, html: '', ms }
  const arrived = await follow(browser, next)
  return { ...arrived, ms: ms + arrived.ms }
}

/** Says yes to all that the gate asks. */
function agree(browser: Browser, { url, html }: Arrived): Promise<Arrived> {
  const form = parse(html).querySelector('form[data-form=consent]')
  if (form === null) throw new Error(`there is no consent at ${url.pathname}: ${html.slice(0, 300)}`)
  const fields = fieldsOf(form)
  fields.set('action', 'allow')
  return follow(browser, new URL(form.getAttribute('action') ?? '', url), { method: 'POST', body: fields })
}

function codeIn({ url, html }: Arrived): string {
  const code = isApp(url) ? url.searchParams.get('code') : null
  if (code === null) throw new Error(`no code came: ${url.searchParams.get('error') ?? html.slice(0, 300)}`)
  return code
}

/** Signs in once; a demo user with one patient, who is asked for none. */
export async function signIn(places: Places, name: string): Promise<Person> {
  const browser = createAppBrowser()
  const first = await browser.open(new URL(newRequest(places).path, places.gateUrl))
  await answerPages(browser, first, { name, password: 'demo' })
  // By the name that the cookies are kept under; ports are nothing to cookies.
  const provider = places.providerUrl.replace('127.0.0.1', 'localhost')
  return {
    throughGate: async () => {
      const { path, verifier } = newRequest(places)
      const page = await follow(browser, new URL(path, places.gateUrl))
      const end = await agree(browser, page)
      return { code: codeIn(end), verifier, ms: page.ms + end.ms }
    },
    atProvider: async () => {
      const { path, verifier } = newRequest(places)
      const end = await follow(browser, new URL(path, provider))
      return { code: codeIn(end), verifier, ms: end.ms }
    },
  }
}
