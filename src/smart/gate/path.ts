/** The path of a request -> which realm it is for and what there, or nothing for spellings that two servers could read in two ways. */

export interface DoorPath {
  readonly realm: string
  /** Below the realm, without a slash at the end: `/protocol/openid-connect/token`. */
  readonly rest: string
}

/** What a segment may have: what stands for itself everywhere, letters of other alphabets in percent signs, and a colon and an at sign in them. */
const segments = /^(?:\/(?:[A-Za-z0-9\-._~!$&'()*+,=:@]|%[89A-Fa-f][0-9A-Fa-f]|%3[Aa]|%40)*)+$/

/** Empty segments, and those that mean another place. */
const moving = /\/\/|\/\.{1,2}(?:\/|$)/

/** Of a query: printable ASCII without the sign of a fragment, at which one server ends and another does not. */
const queryForm = /^[!"$-~]*$/

/** Bytes that are no letters may be read as others by who is not strict about them. */
function isText(path: string): boolean {
  try {
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}

/** Whether every server reads `path` (without its query) as this one does. https://www.rfc-editor.org/rfc/rfc3986#section-3.3 */
export const isPlain = (path: string): boolean => segments.test(path) && !moving.test(path) && isText(path)

/** The same of a whole request target, with its query. */
export function isPlainTarget(target: string): boolean {
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  return isPlain(path) && queryForm.test(query)
}

/** Undefined for a path that is not below a realm. */
export function readPath(path: string): DoorPath | undefined {
  const [, realm, rest] = /^\/realms\/([A-Za-z0-9_-]+)(\/.*)?$/.exec(path) ?? []
  return realm === undefined ? undefined : { realm, rest: (rest ?? '').replace(/\/$/, '') }
}

const protocol = '/protocol/openid-connect'

export const paths = {
  authorization: `${protocol}/auth`,
  token: `${protocol}/token`,
  introspection: `${protocol}/token/introspect`,
  revocation: `${protocol}/revoke`,
  callback: '/gate/cb',
  ask: '/gate/ask',
  logo: '/gate/logo',
  style: '/gate/style.json',
  launch: '/launch',
} as const

/**
 * Other doors into the provider: authorization requests that no check has seen (pushed, by device, backchannel), registration of
 * people and clients outside of the realm's own rules, and the tokens of other protocols.
 */
const shut = [
  `${protocol}/ext`,
  `${protocol}/auth/device`,
  `${protocol}/registrations`,
  `${protocol}/forgot-credentials`,
  '/protocol/saml',
  '/protocol/docker-v2',
  '/device',
]

export const isShut = (rest: string): boolean => shut.some((each) => rest === each || rest.startsWith(`${each}/`))

/** Answers there may be redirects that carry a code. */
export const mayRedirect = (rest: string): boolean =>
  ['/login-actions', '/broker', `${protocol}/auth`, `${protocol}/3p-cookies`].some(
    (each) => rest === each || rest.startsWith(`${each}/`),
  )

/** Some servers take capitals for small letters; what the gate does or keeps shut is in small letters, and is nothing else. */
export function isMisspelt(rest: string): boolean {
  const lower = rest.toLowerCase()
  if (lower === rest) return false
  const known: readonly string[] = Object.values(paths)
  return known.includes(lower) || lower.startsWith('/gate') || isShut(lower) || mayRedirect(lower) !== mayRedirect(rest)
}
