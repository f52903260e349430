/** What the app, the browser and the person say of languages -> the language of a page. https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest */

export const locales = ['en', 'es'] as const
export type Locale = (typeof locales)[number]

const localeOf = (tag: string): Locale | undefined => {
  const language = tag.trim().toLowerCase().split('-')[0]
  return locales.find((locale) => locale === language)
}

function weigh(range: string): { readonly tag: string; readonly quality: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
  const quality = parameters.find((each) => each.startsWith('q='))?.slice(2) ?? '1'
  return { tag, quality: /^[01](?:\.\d{1,3})?$/.test(quality) ? Number(quality) : 0 }
}

const rank = (acceptLanguage: string): readonly string[] =>
  acceptLanguage
    .split(',')
    .slice(0, 32)
    .map(weigh)
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag)

/**
 * The person's own choice (`override`, as in `?lang=es`) comes first, then `ui_locales` of the app's request, then the browser's
 * Accept-Language; English where none of them names a language that there is.
 */
export function chooseLocale(
  uiLocales: string | undefined,
  acceptLanguage: string | undefined,
  override?: string,
): Locale {
  const wishes = [override ?? '', ...(uiLocales ?? '').split(' ').slice(0, 32), ...rank(acceptLanguage ?? '')]
  return wishes.map(localeOf).find((locale) => locale !== undefined) ?? 'en'
}
