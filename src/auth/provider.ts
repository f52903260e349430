/** An issuer -> its discovery document and keys, asked for when first needed. https://openid.net/specs/openid-connect-discovery-1_0.html */
import { allowInsecureRequests, customFetch, discovery, type CustomFetch, type ServerMetadata } from 'openid-client'
import { discoveryFault } from './provider-fault.ts'
import { importKeys, type VerificationKey, type VerificationKeys } from './keys.ts'
import { createRefreshed, type Timing } from './refreshed.ts'

export type ProviderMetadata = Readonly<ServerMetadata>

/** Both reject with `auth-provider-unavailable`; so the gateway can start before the provider does. */
export interface Provider {
  metadata(): ProviderMetadata | Promise<ProviderMetadata>
  /** The key of this id. An unknown id has the key set fetched again, once a cool-down. */
  key(id: string): Promise<VerificationKey | undefined>
}

export interface ProviderOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds: how long fetched keys are good, and so how long a withdrawn one lives on. */
  readonly keysMaxAge: number
  /** Milliseconds in which an unknown key id causes no second fetch. */
  readonly keysCoolDown: number
  /** Milliseconds after which a failed request to the provider is tried again. */
  readonly retryAfter: number
  /** Milliseconds a request to the provider may take. */
  readonly timeout: number
  /** In place of node's own: where the provider is better reached at another address than the public one. */
  readonly fetch?: typeof fetch
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Plain http is for a provider on this very machine; anywhere else someone on the way could hand us his own keys. */
const isPlainLoopback = (url: URL): boolean => url.protocol === 'http:' && loopback.has(url.hostname)

const discover = async (issuer: string, options: ProviderOptions): Promise<ProviderMetadata> => {
  const url = new URL(issuer)
  const configuration = await discovery(url, 'portico', undefined, undefined, {
    execute: isPlainLoopback(url) ? [allowInsecureRequests] : [],
    timeout: options.timeout / 1000,
    ...(options.fetch !== undefined && { [customFetch]: options.fetch as CustomFetch }),
  }).catch((error: unknown) => {
    throw discoveryFault(issuer, error)
  })
  return configuration.serverMetadata()
}

const fetchKeys = async (metadata: ProviderMetadata, options: ProviderOptions): Promise<VerificationKeys> => {
  const { timeout } = options
  const url = new URL(metadata.jwks_uri ?? '')
  if (url.protocol !== 'https:' && !isPlainLoopback(url)) throw new Error('the keys are not served over https')
  const headers = { accept: 'application/jwk-set+json, application/json' }
  const get = options.fetch ?? fetch
  const response = await get(url, { headers, redirect: 'error', signal: AbortSignal.timeout(timeout) })
  if (!response.ok) throw new Error(`the keys were answered with status ${response.status}`)
  return importKeys(await response.json())
}

/** Fetches nothing before it is asked. */
export const createProvider = (issuer: string, options: ProviderOptions): Provider => {
  const { now, keysMaxAge, keysCoolDown, retryAfter } = options
  const keysTiming: Timing = { maxAge: keysMaxAge, coolDown: keysCoolDown, retryAfter }
  const metadata = createRefreshed(() => discover(issuer, options), { ...keysTiming, maxAge: 6 * keysMaxAge }, now)
  const keys = createRefreshed(async () => fetchKeys(await metadata.get(), options), keysTiming, now)

  const key = async (id: string): Promise<VerificationKey | undefined> => {
    const known = (await keys.get()).get(id)
    return known ?? (await keys.reload()).get(id)
  }
  return { metadata: metadata.get, key }
}
