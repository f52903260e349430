/** What an app does at a front door, step by step and with all it could do wrong, over any running deployment. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { importJWK, SignJWT, type JWK } from 'jose'
import { publicClient, redirectUri } from '../../../scripts/demo/identity-provider/clients.ts'
import { backendKeyFile, loadSigningKeys } from '../../../scripts/demo/identity-provider/keys.ts'
import type { DoorUnderTest } from '../door.ts'
import { asPublic, type Credentials } from './clients.ts'

export type Json = Readonly<Record<string, unknown>>
export type RealmName = 'portal' | 'sevocity'
export type Door = DoorUnderTest
/** A suite asks for it in its hooks and tests, when it runs. */
export type Subject = () => Door

export const surfaceOf = { portal: 'patients', sevocity: 'sevocity' } as const

export const randomText = (bytes = 32): string => randomBytes(bytes).toString('base64url')
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

export const endpoint = (url: string, realm: RealmName, name: string): string =>
  `${url}/realms/${realm}/protocol/openid-connect/${name}`

export interface AppRequest {
  readonly url: URL
  readonly parameters: URLSearchParams
  readonly realm: RealmName
  readonly client: string
  readonly redirectUri: string
  readonly state: string
  readonly verifier: string
}

export interface Asked {
  readonly realm?: RealmName
  readonly client?: string
  readonly scope: string
  /** Of the base in `aud`; 1 unless told. */
  readonly organization?: string
  readonly redirectUri?: string
  /** Over what stands in the request; undefined takes it out. */
  readonly more?: Readonly<Record<string, string | undefined>>
}

/** An authorization request as it should be, but for `more`. */
export function newRequest(door: Pick<Door, 'doorUrl' | 'base'>, asked: Asked): AppRequest {
  const { realm = 'portal', client = publicClient, organization = '1', more = {} } = asked
  const [verifier, state, back] = [randomText(), more['state'] ?? randomText(12), asked.redirectUri ?? redirectUri]
  const all: Readonly<Record<string, string | undefined>> = {
    response_type: 'code',
    client_id: client,
    redirect_uri: back,
    scope: asked.scope,
    state,
    aud: door.base(surfaceOf[realm], organization),
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    ...more,
  }
  const parameters = new URLSearchParams(
    Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  const url = new URL(`${endpoint(door.doorUrl, realm, 'auth')}?${parameters.toString()}`)
  return { url, parameters, realm, client, redirectUri: back, state, verifier }
}

/** What the app was told, in the query or the fragment. */
export function told(back: URL): URLSearchParams {
  const inHash = new URLSearchParams(back.hash.slice(1))
  return inHash.has('state') || inHash.has('error') ? inHash : back.searchParams
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly json: Json
  readonly text: string
}

export async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, json: isJson ? (JSON.parse(text) as Json) : {} }
}

export const postForm = async (
  url: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => toAnswer(await fetch(url, { method: 'POST', body: new URLSearchParams(form), headers }))

/** At the token endpoint of the gate at `url`. */
export const askTokens = (
  url: string,
  realm: RealmName,
  form: Readonly<Record<string, string>>,
  { form: own, headers }: Credentials = asPublic(),
): Promise<Answer> => postForm(endpoint(url, realm, 'token'), { ...form, ...own }, headers)

/** The code for tokens. */
export const redeem = (
  url: string,
  request: AppRequest,
  code: string,
  credentials: Credentials = asPublic(request.client),
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> => {
  const { redirectUri: redirect_uri, verifier: code_verifier } = request
  const form = { grant_type: 'authorization_code', code, redirect_uri, code_verifier, ...more }
  return askTokens(url, request.realm, form, credentials)
}

export const refresh = (
  url: string,
  realm: RealmName,
  token: unknown,
  credentials: Credentials = asPublic(),
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  askTokens(url, realm, { grant_type: 'refresh_token', refresh_token: String(token), ...more }, credentials)

/** Not verified: only to look at. */
export const claimsOf = (token: unknown): Json =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Json

export const wordsIn = (scope: unknown): readonly string[] => String(scope).split(' ')

/** A FHIR request below a base. */
export const read = async (base: string, path: string, token: unknown): Promise<Answer> =>
  toAnswer(await fetch(`${base}/${path}`, { headers: { authorization: `Bearer ${String(token)}` } }))

/** The ids of a search's matches. */
export async function idsOf(base: string, path: string, token: unknown): Promise<readonly string[]> {
  const { status, json, text } = await read(base, path, token)
  if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 300)}`)
  const entries = (json['entry'] ?? []) as readonly { readonly resource: { readonly id: string } }[]
  return entries.map(({ resource }) => resource.id)
}

/** The base of the same surface at a replica. */
export const baseAt = (door: Door, gatewayUrl: string, realm: RealmName, organization = '1'): string =>
  door.base(surfaceOf[realm], organization).replace(door.gatewayUrl, gatewayUrl)

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Of the demo's clients that have keys. */
export const signingKeysOf = async ({ providerState, doorUrl }: Door): Promise<Record<'rs384' | 'es384', JWK>> => {
  const keys = await loadSigningKeys(backendKeyFile(providerState, Number(new URL(doorUrl).port)))
  // Two libraries have a type for the same thing.
  return keys as Record<'rs384' | 'es384', object> as Record<'rs384' | 'es384', JWK>
}

export interface Assertion {
  readonly client: string
  readonly key: JWK
  readonly realm?: RealmName
  readonly claims?: Json
}

/** As Inferno signs one: five minutes, no `iat`. */
export async function signAssertion(door: Door, { client, key, realm = 'sevocity', claims }: Assertion) {
  const all = {
    iss: client,
    sub: client,
    aud: endpoint(door.doorUrl, realm, 'token'),
    exp: Math.floor(Date.now() / 1_000) + 300,
    jti: randomUUID(),
    ...claims,
  }
  return new SignJWT(all)
    .setProtectedHeader({ alg: String(key.alg), kid: String(key.kid), typ: 'JWT' })
    .sign(await importJWK(key, key.alg))
}

export const asAsserted = (assertion: string): Credentials => ({
  form: { client_assertion_type: assertionType, client_assertion: assertion },
  headers: {},
})
