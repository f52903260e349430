/** What an app asks of an authorization server, and how long each answer takes: the gate's, or the provider's own. https://hl7.org/fhir/smart-app-launch/app-launch.html */
import { createHash, randomBytes } from 'node:crypto'
import { Pool } from 'undici'
import { forwardedHeaders } from '../../../src/smart/upstream/forward.ts'
import { publicClient, redirectUri } from '../../demo/identity-provider/clients.ts'
import type { Places } from './door.ts'

const endpoints = '/realms/portal/protocol/openid-connect'
const scope = 'launch/patient openid fhirUser patient/Patient.rs patient/Observation.rs patient/Condition.rs'

export interface AppRequest {
  /** With the query. */
  readonly path: string
  readonly verifier: string
}

const randomText = (): string => randomBytes(32).toString('base64url')

export function newRequest({ base }: Places): AppRequest {
  const verifier = randomText()
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: publicClient,
    redirect_uri: redirectUri,
    scope,
    state: randomText(),
    aud: base,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  return { path: `${endpoints}/auth?${parameters.toString()}`, verifier }
}

export interface Answer {
  readonly status: number
  readonly location?: string
  readonly text: string
  /** Milliseconds until all of it was here. */
  readonly ms: number
}

/** Keeps no cookies: each request is a stranger's. */
export interface Server {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  post(path: string, form: Readonly<Record<string, string>>): Promise<Answer>
  close(): Promise<void>
}

type Options = Omit<Parameters<Pool['request']>[0], 'origin' | 'path'>

/** The provider is told the public address, as the gate tells it, so that both do the same work. */
export function serverAt(url: string, { gateUrl }: Places): Server {
  const pool = new Pool(url, { pipelining: 1 })
  const forwarded = url === gateUrl ? {} : forwardedHeaders(gateUrl, '127.0.0.1')
  const send = async (path: string, { headers, ...options }: Options): Promise<Answer> => {
    const started = performance.now()
    const {
      statusCode,
      headers: answered,
      body,
    } = await pool.request({
      ...options,
      path,
      headers: { ...forwarded, ...(headers as Record<string, string>) },
    })
    const text = await body.text()
    const ms = performance.now() - started
    const { location } = answered
    return { status: statusCode, text, ms, ...(typeof location === 'string' && { location }) }
  }
  return {
    get: (path, headers = {}) => send(path, { method: 'GET', headers }),
    post: (path, form) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      }),
    close: () => pool.close(),
  }
}

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
  readonly ms: number
}

async function askTokens(server: Server, form: Readonly<Record<string, string>>): Promise<Tokens> {
  const { status, text, ms } = await server.post(`${endpoints}/token`, { client_id: publicClient, ...form })
  if (status !== 200) throw new Error(`${form['grant_type']} was answered with ${status}: ${text.slice(0, 200)}`)
  const { access_token, refresh_token } = JSON.parse(text) as Readonly<Record<string, string>>
  if (access_token === undefined || refresh_token === undefined) throw new Error('a token is missing')
  return { accessToken: access_token, refreshToken: refresh_token, ms }
}

export const redeem = (server: Server, code: string, verifier: string): Promise<Tokens> =>
  askTokens(server, { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier })

export const refresh = (server: Server, token: string): Promise<Tokens> =>
  askTokens(server, { grant_type: 'refresh_token', refresh_token: token })
