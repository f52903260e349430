/** A Gateway and the route table -> an HTTP server. */
import express, { type Express, type NextFunction, type Request } from 'express'
import { createServer as createHttpServer, type Server } from 'node:http'
import { isResourceType } from '../fhir/definitions.ts'
import { Problem } from '../fhir/problem.ts'
import type { Call, FhirCall } from './call.ts'
import { openExchange, type AppResponse } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { toCall, toFhirCall } from './incoming.ts'
import { otherMethods } from './methods.ts'
import { checkFormat } from './negotiate.ts'
import { adoptPrototypes } from './prototypes.ts'
import { send, sendError } from './respond.ts'
import type { Route, RouteTable } from './route.ts'
import { routeOf, type SurfaceSettings } from './settings.ts'

/** As large as a token may be (16 KiB) and a query beside it (16 KiB), and some more. */
const maxHeaderSize = 40 * 1024

const readForm = express.text({ type: 'application/x-www-form-urlencoded', limit: '64kb' })

/** The name of a type may go into the log; anything else that stood in its place may not. */
function noteRoute({ locals: { exchange } }: AppResponse, path: string, surface?: string, type?: string): void {
  exchange.route = path
  if (surface !== undefined) exchange.surface = surface
  if (type !== undefined && isResourceType(type)) exchange.type = type
}

function addPlainRoute(app: Express, gateway: Gateway, { method, path, answer }: Route<Call>): void {
  const route = app.route(path)
  route.get(async (request: Request, response: AppResponse) => {
    noteRoute(response, path)
    await send(response, await answer(toCall(gateway, request, response)))
  })
  route.all(otherMethods(method))
}

function addFhirRoute(app: Express, gateway: Gateway, surface: SurfaceSettings, route: Route<FhirCall>): void {
  const { method, path, answer, anyFormat } = route
  const handle = async (request: Request, response: AppResponse): Promise<void> => {
    const call = toFhirCall(gateway, surface, request, response)
    noteRoute(response, path, surface.name, call.type)
    if (anyFormat === undefined) checkFormat(call)
    await send(response, await answer(call))
  }
  const added = app.route(`${routeOf(surface)}${path}`)
  if (method === 'POST') added.post(readForm, handle)
  else added.get(handle)
  added.all(otherMethods(method))
}

function nothingHere(): never {
  throw new Problem('parse-path', 'There is nothing at this path.', {
    hint: 'Under a base URL there are /metadata, /{type}, /{type}/{id} and /{type}/_search.',
  })
}

function createApp(gateway: Gateway, table: RouteTable): Express {
  const { timing } = gateway.settings.server
  const app = express().disable('x-powered-by').enable('case sensitive routing')
  app.use((_request: Request, response: AppResponse, next: NextFunction) => {
    openExchange(response, gateway.emit, timing)
    next()
  })
  for (const surface of gateway.settings.surfaces) {
    for (const route of table.fhir) addFhirRoute(app, gateway, surface, route)
  }
  for (const route of table.plain) addPlainRoute(app, gateway, route)
  app.use(nothingHere)
  // Express knows a handler of errors by its four arguments.
  app.use((error: unknown, _request: Request, response: AppResponse, _next: NextFunction) => sendError(response, error))
  return app
}

/** Not yet listening. A socket on which nothing moves for the time that the settings say is closed. */
export function createServer(gateway: Gateway, table: RouteTable): Server {
  const app = createApp(gateway, table)
  const server = createHttpServer({ ...adoptPrototypes(app), maxHeaderSize }, app)
  server.timeout = gateway.settings.server.idleMs
  return server
}
