/** The demo with its front door, for specs that look at the door: the shared one, or one of their own with other settings or another provider. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedDatabase } from '../../scripts/demo/database/seed.ts'
import { startIdentityProvider } from '../../scripts/demo/identity-provider/server.ts'
import type { Settings } from '../../src/app/settings.ts'
import { start, type Running } from '../../src/app/start.ts'
import { openDatabase } from '../../src/rows/open.ts'
import { demoSettings, freePorts, loadDemoMapping, type Ports } from '../http/places.ts'

export interface DoorUnderTest {
  readonly gatewayUrl: string
  /** The authorization server's public address. */
  readonly doorUrl: string
  /** Where the provider itself listens. */
  readonly providerUrl: string
  /** Where the demo clients' private keys are. */
  readonly providerState: string
  readonly databaseUrl: string
  readonly settings: Settings
  issuer(realm: 'portal' | 'sevocity'): string
  base(surface: 'patients' | 'sevocity', organization?: string): string
  /** Another gateway and gate over the same store and provider, at addresses of their own. */
  replica(change?: (settings: Settings) => Settings): Promise<Pick<DoorUnderTest, 'gatewayUrl' | 'doorUrl'> & Running>
  /** Ends the gateway and the gate and starts them anew. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export interface DoorOptions {
  readonly patients?: number
  readonly change?: (settings: Settings) => Settings
  /** In place of the demo provider; gets the addresses, gives the provider's own and what ends it. */
  readonly provider?: (places: ProviderPlaces) => Promise<{ readonly url: string; stop(): Promise<void> }>
  /** Seconds; of the demo provider alone. */
  readonly tokenLifetime?: number
}

export interface ProviderPlaces {
  readonly ports: Ports
  readonly gatewayUrl: string
  readonly doorUrl: string
  readonly folder: string
}

/** The demo provider, on the port that the settings name. */
const demoProvider =
  ({ tokenLifetime, change }: DoorOptions, settings: Settings) =>
  async ({ ports, gatewayUrl, doorUrl, folder }: ProviderPlaces) => {
    const passwordGrant = change?.(settings).frontDoor?.passwordGrant ?? false
    const lifetime = tokenLifetime === undefined ? {} : { tokenLifetime }
    const addresses = { port: ports.provider, publicUrl: doorUrl, gatewayUrl, stateFolder: folder }
    const provider = await startIdentityProvider({ ...addresses, passwordGrant, ...lifetime })
    return { url: `http://localhost:${ports.provider}`, stop: () => provider.close() }
  }

async function run(settings: Settings): Promise<Running> {
  const database = await openDatabase(settings.database)
  const mapping = await loadDemoMapping(settings, database)
  return start({ settings, database, loadMapping: async () => ({ mapping }), version: 'test' })
}

/** The same settings at other ports. The public addresses stay: a replica stands behind the same name. */
function moved(settings: Settings, ports: Ports): Settings {
  const frontDoor = settings.frontDoor && { ...settings.frontDoor, port: ports.door }
  return { ...settings, server: { ...settings.server, port: ports.gateway }, ...(frontDoor && { frontDoor }) }
}

/** To be stopped by the caller. */
export async function startDoor(options: DoorOptions = {}): Promise<DoorUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-door-'))
  const databaseUrl = `sqlite:${join(folder, 'clinprd.sqlite')}`
  await seedDatabase({ url: databaseUrl, patients: options.patients ?? 80, seed: 3 })
  const ports = await freePorts()
  const [gatewayUrl, doorUrl] = [`http://localhost:${ports.gateway}`, `http://localhost:${ports.door}`]
  const plain = demoSettings(databaseUrl, folder, ports)
  const makeProvider = options.provider ?? demoProvider(options, plain)
  const provider = await makeProvider({ ports, gatewayUrl, doorUrl, folder })
  const reached = plain.frontDoor && { ...plain.frontDoor, provider: provider.url }
  const base = { ...plain, ...(reached && { frontDoor: reached }) }
  const settings = options.change?.(base) ?? base
  let running = await run(settings)
  const replicas: Running[] = []
  return {
    gatewayUrl,
    doorUrl,
    providerUrl: provider.url,
    providerState: folder,
    databaseUrl,
    settings,
    issuer: (realm) => `${doorUrl}/realms/${realm}`,
    base: (surface, organization = '1') => `${gatewayUrl}/api/${surface}/v1/${organization}`,
    replica: async (change = (each) => each) => {
      const others = await freePorts()
      const replica = await run(change(moved(settings, others)))
      replicas.push(replica)
      const urls = { gatewayUrl: `http://localhost:${others.gateway}`, doorUrl: `http://localhost:${others.door}` }
      return { ...replica, ...urls }
    },
    restart: async () => {
      await running.stop()
      running = await run(settings)
    },
    stop: async () => {
      for (const each of [running, ...replicas]) await each.stop()
      await provider.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
