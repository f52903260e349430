/** The gate's own address, beside what it does for people and apps -> the same health and counters that the gateway has. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'
import type { Gateway } from './gateway.ts'
import { metrics, ready } from './health.ts'

type Ask = (call: { readonly gateway: Gateway }) => Answer | Promise<Answer>

function askOf(gateway: Gateway, { method, url = '' }: IncomingMessage): Ask | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  if (url === '/health/ready') return ready
  return url === '/metrics' && gateway.settings.server.metrics ? metrics : undefined
}

/** Whether the request was for one of them; then it is answered. */
export function answerHealth(gateway: Gateway, request: IncomingMessage, response: ServerResponse): boolean {
  const ask = askOf(gateway, request)
  if (ask === undefined) return false
  void Promise.resolve(ask({ gateway })).then(
    ({ status, headers, body }) => response.writeHead(status, { ...headers }).end(body),
    () => response.writeHead(503).end(),
  )
  return true
}
