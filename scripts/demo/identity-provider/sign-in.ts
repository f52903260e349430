/** A demo user or client -> a real token, over HTTP, by the steps that a browser and a SMART app would take. */
import { importJWK } from 'jose'
import type { JWK } from 'oidc-provider'
import * as oauth from 'openid-client'
import { createBrowser, type Browser } from './browser.ts'
import { backendClient, publicClient, redirectUri } from './clients.ts'
import { answerPages } from './pages-answered.ts'

/** An app as its own side knows it. */
export interface App {
  readonly id: string
  readonly authentication: oauth.ClientAuth
}

export interface UserSignIn {
  readonly issuer: string
  /** The FHIR base URL that the token is for. */
  readonly audience: string
  readonly name: string
  readonly password: string
  readonly scope: string
  /** The logical id of the patient to choose where one is asked; the first unless told. */
  readonly patient?: string
  /** What an EHR gave the app to begin with. */
  readonly launch?: string
  /** The demo's public client unless told. */
  readonly app?: App
  /** One that may be signed in already; a new one unless told. */
  readonly browser?: Browser
}

export type TokenResponse = Awaited<ReturnType<typeof oauth.authorizationCodeGrant>>

const publicApp: App = { id: publicClient, authentication: oauth.None() }

const discover = (issuer: string, { id, authentication }: App): Promise<oauth.Configuration> =>
  oauth.discovery(new URL(issuer), id, undefined, authentication, { execute: [oauth.allowInsecureRequests] })

/** Stops where the demo's apps are sent back to. */
export const createAppBrowser = (): Browser => createBrowser((url) => url.href.startsWith(`${redirectUri}?`))

const buildRequest = async (configuration: oauth.Configuration, options: UserSignIn) => {
  const pkceCodeVerifier = oauth.randomPKCECodeVerifier()
  const expectedState = oauth.randomState()
  const url = oauth.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: options.scope,
    aud: options.audience,
    state: expectedState,
    code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...(options.launch !== undefined && { launch: options.launch }),
  })
  return { url, checks: { pkceCodeVerifier, expectedState } }
}

/** Rejects with an Error of openid-client when the provider refuses, as for an unregistered scope. */
export const signInUser = async (options: UserSignIn): Promise<TokenResponse> => {
  const configuration = await discover(options.issuer, options.app ?? publicApp)
  const { url, checks } = await buildRequest(configuration, options)
  const browser = options.browser ?? createAppBrowser()
  const back = await answerPages(browser, await browser.open(url), options)
  return oauth.authorizationCodeGrant(configuration, back, checks)
}

/** Of a client with a key, RS384 or ES384 as the key says. */
export const keyAuthentication = async (jwk: JWK): Promise<oauth.ClientAuth> => {
  const key = await importJWK(jwk as Parameters<typeof importJWK>[0], jwk.alg)
  if (key instanceof Uint8Array) throw new Error('the key is no key pair')
  return oauth.PrivateKeyJwt({ key, kid: String(jwk.kid) })
}

/** A backend client's own token; the first of the demo's unless told. */
export const signInBackend = async (
  issuer: string,
  jwk: JWK,
  scope: string,
  client: string = backendClient,
): Promise<TokenResponse> => {
  const configuration = await discover(issuer, { id: client, authentication: await keyAuthentication(jwk) })
  return oauth.clientCredentialsGrant(configuration, { scope })
}
