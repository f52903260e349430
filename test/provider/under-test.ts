/** A running provider with the demo's realms -> what a browser, an app and the front door do with it, step by step. */
import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import * as oauth from 'openid-client'
import type { Browser } from '../../scripts/demo/identity-provider/browser.ts'
import { demoClientList, hasKeys, redirectUri } from '../../scripts/demo/identity-provider/clients.ts'
import { paths } from '../../scripts/demo/identity-provider/endpoints.ts'
import type { SigningKeys } from '../../scripts/demo/identity-provider/keys.ts'
import { answerPages } from '../../scripts/demo/identity-provider/pages-answered.ts'
import { createAppBrowser } from '../../scripts/demo/identity-provider/sign-in.ts'
import { demoUsers, type RealmName } from '../../scripts/demo/identity-provider/users.ts'

export interface ProviderUnderTest {
  /** Answered by the provider itself, without a front door before it. */
  issuer(realm: RealmName): string
  /** What `/admin/realms/...` stands behind. */
  readonly adminUrl: string
  /** What the audiences and the `fhirUser` begin with. */
  readonly gatewayUrl: string
  /** The front door's own client. */
  readonly gate: { readonly id: string; readonly secret: string }
  /** Of the clients that have keys. */
  readonly keys: SigningKeys
  /** As the person does who is signed in in the browser, on the account page. */
  withdrawConsent(realm: RealmName, browser: Browser, client: string): Promise<void>
}

export type Json = Readonly<Record<string, unknown>>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Json
}

/** Of a realm of the provider. */
export interface Desk {
  readonly provider: ProviderUnderTest
  readonly realm: RealmName
}

export const endpoint = ({ provider, realm }: Desk, name: keyof typeof paths): string =>
  `${provider.issuer(realm)}${paths[name]}`

export const basic = (id: string, secret: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})

/** What Inferno puts into an assertion: no `iat`, five minutes. */
export const makeAssertion = async (
  desk: Desk,
  client: string,
  more: Json = {},
  alg: keyof SigningKeys = 'es384',
): Promise<string> => {
  const jwk = desk.provider.keys[alg]
  const exp = Math.floor(Date.now() / 1000) + 300
  const claims = { iss: client, sub: client, aud: endpoint(desk, 'token'), exp, jti: randomUUID(), ...more }
  const header = { alg: String(jwk.alg), kid: String(jwk.kid), typ: 'JWT' }
  const key = await importJWK(jwk as Parameters<typeof importJWK>[0], jwk.alg)
  return new SignJWT(claims).setProtectedHeader(header).sign(key)
}

export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

interface Credentials {
  readonly headers: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, string>>
}

/** As the client is registered to authenticate. */
const credentialsOf = async (desk: Desk, id: string): Promise<Credentials> => {
  const { gate } = desk.provider
  const client = demoClientList.find((each) => each.id === id)
  const secret = id === gate.id ? gate.secret : client?.secret
  if (secret !== undefined) return { headers: basic(id, secret), fields: {} }
  if (client === undefined || !hasKeys(client)) return { headers: {}, fields: { client_id: id } }
  const assertion = await makeAssertion(desk, id)
  return { headers: {}, fields: { client_assertion_type: assertionType, client_assertion: assertion } }
}

const readBody = async (response: Response): Promise<Json> => {
  const text = await response.text()
  return text.startsWith('{') ? (JSON.parse(text) as Json) : {}
}

export const postForm = async (
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => {
  const accepting = { accept: 'application/json', ...headers }
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers: accepting })
  return { status: response.status, headers: response.headers, body: await readBody(response) }
}

/** As `client`, by its own credentials. */
export const postAs = async (
  desk: Desk,
  client: string,
  name: keyof typeof paths,
  fields: Readonly<Record<string, string>>,
): Promise<Answer> => {
  const credentials = await credentialsOf(desk, client)
  return postForm(endpoint(desk, name), { ...fields, ...credentials.fields }, credentials.headers)
}

export interface Visit {
  readonly client: string
  readonly user: string
  readonly scope: string
  /** A new one unless told. */
  readonly browser?: Browser
  /** Of the authorization request, instead of the usual ones; an empty one is left out. */
  readonly parameters?: Readonly<Record<string, string>>
}

export const verifier = 'v'.repeat(43)

export const authorizationUrl = async (desk: Desk, visit: Omit<Visit, 'user'>): Promise<URL> => {
  const needsPkce = demoClientList.find(({ id }) => id === visit.client)?.pkce === true
  const pkce = { code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
  const usual = { response_type: 'code', client_id: visit.client, redirect_uri: redirectUri, scope: visit.scope }
  const all = { ...usual, state: 'of-the-app', ...(needsPkce && pkce), ...visit.parameters }
  const url = new URL(endpoint(desk, 'authorization'))
  for (const [name, value] of Object.entries(all)) if (value !== '') url.searchParams.set(name, value)
  return url
}

const passwordOf = (name: string): string => demoUsers.find((user) => user.name === name)?.password ?? ''

/** Where the app is sent back to by a person who says yes to everything. */
export const authorize = async (desk: Desk, visit: Visit): Promise<URL> => {
  const browser = visit.browser ?? createAppBrowser()
  const step = await browser.open(await authorizationUrl(desk, visit))
  return answerPages(browser, step, { name: visit.user, password: passwordOf(visit.user) })
}

/** The query of the app's address. */
export const answerOf = (back: URL): Readonly<Record<string, string>> => Object.fromEntries(back.searchParams)

export const redeem = (desk: Desk, client: string, back: URL, more: Readonly<Record<string, string>> = {}) => {
  const needsPkce = demoClientList.find(({ id }) => id === client)?.pkce === true
  const { code = '' } = answerOf(back)
  const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri }
  return postAs(desk, client, 'token', { ...grant, ...(needsPkce && { code_verifier: verifier }), ...more })
}

export interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly id_token: string
  readonly scope: string
}

/** Rejects with what the provider answered, when that is no tokens. */
export const signIn = async (desk: Desk, visit: Visit): Promise<Tokens> => {
  const { status, body } = await redeem(desk, visit.client, await authorize(desk, visit))
  if (status !== 200) throw new Error(`no tokens: ${JSON.stringify(body)}`)
  return body as unknown as Tokens
}

export const refresh = (desk: Desk, client: string, token: string, more: Readonly<Record<string, string>> = {}) =>
  postAs(desk, client, 'token', { grant_type: 'refresh_token', refresh_token: token, ...more })

/** By the front door. */
export const introspect = async (desk: Desk, token: string): Promise<Json> =>
  (await postAs(desk, desk.provider.gate.id, 'introspection', { token })).body

export const wordsOf = (scope: unknown): readonly string[] => String(scope).split(' ').sort()
