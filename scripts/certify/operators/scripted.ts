/** An authorization request -> its end, by plain HTTP: pages of sign-in, choice and consent are filled in as a person would. */
import type { HTMLElement } from 'node-html-parser'
import { createBrowser, fieldsOf, type Browser, type Page, type Step } from '../../demo/identity-provider/browser.ts'
import type { AuthorizationRequest, Operator, Redirect } from '../../../src/cli/certify/model.ts'
import type { Account, Accounts, Clinic } from '../../../src/cli/certify/operators/persons.ts'
import { chooseTicks } from '../../../src/cli/certify/operators/ticks.ts'

const maxPages = 12

interface Filled {
  readonly form: HTMLElement
  readonly fields: URLSearchParams
}

type Filler = (page: Page, request: AuthorizationRequest, account: Account) => Filled | undefined

/** Ticked or not: what was left out in an earlier launch is offered without its tick. */
const boxesOf = (form: HTMLElement): readonly string[] =>
  form.querySelectorAll('input[name="scope"]').flatMap((box) => box.getAttribute('value') ?? [])

const consent: Filler = ({ html }, { grant }) => {
  const form = html.querySelector('form[data-form="consent"]')
  if (form === null) return undefined
  const fields = fieldsOf(form)
  const ticks = chooseTicks(boxesOf(form), grant)
  fields.delete('scope')
  for (const tick of ticks) fields.append('scope', tick)
  fields.set('action', 'allow')
  return { form, fields }
}

const picker: Filler = ({ html }, _, account) => {
  const form = html.querySelector('form[data-form="picker"]')
  const first = form?.querySelector('input[name="patient"]')
  if (form == null || first == null) return undefined
  const fields = fieldsOf(form)
  fields.set('patient', account.patient ?? first.getAttribute('value') ?? '')
  fields.set('action', 'choose')
  return { form, fields }
}

const formAround = (html: HTMLElement, selector: string): HTMLElement | undefined =>
  html.querySelectorAll('form').find((form) => form.querySelector(selector) !== null)

const login: Filler = ({ html }, _, account) => {
  const form = formAround(html, 'input[type="password"]')
  if (form === undefined) return undefined
  const fields = fieldsOf(form)
  fields.set('username', account.name)
  fields.set('password', account.password)
  return { form, fields }
}

/** The provider's own consent page, which knows yes and no. */
const accept: Filler = ({ html }) => {
  const form = formAround(html, '[name="accept"]')
  if (form === undefined) return undefined
  const fields = fieldsOf(form)
  fields.set('accept', form.querySelector('[name="accept"]')?.getAttribute('value') ?? 'accept')
  return { form, fields }
}

const fillers: readonly Filler[] = [consent, picker, login, accept]

/** What a page says of itself: its heading and its alert. */
const wordsOf = ({ html }: Page): string => {
  const selectors = ['h1', '[role=alert]', '#kc-error-message', 'title']
  const found = selectors.flatMap((selector) => html.querySelector(selector)?.text ?? [])
  const words = found.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '')
  return [...new Set(words)].join(' - ') || 'a page without words'
}

const start = ({ method, endpoint, parameters }: AuthorizationRequest, browser: Browser): Promise<Step> => {
  const url = new URL(endpoint)
  if (method === 'POST') return browser.open(url, { method, body: parameters })
  for (const [name, value] of parameters) url.searchParams.set(name, value)
  return browser.open(url)
}

/** Ends at the app, or on a page that none of the fillers knows. */
const follow = async (request: AuthorizationRequest, browser: Browser, account: Account): Promise<Redirect> => {
  let step = await start(request, browser)
  for (let pages = 0; 'page' in step; pages += 1) {
    const { page } = step
    const filled = fillers.map((fill) => fill(page, request, account)).find((one) => one !== undefined)
    if (filled === undefined || pages >= maxPages) return { kind: 'page', status: page.status, words: wordsOf(page) }
    const action = new URL(filled.form.getAttribute('action') ?? '', page.url)
    step = await browser.open(action, { method: 'POST', body: filled.fields })
  }
  return { kind: 'redirect', url: step.back }
}

/** One browser for all launches, so that a session at the provider goes on. */
export const scriptedOperator = (accounts: Accounts, clinic: Clinic, redirectUri: string): Operator => {
  const app = new URL(redirectUri)
  const browser = createBrowser(({ origin, pathname }) => origin === app.origin && pathname === app.pathname)
  return {
    ...clinic,
    name: 'plain HTTP',
    authorize: (request) => follow(request, browser, accounts[request.person]),
    close: () => Promise.resolve(),
  }
}
