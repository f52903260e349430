/** A method that a path has no route for -> 405, and OPTIONS -> what there is. https://hl7.org/fhir/R4/http.html#options */
import type { Request } from 'express'
import { Problem } from '../fhir/problem.ts'
import type { Answer } from './answer.ts'
import type { AppResponse } from './exchange.ts'
import { send } from './respond.ts'

const preflightSeconds = 86_400

const preflight = (allow: string): Answer => ({
  status: 204,
  headers: {
    Allow: allow,
    'Access-Control-Allow-Methods': allow,
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept, Prefer',
    'Access-Control-Max-Age': preflightSeconds,
  },
  body: '',
})

const allowOf = (method: 'GET' | 'POST'): string => (method === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS')

/** The handler for every method but the route's own. */
export function otherMethods(method: 'GET' | 'POST'): (request: Request, response: AppResponse) => Promise<void> {
  const allow = allowOf(method)
  return async (request, response) => {
    if (request.method === 'OPTIONS') return send(response, preflight(allow))
    response.setHeader('Allow', allow)
    const hint = `Offered here: ${allow}.`
    throw new Problem('parse-method', `The method ${request.method} is not offered here.`, { hint })
  }
}
