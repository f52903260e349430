/** An Answer -> bytes on a response: a text at once, a stream with backpressure, compressed where the client takes it. */
import { pipeline } from 'node:stream/promises'
import type { Answer } from './answer.ts'
import { isKnown, notModified } from './conditional.ts'
import { compress, compressor, encodingOf, isWorthIt } from './encoding.ts'
import { answerProblem, toProblem } from './errors.ts'
import { lengthOf, ofLength } from './length.ts'
import { signalOf, type AppResponse, type Exchange } from './exchange.ts'
import { present } from './presented.ts'
import { serverTiming } from './stages.ts'

/** Any page may read what a token gives it; there are no cookies, so no credentials. https://fetch.spec.whatwg.org/#http-cors-protocol */
const commonHeaders: readonly string[] = Object.entries({
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'WWW-Authenticate, Retry-After, X-Request-Id, Server-Timing, ETag, Last-Modified, Allow, Accept-Ranges, Content-Range, Content-Disposition',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  Vary: 'Accept, Accept-Encoding',
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
async function* watch<T>(body: AsyncIterable<T>, exchange: Exchange): AsyncGenerator<T> {
  try {
    yield* body
  } catch (error) {
    if (!exchange.isGone) exchange.problem = toProblem(error, exchange.id)
    throw error
  }
}

async function stream(response: AppResponse, status: number, headers: string[], body: AsyncIterable<string>) {
  const { exchange } = response.locals
  if (response.req.method === 'HEAD') {
    response.writeHead(status, headers)
    await body[Symbol.asyncIterator]().return?.()
    response.end()
    return
  }
  const encoding = encodingOf(response.req)
  if (encoding !== undefined) headers.push('Content-Encoding', encoding)
  response.writeHead(status, headers)
  const [watched, options] = [watch(body, exchange), { signal: signalOf(exchange) }]
  if (encoding === undefined) await pipeline(watched, response, options)
  else await pipeline(watched, compressor(encoding), response, options)
}

/** As they are: packed or not, what they are is in their type. */
async function sendBytes(response: AppResponse, answer: Answer, headers: string[]): Promise<void> {
  const { exchange } = response.locals
  const opened = response.req.method === 'HEAD' ? undefined : await answer.bytes!()
  response.writeHead(answer.status, headers)
  if (opened === undefined) response.end()
  else await pipeline(watch(ofLength(opened, lengthOf(answer)), exchange), response, { signal: signalOf(exchange) })
}

async function sendText(response: AppResponse, status: number, headers: string[], text: string): Promise<void> {
  const encoding = response.req.method === 'HEAD' ? undefined : encodingOf(response.req)
  const whole = Buffer.from(text)
  const isCompressed = encoding !== undefined && isWorthIt(whole)
  if (isCompressed) headers.push('Content-Encoding', encoding)
  const body = isCompressed ? await compress(whole, encoding) : whole
  if (status !== 204 && status !== 304) headers.push('Content-Length', String(body.length))
  response.writeHead(status, headers).end(body)
}

/** What the client has already is not sent again. */
function newsOf({ req }: AppResponse, answer: Answer): Answer {
  const isAsked = answer.status === 200 && (req.method === 'GET' || req.method === 'HEAD')
  return isAsked && isKnown(req.headers, answer.headers) ? notModified(answer) : present(req, answer)
}

/** Ends when the last byte was handed over. Rejects when the body does, or when the client leaves. */
export async function send(response: AppResponse, answer: Answer): Promise<void> {
  const news = newsOf(response, answer)
  const headers = headersFor(response, news)
  if (news.bytes !== undefined) await sendBytes(response, news, headers)
  else if (typeof news.body === 'string') await sendText(response, news.status, headers, news.body)
  else await stream(response, news.status, headers, news.body)
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
