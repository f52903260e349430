/**
 * node's request and response classes -> ones whose objects are born with Express's prototypes.
 * Express sets the prototypes of both objects for every request, which costs four fifths of its time; where they are what they
 * should be already, that assignment does nothing.
 */
import type { Express } from 'express'
import { IncomingMessage, ServerResponse, type ServerOptions } from 'node:http'

type Classes = Required<Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>>

/** To be called once for an app, before its first request. What it returns is for `http.createServer` of that app alone. */
export function adoptPrototypes(app: Express): Classes {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse {}
  Object.setPrototypeOf(AppRequest.prototype, app.request)
  Object.setPrototypeOf(AppResponse.prototype, app.response)
  Object.assign(app, { request: AppRequest.prototype, response: AppResponse.prototype })
  return { IncomingMessage: AppRequest, ServerResponse: AppResponse as Classes['ServerResponse'] }
}
