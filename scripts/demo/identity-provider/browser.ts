/** An address -> the page behind it, with its forms, or where it leads out: a browser that knows cookies, redirects and forms. */
import { parse, type HTMLElement } from 'node-html-parser'
import { CookieJar } from 'tough-cookie'

export interface Page {
  readonly url: URL
  readonly status: number
  readonly html: HTMLElement
}

/** A redirect to the app ends the way; the app's address itself is not opened. */
export type Step = { readonly page: Page } | { readonly back: URL }

export interface Browser {
  /** One request without following where it leads; `init` as for fetch. */
  request(url: URL, init?: RequestInit): Promise<Response>
  open(url: URL, init?: RequestInit): Promise<Step>
  /** Fills `values` into the form over what stands in it, and presses `button`. */
  submit(page: Page, form: HTMLElement, values?: Readonly<Record<string, string>>, button?: HTMLElement): Promise<Step>
}

const isUnchecked = (input: HTMLElement): boolean =>
  ['checkbox', 'radio'].includes(input.getAttribute('type') ?? '') && !input.hasAttribute('checked')

const isButton = (input: HTMLElement): boolean =>
  ['submit', 'button', 'image', 'reset'].includes(input.getAttribute('type') ?? '')

/** What the form sends when nothing is changed. https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#constructing-the-form-data-set */
export const fieldsOf = (form: HTMLElement): URLSearchParams => {
  const inputs = form.querySelectorAll('input[name]').filter((input) => !isUnchecked(input) && !isButton(input))
  return new URLSearchParams(
    inputs.map((input): [string, string] => {
      const isTicked = ['checkbox', 'radio'].includes(input.getAttribute('type') ?? '')
      return [input.getAttribute('name') ?? '', input.getAttribute('value') ?? (isTicked ? 'on' : '')]
    }),
  )
}

const bodyOf = (form: HTMLElement, values: Readonly<Record<string, string>>, button?: HTMLElement): URLSearchParams => {
  const fields = fieldsOf(form)
  for (const [name, value] of Object.entries(values)) fields.set(name, value)
  const name = button?.getAttribute('name')
  if (name !== undefined) fields.append(name, button?.getAttribute('value') ?? '')
  return fields
}

const maximumRedirects = 20

/** `isApp`: whether an address is the app's own, where the way ends. */
export const createBrowser = (isApp: (url: URL) => boolean): Browser => {
  const jar = new CookieJar()

  const request = async (url: URL, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('cookie', await jar.getCookieString(url.href))
    const response = await fetch(url, { ...init, redirect: 'manual', headers })
    for (const line of response.headers.getSetCookie()) await jar.setCookie(line, url.href, { ignoreError: true })
    return response
  }

  const follow = async (url: URL, response: Response, left: number): Promise<Step> => {
    const location = response.headers.get('location')
    if (location === null) return { page: { url, status: response.status, html: parse(await response.text()) } }
    const next = new URL(location, url)
    if (isApp(next)) return { back: next }
    if (left === 0) throw new Error('the pages of the sign-in lead in circles')
    return follow(next, await request(next), left - 1)
  }

  const open = async (url: URL, init?: RequestInit): Promise<Step> =>
    follow(url, await request(url, init), maximumRedirects)

  return {
    request,
    open,
    submit: (page, form, values = {}, button) => {
      const action = new URL(form.getAttribute('action') ?? '', page.url)
      return open(action, { method: 'POST', body: bodyOf(form, values, button) })
    },
  }
}
