/** The settings of the demo -> its Keycloak, where the settings expect a provider, in place of the demo's own. */
import type { Settings } from '../../../src/app/settings.ts'
import {
  backendKeyFile,
  forgetClientKeys,
  makeClientKeys,
  saveClientKeys,
  stateFolder,
} from '../identity-provider/keys.ts'
import { startKeycloak } from './keycloak.ts'

export interface DemoKeycloak {
  /** Keycloak's own administration, on this machine: the front door lets nobody through to it. */
  readonly consoleUrl: string
  close(): Promise<void>
}

/** The clients' private keys lie where `npm run token` looks for them. Rejects as `startKeycloak` does. */
export async function startDemoKeycloak(
  { server, frontDoor }: Settings,
  say: (text: string) => void,
): Promise<DemoKeycloak> {
  if (frontDoor === undefined) throw new TypeError('The settings have no frontDoor.')
  const { publicUrl, provider, client, passwordGrant, lifetimes } = frontDoor
  const clientKeys = await makeClientKeys()
  const keycloak = await startKeycloak({
    publicUrl,
    gatewayUrl: server.publicUrl,
    gate: client,
    passwordGrant,
    tokenLifetime: lifetimes.accessTokenSeconds,
    port: Number(new URL(provider).port),
    hasConsole: true,
    clientKeys,
    say,
  })
  const file = backendKeyFile(stateFolder, Number(new URL(publicUrl).port))
  await saveClientKeys(file, clientKeys)
  return {
    consoleUrl: `${provider}/admin/`,
    close: async () => {
      await forgetClientKeys(file)
      await keycloak.stop()
    },
  }
}
