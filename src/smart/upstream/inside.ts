/** What is asked of the authorization server's public address -> the same, asked of the provider where it listens. */
import type { FrontDoorSettings } from '../settings.ts'
import { forwardedHeaders } from './forward.ts'

/** Other addresses are asked as they are. */
export const fetchInside =
  ({ publicUrl, provider }: Pick<FrontDoorSettings, 'publicUrl' | 'provider'>): typeof fetch =>
  (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input)
    if (!url.startsWith(`${publicUrl}/`)) return fetch(input, init)
    const headers = new Headers(init.headers)
    for (const [name, value] of Object.entries(forwardedHeaders(publicUrl))) headers.set(name, value)
    return fetch(provider + url.slice(publicUrl.length), { ...init, headers })
  }
