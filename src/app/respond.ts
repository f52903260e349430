/** An Answer -> bytes on a response: a text at once, a stream with backpressure. */
import { pipeline } from 'node:stream/promises'
import type { Answer } from './answer.ts'
import { answerProblem, toProblem } from './errors.ts'
import { signalOf, type AppResponse, type Exchange } from './exchange.ts'
import { serverTiming } from './stages.ts'

/** Any page may read what a token gives it; there are no cookies, so no credentials. https://fetch.spec.whatwg.org/#http-cors-protocol */
const commonHeaders: readonly string[] = Object.entries({
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'WWW-Authenticate, Retry-After, X-Request-Id, Server-Timing, ETag, Last-Modified, Allow',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}).flat()

/** Names and values by turns, which is what node writes fastest. */
function headersFor({ locals: { exchange } }: AppResponse, { headers }: Answer): string[] {
  const list = commonHeaders.slice()
  for (const name in headers) list.push(name, String(headers[name]))
  list.push('X-Request-Id', exchange.id)
  if (exchange.isTimed && exchange.stages.length > 0) list.push('Server-Timing', serverTiming(exchange.stages))
  return list
}

/** Notes what breaks a body where it breaks: the response closes, and its event is told, before anyone else hears of it. */
async function* watch(body: AsyncIterable<string>, exchange: Exchange): AsyncGenerator<string> {
  try {
    yield* body
  } catch (error) {
    if (!exchange.isGone) exchange.problem = toProblem(error, exchange.id)
    throw error
  }
}

async function stream(response: AppResponse, body: AsyncIterable<string>): Promise<void> {
  const { exchange } = response.locals
  if (response.req.method === 'HEAD') {
    await body[Symbol.asyncIterator]().return?.()
    response.end()
    return
  }
  await pipeline(watch(body, exchange), response, { signal: signalOf(exchange) })
}

/** Ends when the last byte was handed over. Rejects when the body does, or when the client leaves. */
export async function send(response: AppResponse, answer: Answer): Promise<void> {
  const { status, body } = answer
  const headers = headersFor(response, answer)
  if (typeof body !== 'string') {
    response.writeHead(status, headers)
    return stream(response, body)
  }
  if (status !== 204) headers.push('Content-Length', String(Buffer.byteLength(body)))
  response.writeHead(status, headers).end(body)
}

/** Answers an error with its outcome; an answer that has begun can only be broken off, so that nobody takes it for whole. */
export async function sendError(response: AppResponse, error: unknown): Promise<void> {
  const { exchange } = response.locals
  if (exchange.isGone) return
  if (response.headersSent) {
    response.destroy()
    return
  }
  exchange.problem = toProblem(error, exchange.id)
  await send(response, answerProblem(exchange.problem))
}
