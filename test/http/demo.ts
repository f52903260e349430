/** The whole demo in one process: a seeded SQLite in a temporary folder, the identity provider, the front door before it and the gateway. All specs share one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadBackendKey } from '../../scripts/demo/identity-provider/keys.ts'
import { startIdentityProvider, type IdentityProvider } from '../../scripts/demo/identity-provider/server.ts'
import { signInBackend, signInUser } from '../../scripts/demo/identity-provider/sign-in.ts'
import { demoUsers, realms } from '../../scripts/demo/identity-provider/users.ts'
import { seedDatabase } from '../../scripts/demo/database/seed.ts'
import type { ManifestEntry } from '../../scripts/demo/database/manifest.ts'
import type { Settings } from '../../src/app/settings.ts'
import { start, type Running } from '../../src/app/start.ts'
import type { Mapping } from '../../src/mapping/model.ts'
import { openDatabase } from '../../src/rows/open.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import { freePort } from '../ports.ts'
import { demoSettings, freePorts, loadDemoMapping } from './places.ts'

export interface Demo {
  /** The gateway: `http://localhost:<port>`. */
  readonly url: string
  /** The front door, the provider's public address. */
  readonly doorUrl: string
  readonly mapping: Mapping
  readonly database: PooledDatabase
  readonly manifest: readonly ManifestEntry[]
  readonly provider: IdentityProvider
  readonly providerState: string
  readonly settings: Settings
}

export type SurfaceName = 'patients' | 'sevocity'

let stops: (() => Promise<void>)[] = []

async function make(patients: number): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-http-'))
  stops.push(async () => rmSync(folder, { recursive: true }))
  const databaseUrl = `sqlite:${join(folder, 'clinprd.sqlite')}`
  const { entries } = await seedDatabase({ url: databaseUrl, patients, seed: 3 })
  const ports = await freePorts()
  const [gatewayUrl, doorUrl] = [`http://localhost:${ports.gateway}`, `http://localhost:${ports.door}`]
  const addresses = { port: ports.provider, publicUrl: doorUrl, gatewayUrl }
  const provider = await startIdentityProvider({ ...addresses, stateFolder: folder })
  stops.push(() => provider.close())
  const settings = demoSettings(databaseUrl, folder, ports)
  const database = await openDatabase(settings.database)
  const mapping = await loadDemoMapping(settings, database)
  const running: Running = await start({ settings, database, loadMapping: async () => ({ mapping }), version: 'test' })
  stops.push(() => running.stop())
  const places = { url: gatewayUrl, doorUrl, providerState: folder }
  return { ...places, mapping, database, manifest: entries, provider, settings }
}

/** A second gateway over the demo's database, for the same tokens, with other settings. */
export interface Other {
  /** `http://localhost:<port>`; the links in its answers are the demo's. */
  readonly url: string
  readonly database: PooledDatabase
}

/** `over`: what stands between it and its database. */
export async function startOther(
  change: (settings: Settings) => Partial<Settings>,
  over: (database: PooledDatabase) => PooledDatabase = (database) => database,
): Promise<Other> {
  const { settings, mapping } = await startDemo()
  const port = await freePort()
  const changed = { ...settings, ...change(settings) }
  const database = over(await openDatabase(changed.database))
  const server = { ...changed.server, port }
  const isAnother = changed.mapping.usCore !== settings.mapping.usCore
  const served = isAnother ? await loadDemoMapping(changed, database) : mapping
  const parts = {
    settings: { ...changed, server },
    database,
    loadMapping: async () => ({ mapping: served }),
    version: 'test',
  }
  const running = await start({ ...parts, only: 'api' })
  stops.push(() => running.stop())
  return { url: `http://localhost:${port}`, database }
}

let demo: Promise<Demo> | undefined

/** Started by the first who asks, who may say how many patients it has; stopped after the last spec of the run. */
export const startDemo = (patients = 80): Promise<Demo> => (demo ??= make(patients))

after(async () => {
  for (const stop of stops.toReversed()) await stop()
  stops = []
  demo = undefined
})

export const baseOf = ({ url }: Pick<Demo, 'url'>, surface: SurfaceName, organization: string): string =>
  `${url}/api/${surface}/v1/${organization}`

const tokens = new Map<string, Promise<string>>()

function remember(key: string, sign: () => Promise<{ readonly access_token: string }>): Promise<string> {
  const known = tokens.get(key) ?? sign().then(({ access_token }) => access_token)
  tokens.set(key, known)
  return known
}

/** A demo user's access token for the base of `organization`, their own unless told. */
export async function tokenOf(name: string, scope?: string, organization?: string): Promise<string> {
  const { url, provider } = await startDemo()
  const user = demoUsers.find((each) => each.name === name)
  if (user === undefined) throw new Error(`there is no user ${name}`)
  const { surface, defaultScope } = realms[user.realm]
  const audience = baseOf({ url }, surface as SurfaceName, organization ?? user.organization)
  const asked = {
    issuer: provider.issuer(user.realm),
    audience,
    name,
    password: user.password,
    scope: scope ?? defaultScope,
  }
  return remember(JSON.stringify(asked), () => signInUser(asked))
}

/** The backend client's token, good for every organization of the staff's surface. */
export async function backendToken(scope = 'system/*.rs'): Promise<string> {
  const { provider } = await startDemo()
  const key = await loadBackendKey(provider.keyFile)
  return remember(`backend ${scope}`, () => signInBackend(provider.issuer('sevocity'), key, scope))
}
