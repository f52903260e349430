/** A request and its response -> one record of what became of it, told as an event when the response closes. */
import type { Response } from 'express'
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import type { Problem } from '../fhir/problem.ts'
import { ClientLeft } from './errors.ts'
import { describeFault, type Answered, type Emit, type Ending, type Fault } from './events.ts'
import type { Stage } from './stages.ts'

/** Filled in on the way: by the route that was found, and by what went wrong. */
export interface Exchange {
  /** For the log and the X-Request-Id header. */
  readonly id: string
  /** Whether the answer tells how long its stages took. */
  readonly isTimed: boolean
  readonly stages: Stage[]
  readonly began: number
  readonly socket: Socket | null
  readonly bytesBefore: number
  readonly emit: Emit
  /** Made when it is first asked for: most of what is answered at once never needs it. */
  left?: AbortController
  route: string
  surface?: string
  type?: string
  /** Of the token, once it was found good. */
  client?: string
  organization?: string
  problem?: Problem
  /** Whether the response closed before its end, by the client or by us. */
  isGone: boolean
}

/** Aborts when the client leaves before its answer has ended; it may have left before anyone asked. */
export function signalOf(exchange: Exchange): AbortSignal {
  exchange.left ??= new AbortController()
  if (exchange.isGone) exchange.left.abort(new ClientLeft())
  return exchange.left.signal
}

/** Express's response, carrying its exchange. */
export type AppResponse = Response<unknown, { exchange: Exchange }>

const hasFailed = ({ problem }: Exchange): boolean => problem !== undefined && problem.status >= 500

function endingOf(response: AppResponse, exchange: Exchange): Ending {
  if (response.writableFinished) return 'sent'
  return hasFailed(exchange) ? 'broken' : 'left'
}

/** Of a Problem the fault is what caused it; the Problem itself is told by its code. */
function faultOf(exchange: Exchange): Fault | undefined {
  if (!hasFailed(exchange)) return undefined
  const cause = exchange.problem?.cause
  return cause === undefined ? undefined : describeFault(cause)
}

/** Why a token was refused. What other problems say may hold a text of the caller's, such as a name that was searched for. */
const reasonOf = ({ code, message, details: { hint = message } }: Problem): { readonly reason?: string } =>
  code.startsWith('auth-') ? { reason: code === 'auth-token-invalid' ? hint : message } : {}

const operatorOf = ({ details: { operator } }: Problem): { readonly operator?: string } =>
  operator === undefined ? {} : { operator }

/** The proxy's own, so that its log and ours can be laid side by side; what could be anything else is not taken over. */
const idOf = ({ 'x-request-id': given }: IncomingHttpHeaders): string =>
  typeof given === 'string' && /^[A-Za-z0-9][A-Za-z0-9_.:=+/-]{7,127}$/.test(given) ? given : randomUUID()

function toEvent(response: AppResponse, exchange: Exchange): Answered {
  const { id, route, surface, type, client, organization, problem, stages } = exchange
  const fault = faultOf(exchange)
  return {
    kind: 'answered',
    request: id,
    method: response.req.method,
    route,
    ...(surface !== undefined && { surface }),
    ...(type !== undefined && { type }),
    ...(client !== undefined && { client }),
    ...(organization !== undefined && { organization }),
    status: response.statusCode,
    ending: endingOf(response, exchange),
    ms: performance.now() - exchange.began,
    bytes: (exchange.socket?.bytesWritten ?? 0) - exchange.bytesBefore,
    stages,
    ...(problem !== undefined && { problem: problem.code, ...reasonOf(problem), ...operatorOf(problem) }),
    ...(fault !== undefined && { fault }),
  }
}

function close(this: AppResponse): void {
  const { exchange } = this.locals
  exchange.isGone = !this.writableFinished
  if (exchange.isGone) exchange.left?.abort(new ClientLeft())
  exchange.emit(toEvent(this, exchange))
}

/** Opens the exchange of a response that has just come in. Its signal aborts when the response closes before its end. */
export function openExchange(response: AppResponse, emit: Emit, isTimed: boolean): void {
  const { socket } = response
  response.locals.exchange = {
    id: idOf(response.req.headers),
    isTimed,
    stages: [],
    began: performance.now(),
    socket,
    bytesBefore: socket?.bytesWritten ?? 0,
    emit,
    isGone: false,
    route: '',
  }
  response.once('close', close)
}
