/** A person at Keycloak's own pages, with no front door between: links to the public address are followed to Keycloak itself. */
import { parse } from 'node-html-parser'
import { createHash, randomBytes } from 'node:crypto'
import { CookieJar } from 'tough-cookie'
import { redirectUri } from '../../scripts/demo/identity-provider/clients.ts'
import type { SharedKeycloak } from './keycloak.ts'

export type Json = Readonly<Record<string, unknown>>

export interface Answer {
  readonly status: number
  readonly body: Json
}

export interface AuthorizationOptions {
  readonly realm: string
  readonly client: string
  readonly scope: string
  readonly user: string
  readonly redirectUri?: string
  /** Sent unless told. */
  readonly pkce?: boolean
  /** An earlier person's cookies: their session goes on. */
  readonly jar?: CookieJar
}

export interface Authorization {
  /** The query of the redirect to the app. */
  readonly query: URLSearchParams
  readonly verifier: string
  /** What the pages on the way were titled. */
  readonly pages: readonly string[]
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

export function createBrowser({ url, publicUrl }: Pick<SharedKeycloak, 'url' | 'publicUrl'>) {
  const inside = (address: string): string => address.replace(publicUrl, url)

  async function visit(address: string, jar: CookieJar, form?: URLSearchParams): Promise<Response> {
    const headers = { cookie: await jar.getCookieString(address) }
    const init = form === undefined ? { headers } : { method: 'POST', headers, body: form }
    const response = await fetch(inside(address), { ...init, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, address, { ignoreError: true })
    return response
  }

  /** The page's form, filled in as a person of the demo would. */
  function fill(html: string, user: string): { readonly action: string; readonly form: URLSearchParams } {
    const page = parse(html)
    const action = page.querySelector('form')?.getAttribute('action') ?? ''
    const inputs = page.querySelectorAll('form input[type=hidden]').map((input) => {
      return [input.getAttribute('name') ?? '', input.getAttribute('value') ?? ''] as const
    })
    const isLogin = page.querySelector('input[name=username]') !== null
    const answers = isLogin ? { username: user, password: 'demo' } : { accept: 'Yes' }
    return { action, form: new URLSearchParams({ ...Object.fromEntries(inputs), ...answers }) }
  }

  function authorizationUrl(options: AuthorizationOptions, verifier: string, back: string): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: options.client,
      redirect_uri: back,
      scope: options.scope,
      state: 'a-state',
      ...(options.pkce !== false && { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }),
    })
    return `${publicUrl}/realms/${options.realm}/protocol/openid-connect/auth?${query}`
  }

  /** Signs in, accepts what is asked, and gives what the app is told. Throws with the page that leads nowhere. */
  async function authorize(options: AuthorizationOptions): Promise<Authorization> {
    const verifier = randomBytes(32).toString('base64url')
    const back = options.redirectUri ?? redirectUri
    const jar = options.jar ?? new CookieJar()
    const pages: string[] = []
    let address = authorizationUrl(options, verifier, back)
    let response = await visit(address, jar)
    for (let step = 0; step < 10; step += 1) {
      const location = response.headers.get('location')
      if (location?.startsWith(back)) return { query: new URL(location).searchParams, verifier, pages }
      if (location !== null) {
        address = new URL(location, address).href
        response = await visit(address, jar)
        continue
      }
      const html = await response.text()
      pages.push(parse(html).querySelector('#kc-page-title')?.text.trim() ?? '')
      const { action, form } = fill(html, options.user)
      if (action === '') throw new Error(`Keycloak answered ${response.status} with "${pages.join('", "')}"`)
      address = new URL(action, address).href
      response = await visit(address, jar, form)
    }
    throw new Error('Keycloak asks without end')
  }

  async function post(
    realm: string,
    path: string,
    form: Readonly<Record<string, string>>,
    basic?: readonly [string, string],
  ): Promise<Answer> {
    const headers = basic && { authorization: `Basic ${Buffer.from(basic.join(':')).toString('base64')}` }
    const response = await fetch(`${url}/realms/${realm}/protocol/openid-connect${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      ...(headers && { headers }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Json) }
  }

  /** Redeems the code of a public client. */
  const redeem = ({ realm, client, redirectUri: back }: AuthorizationOptions, { query, verifier }: Authorization) =>
    post(realm, '/token', {
      grant_type: 'authorization_code',
      client_id: client,
      redirect_uri: back ?? redirectUri,
      code: query.get('code') ?? '',
      code_verifier: verifier,
    })

  const tokens = async (options: AuthorizationOptions): Promise<Json> => {
    const answer = await redeem(options, await authorize(options))
    if (answer.status !== 200) throw new Error(JSON.stringify(answer))
    return answer.body
  }

  return { authorize, redeem, tokens, post }
}

export type Browser = ReturnType<typeof createBrowser>

/** Not verified: only to look at. */
export const claimsOf = (token: unknown): Json =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Json
