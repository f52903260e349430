/** A gateway without floors below it: what tests of `app` put in place of the real one. */
import type { AddressInfo } from 'node:net'
import type { Event } from '../../src/app/events.ts'
import type { Gateway } from '../../src/app/gateway.ts'
import { drain, listen } from '../../src/app/lifecycle.ts'
import { createMetrics } from '../../src/app/metrics.ts'
import type { RouteTable } from '../../src/app/route.ts'
import { createServer } from '../../src/app/server.ts'
import type { Settings } from '../../src/app/settings.ts'
import { parseSettings } from '../../src/app/settings/read.ts'
import type { Mapping } from '../../src/mapping/model.ts'

export const settingsText = `
server: { port: 3000, publicUrl: 'https://fhir.example.org' }
database: { url: 'sqlite:none' }
mapping: { directory: none, schema: none }
surfaces:
  - { name: patients, path: "/api/patients/v1/{organization}", issuer: 'https://auth.example.org/realms/portal' }
  - { name: sevocity, path: "/api/sevocity/v1/{organization}", issuer: 'https://auth.example.org/realms/sevocity' }
`

export const settings: Settings = parseSettings(settingsText, {}, 'test.yaml')

export const emptyMapping: Mapping = {
  hash: 'none',
  usCore: '6.1.0',
  sources: [],
  byName: new Map(),
  byType: new Map(),
  parameters: new Map(),
  organizations: 'many',
  documents: { inline: 65_536, unpacked: 268_435_456 },
  codeRows: new Map(),
  tenants: new Map([['1', { key: '1', zone: 'America/Chicago', facts: {} }]]),
  tables: new Map(),
}

const unused = (): never => {
  throw new Error('not in this test')
}

/** `events` is filled with all that is told. */
export function fakeGateway(changes: Partial<Gateway> = {}): Gateway & { readonly events: Event[] } {
  const events: Event[] = []
  return {
    settings,
    authorizer: { authorize: unused, providerMetadata: unused },
    database: { dialect: 'sqlite', read: unused, explain: unused, close: async () => {} },
    cursorKey: new Uint8Array(32),
    mapping: () => emptyMapping,
    loadedAt: () => Date.UTC(2026, 0, 2),
    version: '0.0.0',
    emit: (event) => void events.push(event),
    metrics: createMetrics(),
    isAccepting: () => true,
    events,
    ...changes,
  }
}

export interface Served {
  readonly url: string
  readonly close: () => Promise<void>
}

/** On a port of the system's choice. */
export async function serve(gateway: Gateway, table: Partial<RouteTable>): Promise<Served> {
  const server = createServer(gateway, { fhir: [], plain: [], ...table })
  await listen(server, 0, '127.0.0.1')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => drain(server, 100) }
}
