/** What is on a page -> the whole document and the policy that guards it. https://www.w3.org/TR/CSP3/ */
import { createHash } from 'node:crypto'
import type { BrandSettings } from '../settings.ts'
import { html, safeUrl, trusted, type Html, type Piece } from './html.ts'
import { locales, type Locale } from './locale.ts'
import { styleSheet } from './style.ts'
import { texts } from './texts/languages.ts'
import type { Texts } from './texts/texts.ts'

export interface LanguageLink {
  readonly locale: Locale
  /** Of the same page: `?lang=es`. */
  readonly url: string
}

/** What every page needs. */
export interface PageModel {
  readonly locale: Locale
  readonly brand: BrandSettings
  /** On this server, or `data:`. */
  readonly logoUrl?: string
  readonly languageLinks: readonly LanguageLink[]
}

/** What a page with a form needs too. */
export interface FormModel extends PageModel {
  /** Where the form is posted, on this server. */
  readonly action: string
  readonly csrf: string
  /** Tells apart what is open in several tabs. */
  readonly interaction?: string
  /**
   * Where an answer to the form may redirect, beside this server: origins such as `https://app.example.com`, or `my-app:`.
   * Browsers hold redirects after a form against the policy too.
   */
  readonly formActions: readonly string[]
}

/** `policy` goes into the Content-Security-Policy header. The caller adds `Cache-Control: no-store` and `Referrer-Policy`. */
export interface Page {
  readonly html: string
  readonly policy: string
}

export interface Content {
  readonly title: string
  readonly body: Piece
  readonly script?: string
  /** Whether the page asks to correct something; the title begins with it then, as it is what is read out first. */
  readonly hasProblem?: boolean
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Without a blank more than was hashed. */
const element = (name: 'style' | 'script', text: string): Html => trusted(`<${name}>${text}</${name}>`)

/** Without those that would end the directive or say more than a place. */
const sources = (places: readonly string[]): string =>
  ["'self'", ...places.filter((place) => /^[a-z][a-z0-9+.-]*:(?:\/\/[\w.:[\]-]+)?$/i.test(place))].join(' ')

const policyOf = (style: string, script: string | undefined, places: readonly string[] | undefined): string =>
  [
    `default-src 'none'`,
    `style-src ${hash(style)}`,
    ...(script === undefined ? [] : [`script-src ${hash(script)}`]),
    `img-src 'self' data:`,
    `form-action ${places === undefined ? `'none'` : sources(places)}`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ].join('; ')

/** Of another language, in that language. */
const languageItem = ({ locale, url }: LanguageLink, current: Locale): Html =>
  locale === current
    ? html`<li><span lang="${locale}" aria-current="true">${texts[locale].frame.language}</span></li>`
    : html`<li>
        <a lang="${locale}" hreflang="${locale}" href="${safeUrl(url) ?? '?'}">${texts[locale].frame.language}</a>
      </li>`

const languages = (model: PageModel, { frame }: Texts): Html | false =>
  model.languageLinks.length > 0 &&
  html`<nav aria-label="${frame.languages}">
    <ul>
      ${model.languageLinks.map((link) => languageItem(link, model.locale))}
    </ul>
  </nav>`

const isImage = (url: string | undefined): url is string =>
  safeUrl(url)?.startsWith('/') === true || /^data:image\/[\w.+-]+[;,]/.test(url ?? '')

/** The name stands beside the logo, so that the logo itself says nothing to a reader. */
const header = (model: PageModel, words: Texts): Html =>
  html`<header>
    <p class="brand">
      ${isImage(model.logoUrl) && html`<img src="${model.logoUrl}" alt="" />`}<span>${model.brand.name}</span>
    </p>
    ${languages(model, words)}
  </header>`

function footer({ brand }: PageModel, { frame }: Texts): Html {
  const support = safeUrl(brand.supportUrl)
  return html`<footer>${support !== undefined && html`<a href="${support}">${frame.support}</a>`}</footer>`
}

/** `formActions`: undefined for a page without a form. */
export function renderFrame(model: PageModel, content: Content, formActions?: readonly string[]): Page {
  const words = texts[model.locale]
  const style = styleSheet(model.brand)
  const { title, body, script, hasProblem = false } = content
  const document = html`<!doctype html>
    <html lang="${model.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${hasProblem && `${words.frame.problem}: `}${title} – ${model.brand.name}</title>
        ${element('style', style)}
      </head>
      <body>
        ${header(model, words)}
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
        ${footer(model, words)} ${script !== undefined && element('script', script)}
      </body>
    </html> `
  return { html: document.markup, policy: policyOf(style, script, formActions) }
}

/** The links between the languages, where `override` is the name of the parameter that the caller reads. */
export const languageLinks = (override = 'lang'): readonly LanguageLink[] =>
  locales.map((locale) => ({ locale, url: `?${override}=${locale}` }))
