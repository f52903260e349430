/** A Gateway and the route table -> an HTTP server. */
import express, { type Express, type NextFunction, type Request } from 'express'
import { createServer as createHttpServer, type Server } from 'node:http'
import { isResourceType } from '../fhir/definitions.ts'
import { Problem } from '../fhir/problem.ts'
import type { Call, FhirCall } from './call.ts'
import { openExchange, type AppResponse } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { toCall, toFhirCall, toRootCall } from './incoming.ts'
import { keepConnections } from './lifecycle.ts'
import { answerOptions, otherMethod } from './methods.ts'
import { checkFormat } from './negotiate.ts'
import { adoptPrototypes } from './prototypes.ts'
import { isPublisher } from './published.ts'
import { send, sendError } from './respond.ts'
import type { Route, RouteTable } from './route.ts'
import { hasOrganization, rootOf, routeOf, type SurfaceSettings } from './settings.ts'
import { refusalOf } from './unoffered.ts'

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
  route.all((request: Request) => {
    throw otherMethod(request.method, method)
  })
}

/** Where routes are added: `prefix` as Express writes it. */
interface Spot {
  readonly surface: SurfaceSettings
  readonly prefix: string
  readonly toCall: typeof toFhirCall
}

const baseSpot = (surface: SurfaceSettings): Spot => ({ surface, prefix: routeOf(surface), toCall: toFhirCall })
const rootSpot = (surface: SurfaceSettings): Spot => ({ surface, prefix: rootOf(surface), toCall: toRootCall })

/** The path below the spot, as it was written. */
function below({ prefix }: Spot, { path }: Request): string {
  const depth = prefix.split('/').length
  return path.split('/').slice(depth).join('/')
}

/** No resource type and no id begins so: history, operations and the like do. */
const isSpecial = (segment: string): boolean => segment.startsWith('_') || segment.startsWith('$')

/** Throws the refusal of what is known by name and not offered, which no other interaction may take for an id. */
function checkOffered(spot: Spot, request: Request, { type, resourceId }: FhirCall): void {
  if (!isSpecial(type) && !isSpecial(resourceId)) return
  const refusal = refusalOf(request.method, below(spot, request))
  if (refusal !== undefined) throw refusal
}

function addFhirRoute(app: Express, gateway: Gateway, spot: Spot, route: Route<FhirCall>): void {
  const { method, path, answer, anyFormat } = route
  const { surface, prefix } = spot
  const handle = async (request: Request, response: AppResponse): Promise<void> => {
    const call = spot.toCall(gateway, surface, request, response)
    noteRoute(response, path, surface.name, call.type)
    checkOffered(spot, request, call)
    if (anyFormat === undefined) checkFormat(call)
    await send(response, await answer(call))
  }
  const added = app.route(`${prefix}${path}`)
  if (method === 'POST') added.post(readForm, handle)
  else added.get(handle)
  added.all((request: Request, response: AppResponse) => {
    noteRoute(response, path, surface.name, String(request.params['type']))
    throw refusalOf(request.method, below(spot, request)) ?? otherMethod(request.method, method)
  })
}

/** Before those of the bases, which would take their first segment for an organization. */
function addRootRoutes(app: Express, gateway: Gateway, surface: SurfaceSettings, { root = [] }: RouteTable): void {
  if (!isPublisher(gateway.settings, surface)) return
  const routes = root.filter(({ isBeside }) => isBeside === undefined || hasOrganization(surface))
  for (const route of routes) addFhirRoute(app, gateway, rootSpot(surface), route)
}

/** Behind the routes of a base: what else FHIR has there, and nothing at all. */
function addRest(app: Express, surface: SurfaceSettings): void {
  app.use(routeOf(surface), (request: Request, response: AppResponse) => {
    noteRoute(response, '/*', surface.name, request.path.split('/')[1])
    throw refusalOf(request.method, request.path) ?? nothingHere()
  })
}

function nothingHere(): Problem {
  return new Problem('parse-path', 'There is nothing at this path.', {
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
  app.use(answerOptions)
  for (const surface of gateway.settings.surfaces) addRootRoutes(app, gateway, surface, table)
  for (const surface of gateway.settings.surfaces) {
    for (const route of table.fhir) addFhirRoute(app, gateway, baseSpot(surface), route)
    addRest(app, surface)
  }
  for (const route of table.plain) addPlainRoute(app, gateway, route)
  app.use(() => {
    throw nothingHere()
  })
  // Express knows a handler of errors by its four arguments.
  app.use((error: unknown, _request: Request, response: AppResponse, _next: NextFunction) => sendError(response, error))
  return app
}

/** Not yet listening. */
export function createServer(gateway: Gateway, table: RouteTable): Server {
  const app = createApp(gateway, table)
  const server = createHttpServer({ ...adoptPrototypes(app), maxHeaderSize }, app)
  keepConnections(server, gateway.settings.server.idleMs)
  return server
}
