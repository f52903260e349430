/** A Door -> the Express app on the authorization server's own address: a few paths are the gate's, all others the provider's. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { showAsk, takeAnswer } from './ask.ts'
import { authorize } from './authorize.ts'
import { readLogo, sendLogo, style } from './brand-files.ts'
import { callback } from './callback.ts'
import type { Door, DoorRealm } from './door.ts'
import { answerError, watch, type Audience, type Handler } from './handle.ts'
import { introspect } from './introspect.ts'
import { launch } from './launch.ts'
import { createPass, type Pass } from './pass.ts'
import { isMisspelt, isPlainTarget, isShut, mayRedirect, paths, readPath } from './path.ts'
import { PageRefusal } from './refusal.ts'
import { onwardHeaders, relay } from './relay.ts'
import { revoke } from './revoke.ts'
import { token } from './token.ts'

interface DoorRoute {
  readonly method: 'GET' | 'POST'
  readonly rest: string
  readonly audience: Audience
  readonly handle: Handler
}

/** What the gate does itself. The first that fits takes it. */
const routes: readonly DoorRoute[] = [
  { method: 'GET', rest: paths.authorization, audience: 'person', handle: authorize },
  { method: 'POST', rest: paths.authorization, audience: 'person', handle: authorize },
  { method: 'GET', rest: paths.callback, audience: 'person', handle: callback },
  { method: 'GET', rest: paths.ask, audience: 'person', handle: showAsk },
  { method: 'POST', rest: paths.ask, audience: 'person', handle: takeAnswer },
  { method: 'POST', rest: paths.token, audience: 'app', handle: token },
  { method: 'POST', rest: paths.introspection, audience: 'app', handle: introspect },
  { method: 'POST', rest: paths.revocation, audience: 'app', handle: revoke },
  { method: 'POST', rest: paths.launch, audience: 'app', handle: launch },
  { method: 'GET', rest: paths.style, audience: 'app', handle: style },
]

const form = express.text({ type: 'application/x-www-form-urlencoded', limit: '64kb' })
const json = express.json({ type: 'application/json', limit: '64kb' })
const anything = express.raw({ type: () => true, limit: '1mb' })

type Exchange = readonly [Request, Response]

const read = (reader: typeof form, [request, response]: Exchange): Promise<void> =>
  new Promise((resolve, reject) =>
    reader(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error))),
  )

const nothing = (): PageRefusal =>
  new PageRefusal('invalid_request', 'There is nothing at this path.', 'not-found', 404)

/** The provider's own pages: their redirects may carry a code to an app. */
async function relayPage(door: Door, realm: DoorRealm, exchange: Exchange): Promise<void> {
  const [request, response] = exchange
  const { method } = request
  if (method !== 'GET' && method !== 'POST') throw nothing()
  if (method === 'POST') await read(anything, exchange)
  const body = Buffer.isBuffer(request.body) ? request.body : undefined
  const forward = { method, path: request.originalUrl, headers: onwardHeaders(request) } as const
  await relay(door, realm.name, { ...forward, ...(body !== undefined && { body }) }, response)
}

async function handleRoute(door: Door, realm: DoorRealm, route: DoorRoute, exchange: Exchange): Promise<void> {
  const [request, response] = exchange
  response.locals['route'] = route.rest
  try {
    if (route.method === 'POST') await read(route.rest === paths.launch ? json : form, exchange)
    await route.handle(door, realm, request, response)
  } catch (error) {
    answerError(door, realm, route.audience, error, exchange)
  }
}

/** Who was given a registration's token could change what was approved; the realm's administrators do that. */
const isRegistrationChange = ({ method }: Request, rest: string): boolean =>
  rest.startsWith('/clients-registrations/') && method !== 'POST' && method !== 'OPTIONS'

const isOptions = ({ method }: Request): boolean => method === 'OPTIONS'

async function handleRealm(door: Door, pass: Pass, realm: DoorRealm, rest: string, exchange: Exchange): Promise<void> {
  const [request] = exchange
  const route = routes.find((each) => each.rest === rest && each.method === request.method)
  if (route !== undefined) return handleRoute(door, realm, route, exchange)
  const isOwn = rest === paths.launch || rest.startsWith('/gate')
  if (isShut(rest) || isMisspelt(rest) || isRegistrationChange(request, rest) || isOwn) throw nothing()
  if (mayRedirect(rest) && !isOptions(request)) return relayPage(door, realm, exchange)
  await pass(...exchange)
}

function createHandler(door: Door): (request: Request, response: Response) => Promise<void> {
  const pass = createPass(door.settings)
  const logo = readLogo(door.settings.brand)
  return async (request, response) => {
    const [path = ''] = request.originalUrl.split('?')
    if (path === '/health/live') return void response.json({ status: 'live' })
    if (!isPlainTarget(request.originalUrl)) throw nothing()
    const found = readPath(path)
    const realm = found && door.realms.get(found.realm)
    if (found !== undefined && realm !== undefined) {
      response.locals['realm'] = realm.name
      if (found.rest === paths.logo) return sendLogo(logo, response)
      return handleRealm(door, pass, realm, found.rest, [request, response])
    }
    // The provider's own styles and scripts.
    if (!path.startsWith('/resources/')) throw nothing()
    await pass(request, response)
  }
}

/** A browser that opens a page says so; an app's own code takes anything, and is better served with data. */
const readerOf = (request: Request): Audience => (request.accepts(['json', 'html']) === 'html' ? 'person' : 'app')

/** Throws a `TypeError` where the brand's logo cannot be used. */
export function createDoorApp(door: Door): Express {
  const handle = createHandler(door)
  const app = express()
    .disable('x-powered-by')
    .disable('etag')
    .set('trust proxy', door.settings.proxies)
    .set('query parser', 'simple')
  app.use(watch(door))
  app.use((request: Request, response: Response) => handle(request, response))
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    answerError(door, undefined, readerOf(request), error, [request, response]),
  )
  return app
}
