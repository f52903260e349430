/** The settings of the front door -> its store and what it says of tokens, and the server of the gate. */
import { createServer, type Server } from 'node:http'
import type { Sessions } from '../auth/sessions.ts'
import { createDoorApp } from '../smart/gate/server.ts'
import { createIntrospection } from '../smart/introspect.ts'
import { createSessions } from '../smart/sessions.ts'
import { openStore } from '../smart/store/store.ts'
import { fetchInside } from '../smart/upstream/inside.ts'
import { createProbe, type Probe } from '../smart/upstream/probe.ts'
import { createDoor, doorSeals } from './door.ts'
import type { Emit } from './events.ts'
import { answerHealth } from './gate-health.ts'
import type { Gateway } from './gateway.ts'
import { keepConnections } from './lifecycle.ts'
import { adoptPrototypes } from './prototypes.ts'
import { isGuarded, realmOf, type Settings, type SurfaceSettings } from './settings.ts'

export interface FrontDoor {
  /** Undefined for a surface whose tokens do not come through the front door. */
  readonly sessionsOf: (surface: SurfaceSettings) => Sessions | undefined
  /** Reaches the provider where it listens. */
  readonly fetch: typeof fetch
  /** Of a surface whose tokens come through the front door. */
  readonly probe: (surface: SurfaceSettings) => Probe
  /** Rejects when the store does not answer. */
  readonly ping: () => Promise<void>
  /** Not yet listening. Throws a `TypeError` where the brand's logo cannot be used. */
  readonly createServer: (gateway: Gateway) => Server
  readonly close: () => Promise<void>
}

/** Milliseconds for each question of a look at the provider. */
const probeMs = 2_000

/** Milliseconds between two looks for rows that have ended. */
const sweepMs = 60_000

/** As large as a token may be and Keycloak's own cookies beside it. */
const maxHeaderSize = 64 * 1024

/** Undefined where the settings have none. Rejects when the store cannot be opened. */
export async function openFrontDoor(settings: Settings, emit: Emit): Promise<FrontDoor | undefined> {
  const { frontDoor } = settings
  if (frontDoor === undefined) return undefined
  const { provider, publicUrl, client, timeoutMs, recheckMs } = frontDoor
  const { sent: seal, stored } = doorSeals(frontDoor, emit)
  const store = await openStore(frontDoor.store, stored)
  const url = (realm: string): string => `${provider}/realms/${realm}/protocol/openid-connect/token/introspect`
  const introspection = createIntrospection({ url, publicUrl, client, timeout: timeoutMs })
  const sweeper = setInterval(() => void store.sweep().catch(() => undefined), sweepMs)
  sweeper.unref()
  const closers: (() => Promise<void>)[] = [introspection.close, store.close]
  return {
    sessionsOf: (surface) => {
      if (!isGuarded(settings, surface)) return undefined
      const realm = realmOf(surface)
      return createSessions({ realm, store, recheckMs, introspect: (token) => introspection.ask(realm, token) })
    },
    fetch: fetchInside(frontDoor),
    probe: (surface) => createProbe(realmOf(surface), surface.issuer, frontDoor, probeMs),
    ping: store.ping,
    createServer: (gateway) => {
      const { authorizer, database, mapping, cursorKey } = gateway
      const parts = { settings, frontDoor, database, mapping, authorizer, seal, store, cursorKey, emit }
      const door = createDoor(parts)
      closers.unshift(door.upstream.close)
      const app = createDoorApp(door)
      const server = createServer({ ...adoptPrototypes(app), maxHeaderSize }, (request, response) => {
        if (!answerHealth(gateway, request, response)) app(request, response)
      })
      keepConnections(server, settings.server.idleMs)
      return server
    },
    close: async () => {
      clearInterval(sweeper)
      for (const close of closers) await close()
    },
  }
}
