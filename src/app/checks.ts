/** The parts of a gateway -> the questions that tell whether it can work. */
import type { Database } from '../rows/database.ts'
import type { FrontDoor } from './front-door.ts'
import type { Check } from './readiness.ts'
import { isGuarded, realmOf, type Settings, type SurfaceSettings } from './settings.ts'

const askDatabase = (database: Database): Check => ({
  name: 'database',
  ask: async () => {
    const query = { dialect: database.dialect, sql: 'SELECT 1', bindings: [] }
    for await (const _ of database.read(query, { timeout: 2_000 }));
  },
})

const wellKnown = '/.well-known/openid-configuration'

const askIssuer = async (issuer: string, get: typeof fetch): Promise<void> => {
  const { ok, status } = await get(issuer + wellKnown, { signal: AbortSignal.timeout(2_000) })
  if (!ok) throw Object.assign(new Error('refused'), { code: `HTTP ${status}` })
}

/** Behind a front door the gate's own client is asked for too: without it nothing works that the provider alone does. */
function askProvider(settings: Settings, surface: SurfaceSettings, frontDoor: FrontDoor | undefined): Check {
  const isBehind = frontDoor !== undefined && isGuarded(settings, surface)
  const ask = isBehind ? frontDoor.probe(surface) : () => askIssuer(surface.issuer, frontDoor?.fetch ?? fetch)
  return { name: `provider ${realmOf(surface)}`, ask }
}

/** One for each issuer. */
export function providerChecks(settings: Settings, frontDoor: FrontDoor | undefined): readonly Check[] {
  const byIssuer = new Map(settings.surfaces.map((surface) => [surface.issuer, surface]))
  return [...byIssuer.values()].map((surface) => askProvider(settings, surface, frontDoor))
}

/** Database, store and each provider, by name. */
export const checksOf = (
  database: Database,
  frontDoor: FrontDoor | undefined,
  providers: readonly Check[],
): readonly Check[] => [
  askDatabase(database),
  ...(frontDoor === undefined ? [] : [{ name: 'store', ask: frontDoor.ping }]),
  ...providers,
]
