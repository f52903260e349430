/** An access token -> whether the provider still stands by it. Asked at the provider's own address. https://www.rfc-editor.org/rfc/rfc7662 */
import { Agent, request } from 'undici'
import { forwardedHeaders } from './upstream/forward.ts'

export interface Introspection {
  /** Rejects with an `Error` where the provider gives no clear answer in time. Nothing but its plain word makes a token active. */
  ask(realm: string, token: string): Promise<{ readonly active: boolean }>
  /** Lets go of the connections. */
  close(): Promise<void>
}

export interface IntrospectionOptions {
  /** The introspection endpoint of a realm, at the address where the provider itself listens. */
  readonly url: (realm: string) => string
  /** The provider's public address: it is told, so that it knows its own issuer. */
  readonly publicUrl: string
  readonly client: { readonly id: string; readonly secret: string }
  /** Milliseconds for one answer, all of it. */
  readonly timeout: number
}

/** Bytes of an answer: a token's claims, of which one is looked at. */
const largest = 262_144

/** Form encoding, before Base64: https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
const encodePart = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1)

const basic = ({ id, secret }: IntrospectionOptions['client']): string =>
  `Basic ${Buffer.from(`${encodePart(id)}:${encodePart(secret)}`).toString('base64')}`

const readActive = (text: string): boolean => {
  const answer: unknown = JSON.parse(text)
  const active = typeof answer === 'object' && answer !== null && 'active' in answer ? answer.active : undefined
  if (typeof active !== 'boolean') throw new Error('the provider does not say whether the token is active')
  return active
}

/** A connection that the provider closed just when it was used again: the question did not arrive, and does no harm when it did. */
const wasClosed = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE'
}

/** Asks nothing before it is asked. */
export const createIntrospection = ({ url, publicUrl, client, timeout }: IntrospectionOptions): Introspection => {
  const dispatcher = new Agent({ connections: 32, maxResponseSize: largest, connect: { timeout } })
  const headers = {
    authorization: basic(client),
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
    ...forwardedHeaders(publicUrl),
  }

  const send = async (realm: string, token: string, signal: AbortSignal): Promise<boolean> => {
    const body = new URLSearchParams({ token, token_type_hint: 'access_token' }).toString()
    const answer = await request(url(realm), { method: 'POST', headers, body, dispatcher, signal })
    if (answer.statusCode === 200) return readActive(await answer.body.text())
    await answer.body.dump()
    throw new Error(`the provider answered a question about a token with status ${answer.statusCode}`)
  }

  return {
    ask: async (realm, token) => {
      const signal = AbortSignal.timeout(timeout)
      const again = (error: unknown): Promise<boolean> => {
        if (!wasClosed(error)) throw error
        return send(realm, token, signal)
      }
      return { active: await send(realm, token, signal).catch(again) }
    },
    close: () => dispatcher.close(),
  }
}
