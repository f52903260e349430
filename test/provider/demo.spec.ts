/** The demo's identity provider, held to what Keycloak does. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from '../../scripts/demo/identity-provider/browser.ts'
import { gateClient, gateSecret } from '../../scripts/demo/identity-provider/clients.ts'
import { makeClientKeys, signingKeys } from '../../scripts/demo/identity-provider/keys.ts'
import { startIdentityProvider, type IdentityProvider } from '../../scripts/demo/identity-provider/server.ts'
import { describeBehaviour, type ProviderUnderTest } from './behaviour.ts'

const gatewayUrl = 'http://localhost:3999'

const removeAccess = async (issuer: string, browser: Browser, client: string): Promise<void> => {
  const step = await browser.open(new URL(`${issuer}/account/`))
  if (!('page' in step)) throw new Error('there is no account page')
  const form = step.page.html.querySelectorAll('form').find((one) => one.querySelector(`[value="${client}"]`) !== null)
  if (form === undefined) throw new Error(`the account page does not list ${client}`)
  await browser.submit(step.page, form)
}

describe('demo identity provider, as a double of Keycloak', function () {
  this.timeout(60_000)
  let folder: string
  let provider: IdentityProvider
  let underTest: ProviderUnderTest

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-'))
    const clientKeys = await makeClientKeys()
    provider = await startIdentityProvider({ port: 0, gatewayUrl, stateFolder: folder, clientKeys })
    underTest = {
      issuer: provider.issuer,
      adminUrl: provider.url,
      gatewayUrl,
      gate: { id: gateClient, secret: gateSecret },
      keys: signingKeys(clientKeys),
      withdrawConsent: (realm, browser, client) => removeAccess(provider.issuer(realm), browser, client),
    }
  })

  after(async () => {
    await provider.close()
    await rm(folder, { recursive: true })
  })

  describeBehaviour(() => underTest)
})
