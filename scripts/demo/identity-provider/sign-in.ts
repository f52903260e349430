/** A demo user or client -> a real token, over HTTP, by the steps that a browser and a SMART app would take. */
import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import * as oauth from 'openid-client'
import type { JWK } from 'oidc-provider'
import { backendClient, publicClient, redirectUri } from './clients.ts'

export interface UserSignIn {
  readonly issuer: string
  /** The FHIR base URL that the token is for. */
  readonly audience: string
  readonly name: string
  readonly password: string
  readonly scope: string
}

export type TokenResponse = Awaited<ReturnType<typeof oauth.authorizationCodeGrant>>

const discover = (issuer: string, client: string, authentication: oauth.ClientAuth): Promise<oauth.Configuration> =>
  oauth.discovery(new URL(issuer), client, undefined, authentication, { execute: [oauth.allowInsecureRequests] })

/** A browser that knows cookies and nothing else. */
const createBrowser = () => {
  const cookies = new Map<string, string>()
  return async (url: URL, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }
}

type Browser = ReturnType<typeof createBrowser>

/** Follows redirects from `response` to a page or to the app; the app's address itself is not opened. */
const follow = async (browse: Browser, url: URL, response: Response): Promise<URL> => {
  const location = response.headers.get('location')
  if (location === null) {
    if (response.ok) return url
    throw new Error(`the identity provider answered with status ${response.status}`)
  }
  const next = new URL(location, url)
  return next.href.startsWith(redirectUri) ? next : follow(browse, next, await browse(next))
}

/** From the authorization request through the login page to the address that the app is sent back to. */
const logIn = async (start: URL, name: string, password: string): Promise<URL> => {
  const browse = createBrowser()
  const page = await follow(browse, start, await browse(start))
  if (page.href.startsWith(redirectUri)) return page
  const form = new URLSearchParams({ username: name, password })
  return follow(browse, page, await browse(page, { method: 'POST', body: form }))
}

/** Rejects with an Error of openid-client when the provider refuses, as for an unregistered scope. */
export const signInUser = async (options: UserSignIn): Promise<TokenResponse> => {
  const configuration = await discover(options.issuer, publicClient, oauth.None())
  const pkceCodeVerifier = oauth.randomPKCECodeVerifier()
  const expectedState = oauth.randomState()
  const start = oauth.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: options.scope,
    aud: options.audience,
    state: expectedState,
    code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  const back = await logIn(start, options.name, options.password)
  return oauth.authorizationCodeGrant(configuration, back, { pkceCodeVerifier, expectedState })
}

const importSigningKey = async (jwk: JWK): Promise<oauth.PrivateKey> => {
  const key: KeyObject = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' })
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' }
  const der = key.export({ type: 'pkcs8', format: 'der' })
  return { key: await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']), kid: String(jwk.kid) }
}

/** The backend client's own token, for every base of the realm or, when given, for `audience` alone. */
export const signInBackend = async (
  issuer: string,
  jwk: JWK,
  scope: string,
  audience?: string,
): Promise<TokenResponse> => {
  const authentication = oauth.PrivateKeyJwt(await importSigningKey(jwk))
  const configuration = await discover(issuer, backendClient, authentication)
  return oauth.clientCredentialsGrant(configuration, { scope, ...(audience !== undefined && { resource: audience }) })
}
