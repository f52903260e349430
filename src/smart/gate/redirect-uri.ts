/** A redirect URI and those that a client registered -> whether it may be one of them. The provider has the last word. */

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Native apps listen on whatever port is free: https://www.rfc-editor.org/rfc/rfc8252#section-7.3 */
const withoutPort = (uri: string): string => {
  if (!URL.canParse(uri)) return uri
  const url = new URL(uri)
  if (url.protocol !== 'http:' || !loopback.has(url.hostname)) return uri
  url.port = ''
  return url.href
}

const fits = (registered: string, uri: string): boolean =>
  registered.endsWith('*') ? uri.startsWith(registered.slice(0, -1)) : registered === uri

/** Schemes that a browser would run or show as a page of our own. */
const harmful = /^(?:javascript|data|vbscript|about|blob|file|view-source):/i

/** Browsers read a backslash as a slash and pass over blanks: others may see another address in what has them. */
const twisted = /[^\u0021-\u007e]|\\/

/** A browser takes them away, and with them what stands before. */
const hasDotSegments = (uri: string): boolean => /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(uri.replace(/\?.*/, ''))

/** Registered ones may end with `*`, as Keycloak has it. Fragments and user names in the URI are refused. */
export function isRegistered(uri: string, registered: readonly string[]): boolean {
  if (!URL.canParse(uri) || harmful.test(uri) || twisted.test(uri) || hasDotSegments(uri)) return false
  const { username, password } = new URL(uri)
  if (uri.includes('#') || username !== '' || password !== '') return false
  return registered.some((each) => fits(each, uri) || fits(withoutPort(each), withoutPort(uri)))
}
