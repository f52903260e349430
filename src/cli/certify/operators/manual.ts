/** An authorization request -> its end, by a person in a browser of their own, who is told what to open and do. */
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AuthorizationRequest, Operator, Redirect } from '../model.ts'
import type { Clinic } from './persons.ts'
import { postPage } from './post-page.ts'

const minutes = 10

interface Listener {
  readonly server: Server
  /** The next request for one of these paths, below the redirect URI's origin. */
  next(...paths: readonly string[]): Promise<URL>
  /** What stands at `/authorize`. */
  serve(html: string): void
}

const page = (title: string, words: string): string =>
  `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p>${words}</p></html>`

interface Waiting {
  readonly paths: readonly string[]
  resolve(url: URL): void
  reject(error: Error): void
}

const waitFor = (paths: readonly string[], begin: (waiting: Waiting) => void): Promise<URL> =>
  new Promise<URL>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`nobody came back within ${minutes} minutes`)), minutes * 60_000)
    const end = <T>(settle: (value: T) => void) => {
      return (value: T): void => {
        clearTimeout(timer)
        settle(value)
      }
    }
    begin({ paths, resolve: end(resolve), reject: end(reject) })
  })

/** Answers a request, and ends what waits for it. */
const answer = (url: URL, response: ServerResponse, waiting: Waiting | undefined, posted: string): boolean => {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  if (url.pathname === '/authorize') {
    response.end(posted)
    return false
  }
  if (waiting?.paths.includes(url.pathname) !== true) {
    response.writeHead(404).end(page('Not now', 'Nothing is waited for at this address.'))
    return false
  }
  response.end(page('Thank you', 'Go back to the terminal.'))
  waiting.resolve(url)
  return true
}

const listen = (redirectUri: URL): Listener => {
  let waiting: Waiting | undefined
  let posted = ''
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', redirectUri.origin)
    if (answer(url, response, waiting, posted)) waiting = undefined
  })
  // A port that is taken, for one.
  server.on('error', (error) => waiting?.reject(error))
  server.listen(Number(redirectUri.port || 80), redirectUri.hostname)
  return {
    server,
    serve: (html) => void (posted = html),
    next: (...paths) => waitFor(paths, (begun) => void (waiting = begun)),
  }
}

/** What the person opens. */
const addressOf = (request: AuthorizationRequest, { serve }: Listener, origin: string): string => {
  if (request.method === 'POST') {
    serve(postPage(request.endpoint, request.parameters))
    return `${origin}/authorize`
  }
  const url = new URL(request.endpoint)
  for (const [name, value] of request.parameters) url.searchParams.set(name, value)
  return url.href
}

/** What a person does for the clinic: opens the app from the EHR, takes access back. */
const clinicOf = (listener: () => Listener, origin: string, tell: (text: string) => void): Clinic => ({
  launchFromEhr: async ({ client }) => {
    tell(`Open the app ${client} from the EHR; its launch URL is ${origin}/launch`)
    const { searchParams } = await listener().next('/launch')
    return { iss: searchParams.get('iss') ?? '', launch: searchParams.get('launch') ?? '' }
  },
  revoke: async ({ client }) => {
    tell(`As the patient, take the access of ${client} back on the account pages. Then open ${origin}/done`)
    await listener().next('/done')
  },
})

/** The redirect URI must be on this machine, with a port that is free. `tell` prints a line. */
export const manualOperator = (redirectUri: string, tell: (text: string) => void): Operator => {
  const app = new URL(redirectUri)
  let started: Listener | undefined
  const listener = (): Listener => (started ??= listen(app))
  return {
    ...clinicOf(listener, app.origin, tell),
    name: 'by hand',
    authorize: async (request): Promise<Redirect> => {
      tell(`${request.advice}\n  Open ${addressOf(request, listener(), app.origin)}`)
      tell(`  If a page says that something is wrong and does not send you on, open ${app.origin}/failed`)
      const url = await listener().next(app.pathname, '/failed')
      const failed = { kind: 'page', status: 0, words: 'the tester saw a page that says what is wrong' } as const
      return url.pathname === '/failed' ? failed : { kind: 'redirect', url }
    },
    close: () =>
      new Promise((resolve) => {
        if (started?.server.listening !== true) return resolve()
        started.server.close(() => resolve())
        started.server.closeAllConnections()
      }),
  }
}
