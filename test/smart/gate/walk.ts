/** A person in front of a browser: what they do on each page between an app's request and its answer. */
import { expect } from 'chai'
import type { HTMLElement } from 'node-html-parser'
import {
  createBrowser,
  fieldsOf,
  type Browser,
  type Page,
  type Step,
} from '../../../scripts/demo/identity-provider/browser.ts'
import type { AppRequest, Door } from './app.ts'

export interface Person {
  readonly name: string
  readonly password?: string
  /** Whom to choose in the picker. */
  readonly patient?: string
  /** What staff type to find the patient. */
  readonly search?: Readonly<Record<string, string>>
  /** Keys of the consent that are un-ticked. */
  readonly untick?: (key: string) => boolean
  /** The page on which they say no. */
  readonly refuses?: 'picker' | 'consent' | 'provider'
}

/** All that is not the door is an app. */
export const newBrowser = ({ doorUrl }: Pick<Door, 'doorUrl'>): Browser =>
  createBrowser((url) => !url.href.startsWith(`${doorUrl}/`))

export const formNamed = (page: Page, name: string): HTMLElement | undefined =>
  page.html.querySelector(`form[data-form=${name}]`) ?? undefined

export const loginForm = (page: Page): HTMLElement | undefined =>
  page.html.querySelectorAll('form').find((form) => form.querySelector('input[type=password]') !== null)

/** Where the form goes and what it would send, to be changed before it is sent. */
export function readForm(page: Page, name: string): { readonly url: URL; readonly fields: URLSearchParams } {
  const form = formNamed(page, name)
  if (form === undefined) throw new Error(`no form ${name} on a page of status ${page.status}: ${titleOf(page)}`)
  return { url: new URL(form.getAttribute('action') ?? '', page.url), fields: fieldsOf(form) }
}

export const titleOf = (page: Page): string => page.html.querySelector('title')?.text.trim() ?? page.url.pathname

export const send = (browser: Browser, url: URL, body: URLSearchParams, headers: Record<string, string> = {}) =>
  browser.open(url, { method: 'POST', body, headers })

/** Signs in at the provider's page. */
export async function logIn(browser: Browser, step: Step, { name, password = 'demo' }: Person): Promise<Step> {
  const page = pageOf(step)
  const form = loginForm(page)
  if (form === undefined) throw new Error(`not the page to sign in: ${titleOf(page)}`)
  return browser.submit(
    page,
    form,
    { username: name, password },
    form.querySelector('[type=submit][name]') ?? undefined,
  )
}

export async function search(browser: Browser, page: Page, typed: Readonly<Record<string, string>>): Promise<Step> {
  const { url, fields } = readForm(page, 'search')
  for (const [name, value] of Object.entries({ ...typed, action: 'search' })) fields.set(name, value)
  return send(browser, url, fields)
}

export async function choose(browser: Browser, page: Page, patient: string, action = 'choose'): Promise<Step> {
  const { url, fields } = readForm(page, 'picker')
  fields.set('patient', patient)
  fields.set('action', action)
  return send(browser, url, fields)
}

export async function decide(
  browser: Browser,
  page: Page,
  untick: (key: string) => boolean = () => false,
  action = 'allow',
): Promise<Step> {
  const { url, fields } = readForm(page, 'consent')
  const kept = fields.getAll('scope').filter((key) => !untick(key))
  fields.delete('scope')
  for (const key of kept) fields.append('scope', key)
  fields.set('action', action)
  return send(browser, url, fields)
}

/** The provider's own consent: `accept` or `cancel`. */
async function agree(browser: Browser, page: Page, isYes: boolean): Promise<Step> {
  const yes = page.html.querySelector('form [name=accept]')
  const form = yes?.closest('form')
  if (yes === null || form == null) throw new Error(`an unknown page of status ${page.status}: ${titleOf(page)}`)
  const no = page.html.querySelector('form [name=cancel]') ?? undefined
  return browser.submit(page, form, {}, isYes ? yes : no)
}

export const pageOf = (step: Step): Page => {
  if ('back' in step) throw new Error(`the browser is back at the app: ${step.back.href.slice(0, 300)}`)
  return step.page
}

export const backOf = (step: Step): URL => {
  if ('back' in step) return step.back
  throw new Error(`the browser is still at the page "${titleOf(step.page)}" of status ${step.page.status}`)
}

async function pick(browser: Browser, page: Page, person: Person): Promise<Step> {
  if (person.refuses === 'picker') return choose(browser, page, person.patient ?? 'pat-1', 'cancel')
  const isFound = page.html.querySelector('input[name=patient]') !== null
  if (!isFound && person.search !== undefined) {
    const found = await search(browser, page, person.search)
    const radio = pageOf(found).html.querySelector('input[name=patient]')
    if (radio === null) throw new Error('the search found nobody')
    return choose(browser, pageOf(found), person.patient ?? radio.getAttribute('value') ?? '')
  }
  if (person.patient === undefined) throw new Error('the picker was not expected')
  return choose(browser, page, person.patient)
}

async function answer(browser: Browser, page: Page, person: Person): Promise<Step> {
  if (loginForm(page) !== undefined) return logIn(browser, { page }, person)
  if (formNamed(page, 'picker') !== undefined) return pick(browser, page, person)
  if (formNamed(page, 'consent') !== undefined)
    return decide(browser, page, person.untick, person.refuses === 'consent' ? 'deny' : 'allow')
  return agree(browser, page, person.refuses !== 'provider')
}

/** From wherever the browser is to the app. */
export async function walk(browser: Browser, step: Step, person: Person): Promise<URL> {
  let now = step
  for (let pages = 0; pages < 10; pages += 1) {
    if ('back' in now) return now.back
    now = await answer(browser, now.page, person)
  }
  throw new Error('the pages have no end')
}

/** The whole way of a request. */
export const authorize = async (browser: Browser, { url }: Pick<AppRequest, 'url'>, person: Person): Promise<URL> =>
  walk(browser, await browser.open(url), person)

/** To the consent page, signed in and, where one is asked, with the patient chosen. */
export async function toConsent(browser: Browser, { url }: Pick<AppRequest, 'url'>, person: Person): Promise<Page> {
  let step = await browser.open(url)
  for (let pages = 0; pages < 6; pages += 1) {
    const page = pageOf(step)
    if (formNamed(page, 'consent') !== undefined) return page
    step = await answer(browser, page, person)
  }
  throw new Error('no consent was asked')
}

/** The code in what the app was told; fails with the error that is there in its place. */
export function codeIn(back: URL): string {
  const code = back.searchParams.get('code') ?? new URLSearchParams(back.hash.slice(1)).get('code')
  expect(code, back.href).to.be.a('string')
  return code ?? ''
}
