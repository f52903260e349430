/** The front door's own client in a realm: it signs people in, and speaks to the provider for itself. https://openid.net/specs/openid-connect-core-1_0.html */
import * as oauth from 'openid-client'
import { discoveryFault, ProviderFault } from '../../auth/provider-fault.ts'
import { createRefreshed } from '../../auth/refreshed.ts'
import type { FrontDoorSettings } from '../settings.ts'
import { fetchInside } from './inside.ts'

export interface SignInStart {
  /** Binds the answer to the interaction that asked. */
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

export interface SignIn {
  /** Where the browser goes to sign in. `more`: `prompt`, `login_hint`, `max_age`, `ui_locales`, `acr_values`. */
  url(start: SignInStart, more: Readonly<Record<string, string>>): Promise<URL>
  /** The `sub` of who signed in. Rejects with openid-client's errors, among them what the provider refused. */
  finish(back: URL, start: SignInStart): Promise<string>
  /** A token for the front door's own service account. Kept until shortly before its end, or until `isRefused` says that it is no good. */
  ownToken(isRefused?: boolean): Promise<string>
}

const minute = 60_000

export const callbackPath = (realm: string): string => `/realms/${realm}/gate/cb`

const challengeOf = async ({ codeVerifier, nonce, state }: SignInStart) => ({
  state,
  nonce,
  code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
  code_challenge_method: 'S256',
})

function createDiscovery(issuer: string, settings: FrontDoorSettings): () => Promise<oauth.Configuration> {
  const { client, timeoutMs } = settings
  const options = {
    // The provider's own address may be plain http: it is on the clinic's own network.
    execute: [oauth.allowInsecureRequests],
    timeout: timeoutMs / 1000,
    [oauth.customFetch]: fetchInside(settings) as oauth.CustomFetch,
  }
  const load = () =>
    oauth
      .discovery(new URL(issuer), client.id, client.secret, oauth.ClientSecretBasic(client.secret), options)
      .catch((error: unknown) => {
        throw discoveryFault(issuer, error)
      })
  const kept = createRefreshed(load, { maxAge: 60 * minute, coolDown: minute / 2, retryAfter: 1_000 }, Date.now)
  return async () => kept.get()
}

/** The provider's word for what is wrong with a client. */
const errorCode = (error: unknown): string | undefined =>
  error instanceof oauth.ResponseBodyError
    ? error.error
    : error instanceof oauth.WWWAuthenticateChallengeError
      ? 'invalid_client'
      : undefined

/** The gate itself is refused: that is nobody's mistake but the operator's. Other errors as they are. */
function ownFault(error: unknown, issuer: string, { id }: FrontDoorSettings['client']): unknown {
  const code = errorCode(error)
  if (code === undefined || code === 'invalid_grant') return error
  const advice = 'Check frontDoor.client.id and frontDoor.client.secret, and that it has a service account.'
  const text = `The provider ${issuer} refuses the gate's own client ${id}: ${code}. ${advice}`
  return new ProviderFault(text, error, "it refuses the gate's own client")
}

type OwnFault = (error: unknown) => unknown

function createOwnToken(configuration: () => Promise<oauth.Configuration>, fault: OwnFault): SignIn['ownToken'] {
  let kept: { readonly token: string; readonly until: number } | undefined
  let loading: Promise<string> | undefined
  const load = async (): Promise<string> => {
    try {
      const { access_token, expires_in = 60 } = await oauth.clientCredentialsGrant(await configuration())
      kept = { token: access_token, until: Date.now() + (expires_in - 30) * 1000 }
      return access_token
    } catch (error) {
      throw fault(error)
    } finally {
      loading = undefined
    }
  }
  return async (isRefused = false) => {
    const isGood = kept !== undefined && kept.until > Date.now() && !isRefused
    return isGood && kept !== undefined ? kept.token : (loading ??= load())
  }
}

/** Asks nothing of the provider before it is needed. */
export function createSignIn(realm: string, issuer: string, settings: FrontDoorSettings): SignIn {
  const configuration = createDiscovery(issuer, settings)
  const redirectUri = settings.publicUrl + callbackPath(realm)
  const fault: OwnFault = (error) => ownFault(error, issuer, settings.client)
  return {
    url: async (start, more) =>
      oauth.buildAuthorizationUrl(await configuration(), {
        ...more,
        ...(await challengeOf(start)),
        redirect_uri: redirectUri,
        scope: 'openid',
      }),
    finish: async (back, { state, nonce, codeVerifier }) => {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier }
      const redeemed = oauth.authorizationCodeGrant(await configuration(), back, checks)
      const tokens = await redeemed.catch((error: unknown) => {
        throw fault(error)
      })
      const sub = tokens.claims()?.sub
      if (sub === undefined) throw new Error('the provider did not say who signed in')
      return sub
    },
    ownToken: createOwnToken(configuration, fault),
  }
}
