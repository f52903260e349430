/** The parts of a gateway -> the questions that tell whether it can work. */
import type { Database } from '../rows/database.ts'
import type { FrontDoor } from './front-door.ts'
import type { Check } from './readiness.ts'
import { realmOf, type Settings } from './settings.ts'

const askDatabase = (database: Database): Check => ({
  name: 'database',
  ask: async () => {
    const query = { dialect: database.dialect, sql: 'SELECT 1', bindings: [] }
    for await (const _ of database.read(query, { timeout: 2_000 }));
  },
})

const askProvider = (issuer: string, get: typeof fetch): Check => ({
  name: `provider ${realmOf({ issuer } as Settings['surfaces'][number])}`,
  ask: async () => {
    const { ok, status } = await get(`${issuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(2_000),
    })
    if (!ok) throw Object.assign(new Error('refused'), { code: `HTTP ${status}` })
  },
})

/** Database, store and each provider, by name. */
export function checksOf(settings: Settings, database: Database, frontDoor: FrontDoor | undefined): readonly Check[] {
  const issuers = [...new Set(settings.surfaces.map(({ issuer }) => issuer))]
  return [
    askDatabase(database),
    ...(frontDoor === undefined ? [] : [{ name: 'store', ask: frontDoor.ping }]),
    ...issuers.map((issuer) => askProvider(issuer, frontDoor?.fetch ?? fetch)),
  ]
}
