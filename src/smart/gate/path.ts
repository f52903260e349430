/** The path of a request -> which realm it is for and what there, or nothing for spellings that two servers could read in two ways. */

export interface DoorPath {
  readonly realm: string
  /** Below the realm, without a slash at the end: `/protocol/openid-connect/token`. */
  readonly rest: string
}

/** Encoded blanks, letters, digits, dots, slashes, percent signs and semicolons; matrix parameters; empty and dot segments; backslashes and control characters. */
const ambiguous =
  /%(?![0-9A-F]{2})|%(?:2[0DEF5]|3[0-9B]|4[1-9A-F]|5[0-9ACF]|6[1-9A-F]|7[0-9AEF]|[01][0-9A-F])|[;\\\u0000-\u0020\u007f-\uffff]|\/\/|\/\.{1,2}(?:\/|$)/i

/** Whether every server reads `path` (without its query) as this one does. */
export const isPlain = (path: string): boolean => path.startsWith('/') && !ambiguous.test(path)

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
