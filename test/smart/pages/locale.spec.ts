/** Which language a page is in, and where an app is said to be. */
import { expect } from 'chai'
import { chooseLocale } from '../../../src/smart/pages/locale.ts'
import { redirectPlace } from '../../../src/smart/pages/redirect-place.ts'

describe('the language of a page', () => {
  const table: readonly (readonly [
    title: string,
    uiLocales: string | undefined,
    acceptLanguage: string | undefined,
    override: string | undefined,
    expected: string,
  ])[] = [
    ['is English where nothing is said', undefined, undefined, undefined, 'en'],
    ['is the one that the browser likes best', undefined, 'en;q=0.5, es-MX;q=0.9, fr', undefined, 'es'],
    ['is not one that the browser rules out', undefined, 'es;q=0, en;q=0.1', undefined, 'en'],
    ['is what the app asked before what the browser likes', 'fr es-US', 'en', undefined, 'es'],
    ['is what the person chose before all', 'es', 'es', 'en', 'en'],
    ['is not one that there is not', 'fr', 'de, *;q=0.5', 'zz', 'en'],
    ['is found in any case', 'ES-us', undefined, undefined, 'es'],
    ['is English for nonsense', '\u0000 <script>', 'es;q=high;q=, ;;,', '../es', 'en'],
  ]
  for (const [title, uiLocales, acceptLanguage, override, expected] of table)
    it(title, () => {
      expect(chooseLocale(uiLocales, acceptLanguage, override)).to.equal(expected)
    })

  it('is decided by the first wishes alone, however many there are', () => {
    expect(chooseLocale('fr '.repeat(50_000) + 'es', 'fr,'.repeat(50_000) + 'es')).to.equal('en')
  })
})

describe('the place to which an app takes data', () => {
  const table: readonly (readonly [uri: string, kind: string, name: string])[] = [
    ['https://app.example.com/callback', 'web', 'app.example.com'],
    ['https://app.example.com:8443/callback', 'web', 'app.example.com:8443'],
    ['https://clinic.example.com@evil.example/', 'web', 'evil.example'],
    ['https://xn--80ak6aa92e.com/', 'web', 'xn--80ak6aa92e.com'],
    ['http://127.0.0.1:51234/callback', 'device', '127.0.0.1'],
    ['http://localhost/callback', 'device', 'localhost'],
    ['http://localhost.evil.example/', 'web', 'localhost.evil.example'],
    ['com.example.diary:/callback', 'device', 'com.example.diary'],
    ['nonsense', 'device', ''],
  ]
  for (const [uri, kind, name] of table)
    it(`is ${kind} ${name} for ${uri}`, () => {
      expect(redirectPlace(uri)).to.deep.equal({ kind, name })
    })
})
