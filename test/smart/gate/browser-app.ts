/** An app as a vendor would write it, with the client library that SMART apps use: two pages on an origin of their own. */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { publicClient } from '../../../scripts/demo/identity-provider/clients.ts'

const library = createRequire(import.meta.url).resolve('fhirclient/build/fhir-client.js')

const page = (title: string, script: string): string =>
  `<!doctype html><html lang="en"><title>${title}</title><script src="fhir-client.js"></script><script>${script}</script></html>`

/** `scope` comes in the address beside the `iss` and `launch` of an EHR. */
const launchPage = page(
  'Launch',
  `FHIR.oauth2.authorize({
    clientId: ${JSON.stringify(publicClient)},
    scope: new URL(location.href).searchParams.get('scope'),
    redirectUri: 'app.html',
  }).catch((error) => { document.title = 'Refused'; window.failure = error.message })`,
)

const appPage = page(
  'Loading',
  `FHIR.oauth2.ready().then(
    (client) => { window.client = client; document.title = 'Ready' },
    (error) => { window.failure = error.message; document.title = 'Refused' },
  )`,
)

const files: Readonly<Record<string, readonly [type: string, text: () => string]>> = {
  '/launch.html': ['text/html', () => launchPage],
  '/app.html': ['text/html', () => appPage],
  '/fhir-client.js': ['text/javascript', () => readFileSync(library, 'utf8')],
}

export interface BrowserApp {
  readonly origin: string
  stop(): void
}

export async function startBrowserApp(): Promise<BrowserApp> {
  const server: Server = createServer((request, response) => {
    const [type, text] = files[new URL(request.url ?? '', 'http://app').pathname] ?? []
    response.writeHead(type === undefined ? 404 : 200, { 'Content-Type': `${type ?? 'text/plain'}; charset=utf-8` })
    response.end(text?.())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, stop: () => void server.close() }
}
