/** One real Keycloak with the demo's realms for all suites of a run, behind an address where a suite may put its front door. */
import { after } from 'mocha'
import { KeycloakUnavailable } from '../../scripts/demo/keycloak/distribution.ts'
import { startKeycloak, type Keycloak } from '../../scripts/demo/keycloak/keycloak.ts'
import { freePort } from '../../scripts/demo/keycloak/process.ts'

export interface SharedKeycloak extends Keycloak {
  /** The front door's address, for as long as the run lasts: its port is free, a suite may listen there. */
  readonly doorPort: number
  readonly publicUrl: string
  /** The gateway's, likewise: what the audiences begin with. */
  readonly gatewayPort: number
  readonly gatewayUrl: string
}

let shared: Promise<SharedKeycloak> | undefined

async function start(): Promise<SharedKeycloak> {
  const [doorPort, gatewayPort] = [await freePort(), await freePort()]
  const publicUrl = `http://localhost:${doorPort}`
  const gatewayUrl = `http://localhost:${gatewayPort}`
  const say = (text: string): void => console.log(`      ${text}`)
  return { ...(await startKeycloak({ publicUrl, gatewayUrl, say })), doorPort, publicUrl, gatewayPort, gatewayUrl }
}

// After the last suite of the run, whichever that is.
after(async function () {
  this.timeout(60_000)
  const keycloak = await shared?.catch(() => undefined)
  await keycloak?.stop()
})

/** For a `before`: skips the suite, and says why, where there can be no Keycloak. The first of a machine takes minutes. */
export async function keycloakOrSkip(context: Mocha.Context): Promise<SharedKeycloak> {
  context.timeout(900_000)
  try {
    return await (shared ??= start())
  } catch (error) {
    if (!(error instanceof KeycloakUnavailable)) throw error
    console.log(`      skipped: ${error.message}`)
    return context.skip()
  }
}
