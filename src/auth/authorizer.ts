/** An Authorization header -> the Grant of its bearer token, or a 401. That a token is genuine is remembered until it ends; whether its session lives is asked each time. */
import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { readBearer, refuseToken } from './bearer.ts'
import type { Grant } from './grant.ts'
import { createProvider, type Provider, type ProviderMetadata, type ProviderOptions } from './provider.ts'
import { createVerified, type Verified } from './settle.ts'
import type { Surface } from './surface.ts'
import { verifyToken } from './token.ts'

export interface AuthorizationRequest {
  /** The name of one of the surfaces. */
  readonly surface: string
  /** The organization in the request's path; undefined where the base URL names none, so that the token has to. */
  readonly organization?: string
  /** The value of the Authorization header. */
  readonly authorization: string | undefined
  /** Looked at after a wait for the provider, which is short. */
  readonly signal?: AbortSignal
}

export interface Authorizer {
  /**
   * The Grant, at once when the token was verified before and the surface has no sessions. Throws or rejects with
   * `auth-token-missing`, `auth-token-invalid` (both with a challenge), `auth-provider-unavailable` or
   * `auth-store-unavailable`. Whether the scopes reach what is asked is not checked here; see `access`.
   */
  authorize(request: AuthorizationRequest): Grant | Promise<Grant>
  /** The discovery document of the surface's issuer. Rejects with `auth-provider-unavailable`. */
  providerMetadata(surface: string): ProviderMetadata | Promise<ProviderMetadata>
}

export interface AuthorizerOptions extends Partial<ProviderOptions> {
  /** How many verified tokens are remembered. */
  readonly cacheSize?: number
}

const defaults: Required<Omit<AuthorizerOptions, 'fetch'>> = {
  now: Date.now,
  keysMaxAge: 600_000,
  keysCoolDown: 30_000,
  retryAfter: 2_000,
  timeout: 5_000,
  cacheSize: 10_000,
}

interface Gate {
  readonly surface: Surface
  readonly provider: Provider
}

interface Remembered {
  readonly grant: Verified
  /** Milliseconds since 1970. */
  readonly until: number
}

const createGates = (surfaces: readonly Surface[], options: ProviderOptions): ReadonlyMap<string, Gate> =>
  new Map(surfaces.map((surface) => [surface.name, { surface, provider: createProvider(surface.issuer, options) }]))

const findGate = (gates: ReadonlyMap<string, Gate>, surface: string): Gate => {
  const gate = gates.get(surface)
  if (gate === undefined) throw new Error(`there is no surface ${surface}`)
  return gate
}

/** Of the whole token: one with another payload under a remembered signature is another token. */
const cacheKey = (request: AuthorizationRequest, token: string): string =>
  `${request.surface} ${request.organization === undefined ? '' : `/${request.organization}`} ${hash('sha256', token, 'base64')}`

/** Asks no provider before the first token comes. */
export const createAuthorizer = (surfaces: readonly Surface[], options: AuthorizerOptions = {}): Authorizer => {
  const settings = { ...defaults, ...options }
  const { now } = settings
  const gates = createGates(surfaces, settings)
  const verified = new LRUCache<string, Remembered>({ max: settings.cacheSize })

  const verify = async (request: AuthorizationRequest, token: string, cached: string): Promise<Grant> => {
    const { surface, provider } = findGate(gates, request.surface)
    const { organization, signal } = request
    const seconds = () => Math.floor(now() / 1000)
    const claims = await verifyToken(token, { surface, organization, key: provider.key, now: seconds })
    signal?.throwIfAborted()
    if (typeof claims === 'string') throw refuseToken(surface.name, claims)
    const grant = createVerified(token, claims, surface, organization)
    // A token outlives the withdrawal of its key no longer than the key itself does.
    verified.set(cached, { grant, until: Math.min(claims.expires * 1000, now() + settings.keysMaxAge) })
    return grant()
  }

  return {
    authorize: (request) => {
      const token = readBearer(request.authorization, request.surface)
      const key = cacheKey(request, token)
      const known = verified.get(key)
      return known !== undefined && known.until > now() ? known.grant() : verify(request, token, key)
    },
    providerMetadata: (surface) => findGate(gates, surface).provider.metadata(),
  }
}
