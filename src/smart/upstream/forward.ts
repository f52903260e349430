/** A request for the provider -> its answer, whole, from where the provider itself listens. */
import type { IncomingHttpHeaders } from 'node:http'
import { Pool, type Dispatcher } from 'undici'
import type { FrontDoorSettings } from '../settings.ts'

export interface UpstreamRequest {
  readonly method: 'GET' | 'POST'
  /** From the root, with the query: `/realms/portal/...`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export interface UpstreamAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface Upstream {
  /** Rejects when the provider does not answer in time, or with more than is read. */
  forward(request: UpstreamRequest): Promise<UpstreamAnswer>
  close(): Promise<void>
}

/** A page with a consent for 150 scopes has 33 kB. */
const longestAnswer = 4 * 1024 * 1024

/** What the provider has to know of the address that its clients see. https://www.keycloak.org/server/reverseproxy */
export function forwardedHeaders(publicUrl: string, address?: string): Readonly<Record<string, string>> {
  const { protocol, host, port } = new URL(publicUrl)
  const scheme = protocol.slice(0, -1)
  return {
    'x-forwarded-proto': scheme,
    'x-forwarded-host': host,
    'x-forwarded-port': port || (scheme === 'https' ? '443' : '80'),
    ...(address !== undefined && { 'x-forwarded-for': address }),
  }
}

async function readWhole(body: Dispatcher.ResponseData['body']): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > longestAnswer) throw new Error('the provider answers with more than is read')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function createUpstream({ provider, publicUrl, timeoutMs }: FrontDoorSettings): Upstream {
  const pool = new Pool(provider, { connections: 64, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, pipelining: 1 })
  const forwarded = forwardedHeaders(publicUrl)
  return {
    forward: async ({ method, path, headers, body }) => {
      const options = { method, path, headers: { ...forwarded, ...headers }, ...(body !== undefined && { body }) }
      const answer = await pool.request(options)
      return { status: answer.statusCode, headers: answer.headers, body: await readWhole(answer.body) }
    },
    close: () => pool.close(),
  }
}
