/** A redirect URI -> where what a person shares goes, in a form that they can judge. https://www.rfc-editor.org/rfc/rfc8252#section-7 */

/** `web`: a host; `device`: an app on the person's own device, by a private scheme or a loopback address. */
export interface RedirectPlace {
  readonly kind: 'web' | 'device'
  readonly name: string
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** `redirectUri` is one that the provider knows as the client's. */
export function redirectPlace(redirectUri: string): RedirectPlace {
  if (!URL.canParse(redirectUri)) return { kind: 'device', name: '' }
  const { protocol, hostname, host } = new URL(redirectUri)
  if (protocol !== 'https:' && protocol !== 'http:') return { kind: 'device', name: protocol.slice(0, -1) }
  return loopback.test(hostname) ? { kind: 'device', name: hostname } : { kind: 'web', name: host }
}
