/** A page -> the answer, with what keeps it from being framed, kept or told to others. */
import type { Request, Response } from 'express'
import type { LanguageLink, Page, PageModel } from '../pages/frame.ts'
import { chooseLocale, locales } from '../pages/locale.ts'
import type { Door, DoorRealm } from './door.ts'
import { paths } from './path.ts'

export function sendPage(response: Response, status: number, { html, policy }: Page): void {
  response.set({
    'Content-Security-Policy': policy,
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    // Nothing to others; with `no-referrer` browsers would hide from us too where a form comes from.
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    // The app that opened the window learns nothing of what is in it.
    'Cross-Origin-Opener-Policy': 'same-origin',
  })
  response.status(status).type('html').send(html)
}

const links = (interaction: string | undefined): readonly LanguageLink[] =>
  interaction === undefined ? [] : locales.map((locale) => ({ locale, url: `?i=${interaction}&lang=${locale}` }))

/** What every page needs: the language that the person, the app or the browser names, and the clinic's looks. */
export function pageModel(
  { settings }: Door,
  realm: DoorRealm | undefined,
  request: Request,
  { uiLocales, interaction }: { readonly uiLocales?: string | undefined; readonly interaction?: string } = {},
): PageModel {
  const { lang } = request.query
  const locale = chooseLocale(
    uiLocales,
    request.headers['accept-language'],
    typeof lang === 'string' ? lang : undefined,
  )
  const hasLogo = settings.brand.logo !== undefined && realm !== undefined
  return {
    locale,
    brand: settings.brand,
    languageLinks: links(interaction),
    ...(hasLogo && { logoUrl: `/realms/${realm.name}${paths.logo}` }),
  }
}
