/** A method that a path has no route for -> 405, and the question of a browser before a request from another site -> 204. */
import type { NextFunction, Request } from 'express'
import { Problem } from '../fhir/problem.ts'
import type { Answer } from './answer.ts'
import type { AppResponse } from './exchange.ts'
import { send } from './respond.ts'

const preflightSeconds = 86_400

/**
 * All that browsers' code may send, whether it is offered or not: what is not let through here, a page never sees refused. Any header is let in
 * by `*`, which covers all but Authorization; the usual ones are named for browsers that do not know it. https://fetch.spec.whatwg.org/#http-access-control-allow-headers
 */
const preflight: Answer = {
  status: 204,
  headers: {
    Allow: 'GET, HEAD, POST, OPTIONS',
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
    'Access-Control-Allow-Headers':
      'Authorization, Content-Type, Accept, Prefer, Cache-Control, Pragma, If-None-Match, If-Modified-Since, If-Match, If-Range, Range, ' +
      'X-Requested-With, X-Request-Id, X-Correlation-Id, traceparent, tracestate, baggage, *',
    'Access-Control-Max-Age': preflightSeconds,
  },
  body: '',
}

/** Before all routes, so that every path has it. */
export async function answerOptions(request: Request, response: AppResponse, next: NextFunction): Promise<void> {
  if (request.method === 'OPTIONS') await send(response, preflight)
  else next()
}

const allowOf = (method: 'GET' | 'POST'): string => (method === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS')

/** The refusal of every method but the route's own, where nothing says more of it. */
export function otherMethod(method: string, own: 'GET' | 'POST'): Problem {
  const allow = allowOf(own)
  return new Problem('parse-method', `The method ${method} is not offered here.`, {
    hint: `Offered here: ${allow}.`,
    allow,
  })
}
