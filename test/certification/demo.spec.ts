/** Inferno's groups 1, 2, 3 and 9 against the demo. https://www.healthit.gov/test-method/standardized-api-patient-and-population-services */
import type { JWK } from 'jose'
import { demoTarget } from '../../scripts/certify/demo/target.ts'
import type { SmartVersion, Target } from '../../src/cli/certify/model.ts'
import { backendKeyFile, loadSigningKeys } from '../../scripts/demo/identity-provider/keys.ts'
import { startDoor, type DoorUnderTest } from '../smart/door.ts'
import { rehearseDeployment, withVersion } from './suite.ts'

const targetOf = async (door: DoorUnderTest, version: SmartVersion, inBrowser: boolean): Promise<Target> => {
  const { gatewayUrl, doorUrl } = door
  const keys = await loadSigningKeys(backendKeyFile(door.providerState, Number(new URL(doorUrl).port)))
  const place = { gatewayUrl, doorUrl, organization: '1', patient: 'pat-1' }
  return demoTarget({ ...place, keys: Object.values(keys) as JWK[], version, inBrowser })
}

describe('certification rehearsed on the demo', () => {
  for (const version of ['2.0.0', '2.2.0'] as const)
    rehearseDeployment(version, async () => {
      const door = await startDoor({ change: (settings) => withVersion(settings, version) })
      return { target: (inBrowser) => targetOf(door, version, inBrowser), stop: door.stop }
    })
})
