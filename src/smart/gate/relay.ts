/** What the provider answers -> what the browser or app gets: headers of the connection left out, redirects settled. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Request, Response } from 'express'
import type { UpstreamAnswer, UpstreamRequest } from '../upstream/forward.ts'
import type { Door } from './door.ts'
import { settleLocation } from './location.ts'
import { PageRefusal } from './refusal.ts'

/** https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1, and what no longer fits a body that was read whole. */
const dropped = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'date',
])

/** What a client may not say of where it comes from, what is the gate's own, and what is no longer true of a body that was read. */
const notSent = new Set([
  ...dropped,
  ...['host', 'expect', 'forwarded', 'via', 'x-real-ip', 'accept-encoding', 'content-encoding'],
])

const isNotSent = (name: string): boolean => notSent.has(name) || name.startsWith('x-forwarded-')

/** The gate's own cookies are nothing to the provider. */
const ownCookie = /^\s*(?:__Secure-)?portico_/

export const providerCookies = (cookies: string): string =>
  cookies
    .split(';')
    .filter((each) => !ownCookie.test(each))
    .join(';')

/** The headers of a client that go on to the provider. */
export function onwardHeaders({ headers, ip }: Request): Record<string, string> {
  const onward = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || isNotSent(name) ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  )
  const result = Object.fromEntries(onward)
  const cookie = providerCookies(result['cookie'] ?? '')
  delete result['cookie']
  return { ...result, ...(cookie.trim() !== '' && { cookie }), ...(ip !== undefined && { 'x-forwarded-for': ip }) }
}

/** The provider's cookies, caching, CORS and the like go to the client as they are. */
export function copyHeaders(response: Response, headers: IncomingHttpHeaders): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || dropped.has(name) || name === 'location') continue
    // Beside the gate's own.
    if (name === 'set-cookie') response.append(name, value)
    else response.setHeader(name, value)
  }
}

export function sendAnswer(response: Response, { status, headers, body }: UpstreamAnswer): void {
  copyHeaders(response, headers)
  response.status(status).end(body)
}

/** Forwards, and settles where the answer sends the browser. */
export async function relay(door: Door, realm: string, request: UpstreamRequest, response: Response): Promise<void> {
  const answer = await door.upstream.forward(request)
  const { location } = answer.headers
  if (location !== undefined) {
    const settled = await settleLocation(door, realm, location)
    if (settled === undefined)
      throw new PageRefusal('invalid_request', 'The sign-in was mixed up with that of another app.')
    response.setHeader('Location', settled)
  }
  sendAnswer(response, answer)
}
