/** Settings, a database and a way to load the mapping -> a gateway that listens, and can be stopped. */
import { createAuthorizer } from '../auth/authorizer.ts'
import type { Database } from '../rows/database.ts'
import { checksOf, providerChecks } from './checks.ts'
import { cursorKeys } from './cursor-key.ts'
import type { Emit } from './events.ts'
import { openFrontDoor, type FrontDoor } from './front-door.ts'
import type { Gateway } from './gateway.ts'
import { drain, listen } from './lifecycle.ts'
import { keepFresh, startMapping, type LiveMapping, type Loaded } from './live-mapping.ts'
import { createLogger, logEvent } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createReadiness, type Check } from './readiness.ts'
import { routeTable } from './routes.ts'
import { createServer } from './server.ts'
import { toSurface, type Settings } from './settings.ts'
import { watchProviders } from './watch-providers.ts'

export interface Parts {
  readonly settings: Settings
  readonly database: Database
  readonly loadMapping: () => Promise<Loaded>
  /** Of Portico. */
  readonly version: string
  /** What this process is; both when left out. The gate is one only where `frontDoor.port` is set. */
  readonly only?: 'api' | 'gate'
}

export interface Running {
  /** Loads the mapping again, and says whether it is in force; a broken one changes nothing but the log. */
  readonly reload: () => Promise<boolean>
  /** The keys of the organizations that the mapping in force has. */
  readonly organizations: () => readonly string[]
  /** Ends when the last answer has ended and the database is closed. Can be called twice. */
  readonly stop: () => Promise<void>
}

function createEmit(settings: Settings, metrics: Metrics): Emit {
  const logger = createLogger(settings.log.level)
  return (event) => {
    metrics.note(event)
    logEvent(logger, event)
  }
}

interface Common {
  readonly emit: Emit
  readonly metrics: Metrics
  readonly live: LiveMapping
  readonly frontDoor: FrontDoor | undefined
  readonly providers: readonly Check[]
}

/** Surfaces with a front door have what it knows of their tokens asked for every request. */
function authorizerOf({ settings }: Parts, { frontDoor }: Pick<Common, 'frontDoor'>) {
  const surfaces = settings.surfaces.map((surface) => {
    const sessions = frontDoor?.sessionsOf(surface)
    return { ...toSurface(settings, surface), ...(sessions !== undefined && { sessions }) }
  })
  return createAuthorizer(surfaces, frontDoor === undefined ? {} : { fetch: frontDoor.fetch })
}

function gatewayOf(parts: Parts, common: Common, isStopping: () => boolean): Gateway {
  const { settings, database, version } = parts
  const { emit, metrics, live } = common
  return {
    settings,
    authorizer: authorizerOf(parts, common),
    database,
    cursorKey: cursorKeys(settings, emit),
    mapping: live.current,
    loadedAt: live.loadedAt,
    version,
    emit,
    metrics,
    readiness: createReadiness(checksOf(database, common.frontDoor, common.providers)),
    isAccepting: () => !isStopping(),
  }
}

async function startApi({ settings, only }: Parts, gateway: Gateway): Promise<() => Promise<void>> {
  if (only === 'gate') return async () => {}
  const server = createServer(gateway, routeTable)
  await listen(server, settings.server.port, settings.server.host)
  gateway.emit({ kind: 'listening', url: settings.server.publicUrl })
  return () => drain(server, settings.server.drainMs)
}

async function startGate({ settings, only }: Parts, gateway: Gateway, { frontDoor }: Common) {
  const port = settings.frontDoor?.port
  if (only === 'api' || frontDoor === undefined || port === undefined) return async () => {}
  const server = frontDoor.createServer(gateway)
  await listen(server, port, settings.frontDoor?.host)
  gateway.emit({ kind: 'listening', url: settings.frontDoor?.publicUrl ?? '' })
  return () => drain(server, settings.server.drainMs)
}

/** Rejects with a `MappingError`, `PortInUse` or what the store rejects with; then nothing listens, and the database is still the caller's to close. */
export async function start(parts: Parts): Promise<Running> {
  const { settings, database } = parts
  const metrics = createMetrics()
  if (settings.server.metrics) metrics.watch(database)
  const emit = createEmit(settings, metrics)
  const live = await startMapping(parts.loadMapping, emit)
  const frontDoor = await openFrontDoor(settings, emit)
  let stopped: Promise<void> | undefined
  const providers = providerChecks(settings, frontDoor)
  const common: Common = { emit, metrics, live, frontDoor, providers }
  const gateway = gatewayOf(parts, common, () => stopped !== undefined)
  const drains: (() => Promise<void>)[] = []
  try {
    drains.push(await startApi(parts, gateway))
    drains.push(await startGate(parts, gateway, common))
  } catch (error) {
    await Promise.all(drains.map((each) => each()))
    await frontDoor?.close()
    throw error
  }
  const endFresh = keepFresh(live, settings.mapping.refreshMs)
  const endWatch = watchProviders(providers, emit)
  const stop = async (): Promise<void> => {
    emit({ kind: 'stopping' })
    endFresh()
    endWatch()
    await Promise.all(drains.map((each) => each()))
    await frontDoor?.close()
    await database.close()
    emit({ kind: 'stopped' })
  }
  const organizations = () => [...live.current().tenants.keys()]
  return { reload: live.reload, organizations, stop: () => (stopped ??= stop()) }
}
