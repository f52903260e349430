/** A realm of the settings -> whether the provider can be worked with there: the realm, its name, and the gate's own client. */
import { ProviderFault } from '../../auth/provider-fault.ts'
import type { FrontDoorSettings } from '../settings.ts'
import { fetchInside } from './inside.ts'
import { createSignIn, type SignIn } from './sign-in.ts'

/** Rejects with a {@link ProviderFault} for what the operator has to mend, and with another error where there is no answer. */
export type Probe = () => Promise<void>

const missing = (issuer: string, realm: string, status: number): ProviderFault => {
  const text = `The provider answers ${status} for ${issuer}: the realm ${realm} is not there, or frontDoor.provider is another server.`
  const advice = '`portico realms` makes the realms of the settings.'
  return new ProviderFault(`${text} ${advice}`, undefined, `it has no such realm [HTTP ${status}]`)
}

/** A proxy in front of a provider that starts answers 502 or 503: that is no fault of the settings. */
function checkRealm(issuer: string, realm: string, { ok, status }: Response): void {
  if (ok) return
  if (status < 500) throw missing(issuer, realm, status)
  throw Object.assign(new Error('refused'), { code: `HTTP ${status}` })
}

/** `timeout` in milliseconds. */
export function createProbe(realm: string, issuer: string, settings: FrontDoorSettings, timeout: number): Probe {
  const get = fetchInside(settings)
  const { ownToken }: SignIn = createSignIn(realm, issuer, { ...settings, timeoutMs: timeout })
  return async () => {
    const url = `${issuer}/.well-known/openid-configuration`
    checkRealm(issuer, realm, await get(url, { signal: AbortSignal.timeout(timeout) }))
    await ownToken()
  }
}
