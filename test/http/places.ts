/** What a demo in a temporary folder needs to begin: ports, settings, the mapping. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../../src/app/settings.ts'
import { readSettings } from '../../src/app/settings/read.ts'
import type { Mapping } from '../../src/mapping/model.ts'
import { parseSchema } from '../../src/mapping/schema.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import { loadLiveMapping } from '../../src/search/load.ts'
import { freePort } from '../ports.ts'

export async function loadDemoMapping(
  { mapping: { directory, schema, usCore } }: Settings,
  database: PooledDatabase,
): Promise<Mapping> {
  const options = { schema: parseSchema(readFileSync(schema, 'utf8')), usCore }
  const { mapping, diagnostics } = await loadLiveMapping(directory, options, database)
  if (mapping === undefined) throw new Error(`the mapping does not compile: ${JSON.stringify(diagnostics[0])}`)
  return mapping
}

export interface Ports {
  readonly gateway: number
  readonly door: number
  readonly provider: number
}

/** Three free ones. */
export const freePorts = async (): Promise<Ports> => ({
  gateway: await freePort(),
  door: await freePort(),
  provider: await freePort(),
})

/** The demo's own settings, with keys of their own; the store lies in the folder. */
export function demoSettings(databaseUrl: string, folder: string, ports: Ports): Settings {
  const environment = {
    PORTICO_PORT: String(ports.gateway),
    PORTICO_IDP_PORT: String(ports.door),
    PORTICO_PROVIDER_PORT: String(ports.provider),
    PORTICO_DATABASE: databaseUrl,
    PORTICO_STORE: `sqlite:${join(folder, 'portico.sqlite')}`,
    PORTICO_LOG: 'error',
  }
  const settings = readSettings('config/demo.yaml', environment)
  const [cursorKey, key] = [7, 8].map((byte) => Buffer.alloc(32, byte).toString('base64'))
  const frontDoor = settings.frontDoor && { ...settings.frontDoor, ...(key !== undefined && { key }) }
  return { ...settings, ...(frontDoor && { frontDoor }), cursor: cursorKey === undefined ? {} : { key: cursorKey } }
}
