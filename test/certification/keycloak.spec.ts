/** Inferno's groups 1, 2, 3 and 9 against the real Keycloak behind the front door; skipped, with a word, where there can be none. */
import type { JWK } from 'jose'
import { dirname } from 'node:path'
import { demoTarget } from '../../scripts/certify/demo/target.ts'
import type { SmartVersion, Target } from '../../src/cli/certify/model.ts'
import { signingKeys } from '../../scripts/demo/identity-provider/keys.ts'
import { demoUsers } from '../../scripts/demo/identity-provider/users.ts'
import type { Settings } from '../../src/app/settings.ts'
import { demoSettings } from '../http/places.ts'
import { keycloakOrSkip, type SharedKeycloak } from '../services/keycloak.ts'
import { startDoor, type DoorUnderTest } from '../smart/door.ts'
import { rehearseDeployment, withVersion } from './suite.ts'

/** At the addresses that this Keycloak believes in. */
const settingsFor =
  ({ gatewayPort, doorPort, port, url }: SharedKeycloak, version: SmartVersion) =>
  ({ database }: Settings): Settings => {
    const folder = dirname(database.url.slice('sqlite:'.length))
    const ports = { gateway: gatewayPort, door: doorPort, provider: port }
    const settings = withVersion(demoSettings(database.url, folder, ports), version)
    return { ...settings, ...(settings.frontDoor && { frontDoor: { ...settings.frontDoor, provider: url } }) }
  }

const openDoor = (keycloak: SharedKeycloak, version: SmartVersion): Promise<DoorUnderTest> =>
  startDoor({
    change: settingsFor(keycloak, version),
    provider: () => Promise.resolve({ url: keycloak.url, stop: () => Promise.resolve() }),
  })

/** As the patient does in the account console. */
const revokeAt =
  ({ admin }: SharedKeycloak) =>
  async ({ client }: { readonly client: string }): Promise<void> => {
    const amy = demoUsers.find(({ name }) => name === 'amy')!
    await admin.delete(`/portal/users/${amy.id}/consents/${client}`)
  }

const targetOf = (keycloak: SharedKeycloak, version: SmartVersion, inBrowser: boolean): Target =>
  demoTarget({
    gatewayUrl: keycloak.gatewayUrl,
    doorUrl: keycloak.publicUrl,
    organization: '1',
    patient: 'pat-1',
    keys: Object.values(signingKeys(keycloak.clientKeys)) as JWK[],
    version,
    inBrowser,
    revoke: revokeAt(keycloak),
  })

describe('certification rehearsed on Keycloak', function () {
  let keycloak: SharedKeycloak | undefined
  before(async function () {
    keycloak = await keycloakOrSkip(this)
  })

  for (const version of ['2.0.0', '2.2.0'] as const)
    rehearseDeployment(version, async () => {
      const door = await openDoor(keycloak!, version)
      return { target: (inBrowser) => Promise.resolve(targetOf(keycloak!, version, inBrowser)), stop: door.stop }
    })
})
