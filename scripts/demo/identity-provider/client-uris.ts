/** An address that a client wants to be sent back to, or called from -> whether its registration has it, by Keycloak's rules. */
import type { DemoClient } from './clients.ts'

const isLoopback = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1')

/** An app on the user's machine takes whatever port is free. https://www.rfc-editor.org/rfc/rfc8252#section-7.3 */
const withoutLoopbackPort = (uri: string): string => {
  const url = new URL(uri)
  if (isLoopback(url)) url.port = ''
  return url.href
}

const matches = (pattern: string, uri: string): boolean =>
  pattern.endsWith('*') ? uri.startsWith(pattern.slice(0, -1)) : uri === pattern

/** Whether the path could mean another to a browser or a server. */
const isTwisted = (uri: string): boolean =>
  /[\\\s]|%2e|%2f|%5c|\/\.{1,2}(?:[/?#]|$)/i.test(uri) || new URL(uri).username !== ''

export const allowsRedirect = (client: DemoClient, uri: string): boolean => {
  if (!URL.canParse(uri) || isTwisted(uri)) return false
  const plain = withoutLoopbackPort(uri)
  return client.redirectUris.some((pattern) => matches(pattern, plain) || matches(pattern, uri))
}

const originOf = (pattern: string): string => new URL(pattern.replace(/\*$/, '')).origin

export const allowsOrigin = (client: DemoClient, origin: string): boolean => {
  if (!URL.canParse(origin)) return false
  const plain = new URL(withoutLoopbackPort(origin)).origin
  const allowed = client.webOrigins.flatMap((each) => (each === '+' ? client.redirectUris.map(originOf) : [each]))
  return allowed.includes(origin) || allowed.includes(plain)
}
