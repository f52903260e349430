/** The real Keycloak, held to the very suite that the demo's identity provider passes: what the demo plays is so. */
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { createProxyServer } from 'httpxy'
import { gateClient, gateSecret } from '../../scripts/demo/identity-provider/clients.ts'
import { signingKeys } from '../../scripts/demo/identity-provider/keys.ts'
import { forwardedHeaders } from '../../src/smart/upstream/forward.ts'
import { withdrawByAccountApi } from '../provider/account-api.ts'
import { describeBehaviour, type ProviderUnderTest } from '../provider/behaviour.ts'
import { keycloakOrSkip, type SharedKeycloak } from './keycloak.ts'

/** At the public address, and with nothing added: no front door. */
async function passEverything({ url, publicUrl, doorPort }: SharedKeycloak): Promise<Server> {
  const proxy = createProxyServer({ target: url })
  const server = createServer((request, response) => {
    Object.assign(request.headers, forwardedHeaders(publicUrl))
    void proxy.web(request, response)
  })
  server.listen(doorPort)
  await once(server, 'listening')
  return server
}

describe('Keycloak', function () {
  let underTest: ProviderUnderTest
  let server: Server | undefined

  before(async function () {
    const keycloak = await keycloakOrSkip(this)
    server = await passEverything(keycloak)
    const issuer = (realm: string): string => `${keycloak.publicUrl}/realms/${realm}`
    underTest = {
      issuer,
      adminUrl: keycloak.url,
      gatewayUrl: keycloak.gatewayUrl,
      gate: { id: gateClient, secret: gateSecret },
      keys: signingKeys(keycloak.clientKeys),
      withdrawConsent: (realm, browser, client) => withdrawByAccountApi(issuer(realm), browser, client),
    }
  })

  after(async () => {
    server?.closeAllConnections()
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)))
  })

  beforeEach(function () {
    this.timeout(60_000)
  })

  describeBehaviour(() => underTest)
})
