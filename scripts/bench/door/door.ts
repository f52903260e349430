/** An engine and a provider -> a front door that answers, the provider behind it, and the store, each where a measure can reach it. */
import { backendKeyFile, forgetClientKeys } from '../../demo/identity-provider/keys.ts'
import { startKeycloak } from '../../demo/keycloak/keycloak.ts'
import { freePort, startServer, type ServerProcess } from '../process.ts'
import type { Engine } from '../row.ts'
import { organization } from '../subject.ts'
import { makeStore, type BenchStore } from './store.ts'

export interface DoorOptions {
  readonly engine: Engine
  /** What it is opened for: no two at a time for the same. */
  readonly use: 'all' | 'memory'
  readonly provider: 'demo' | 'keycloak'
  /** Of node, for the process of the gate. */
  readonly node?: readonly string[]
}

/** Where an app's requests go, of which the one is before the other. */
export interface Places {
  /** The authorization server's public address: the gate's. */
  readonly gateUrl: string
  /** Where the provider itself listens. */
  readonly providerUrl: string
  /** The FHIR base URL that apps ask for. */
  readonly base: string
}

export interface Door extends Places {
  /** The gate with the gateway; asks for every request whether its token is still good. */
  readonly gate: ServerProcess
  /** Undefined where it is not ours to ask. */
  readonly provider?: ServerProcess
  readonly store: BenchStore
  /** Another gateway over the same store and provider, which believes the provider for so long; to be stopped by the caller. */
  replica(recheckMs: number): Promise<ServerProcess>
  close(): Promise<void>
}

const stateFolder = 'data/bench'
/** Seconds: no token ends within a measure. */
const tokenLifetime = 3_600

interface RunningProvider {
  readonly url: string
  readonly process?: ServerProcess
  stop(): Promise<void>
}

type Addresses = Readonly<Record<'publicUrl' | 'gatewayUrl', string>>

async function startDemo(addresses: Addresses): Promise<RunningProvider> {
  const port = await freePort()
  const started = await startServer('provider', { ...addresses, port, stateFolder, tokenLifetime })
  const stop = async (): Promise<void> => {
    await started.stop()
    await forgetClientKeys(backendKeyFile(stateFolder, Number(new URL(addresses.publicUrl).port)))
  }
  return { url: `http://127.0.0.1:${port}`, process: started, stop }
}

const startProvider = async (kind: DoorOptions['provider'], addresses: Addresses): Promise<RunningProvider> =>
  kind === 'keycloak'
    ? startKeycloak({ ...addresses, tokenLifetime, say: (text) => console.error(text) })
    : startDemo(addresses)

export async function openDoor({ engine, use, provider: kind, node = [] }: DoorOptions): Promise<Door> {
  const [port, doorPort] = [await freePort(), await freePort()]
  const [gatewayUrl, gateUrl] = [`http://localhost:${port}`, `http://localhost:${doorPort}`]
  const provider = await startProvider(kind, { publicUrl: gateUrl, gatewayUrl })
  const store = await makeStore(engine, use)
  const task = { engine, port, doorPort, provider: provider.url, store: store.url, recheckMs: 0 }
  const gate = await startServer('door', task, node)
  return {
    gateUrl,
    providerUrl: provider.url,
    base: `${gatewayUrl}/api/patients/v1/${organization}`,
    gate,
    ...(provider.process !== undefined && { provider: provider.process }),
    store,
    replica: async (recheckMs) => startServer('door', { ...task, recheckMs, replicaPort: await freePort() }),
    close: async () => {
      await gate.stop()
      await provider.stop()
      await store.remove()
    },
  }
}
