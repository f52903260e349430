/** Settings, a database and a way to load the mapping -> a gateway that listens, and can be stopped. */
import { createAuthorizer } from '../auth/authorizer.ts'
import type { Database } from '../rows/database.ts'
import { cursorKey } from './cursor-key.ts'
import type { Emit } from './events.ts'
import type { Gateway } from './gateway.ts'
import { drain, listen } from './lifecycle.ts'
import { startMapping, type Loaded } from './live-mapping.ts'
import { createLogger, logEvent } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { routeTable } from './routes.ts'
import { createServer } from './server.ts'
import { toSurface, type Settings } from './settings.ts'

export interface Parts {
  readonly settings: Settings
  readonly database: Database
  readonly loadMapping: () => Promise<Loaded>
  /** Of Portico. */
  readonly version: string
}

export interface Running {
  /** Loads the mapping again; a broken one changes nothing but the log. */
  readonly reload: () => Promise<void>
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

/** Rejects with a `MappingError` or `PortInUse`; then nothing listens, and the database is still the caller's to close. */
export async function start({ settings, database, loadMapping, version }: Parts): Promise<Running> {
  const metrics = createMetrics()
  const emit = createEmit(settings, metrics)
  const live = await startMapping(loadMapping, emit)
  const authorizer = createAuthorizer(settings.surfaces.map((surface) => toSurface(settings, surface)))
  let stopped: Promise<void> | undefined
  const gateway: Gateway = {
    settings,
    authorizer,
    database,
    cursorKey: cursorKey(settings, emit),
    mapping: live.current,
    loadedAt: live.loadedAt,
    version,
    emit,
    metrics,
    isAccepting: () => stopped === undefined,
  }
  const server = createServer(gateway, routeTable)
  await listen(server, settings.server.port, settings.server.host)
  emit({ kind: 'listening', url: settings.server.publicUrl })
  const stop = async (): Promise<void> => {
    emit({ kind: 'stopping' })
    await drain(server, settings.server.drainMs)
    await database.close()
    emit({ kind: 'stopped' })
  }
  return { reload: live.reload, stop: () => (stopped ??= stop()) }
}
