/** The front door before the demo provider with the clients of these tests: one for all suites of a run. */
import { startIdentityProvider } from '../../../scripts/demo/identity-provider/server.ts'
import { startDoor, type DoorUnderTest, type ProviderPlaces } from '../door.ts'
import { testClients } from './clients.ts'

/** It takes passwords; whether the door does is the door's own setting. */
export async function testProvider({ ports, gatewayUrl, doorUrl, folder }: ProviderPlaces) {
  const addresses = { port: ports.provider, publicUrl: doorUrl, gatewayUrl, stateFolder: folder }
  const provider = await startIdentityProvider({ ...addresses, clients: testClients, passwordGrant: true })
  return { url: `http://localhost:${ports.provider}`, stop: () => provider.close() }
}

let shared: Promise<DoorUnderTest> | undefined

export const sharedDoor = (): Promise<DoorUnderTest> => (shared ??= startDoor({ provider: testProvider }))

after(async function () {
  this.timeout(30_000)
  const door = await shared?.catch(() => undefined)
  await door?.stop()
  shared = undefined
})
