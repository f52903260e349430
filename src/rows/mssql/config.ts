/** An `mssql://` URL -> the configuration of the `mssql` package. */
import type sql from 'mssql'
import { readMssql } from '../../url/mssql.ts'
import type { CheckedSettings } from '../settings.ts'

export interface MssqlConfig {
  readonly driver: sql.config
  /** Milliseconds to wait for a lock that a writer holds. */
  readonly lockTimeout: number
}

/** Throws a `TypeError` for what the URL says wrongly. docs/configuration.md lists its parameters. */
export function configOf(settings: CheckedSettings): MssqlConfig {
  const { server, port, database, login, options, reading } = readMssql(settings.url)
  const { lockTimeout, readOnlyIntent, isolationLevel } = reading
  const { userName, password, domain } = login.options
  const rest = { lowerCaseGuids: true, useUTC: true, readOnlyIntent, isolationLevel }
  return {
    lockTimeout,
    driver: {
      server,
      port,
      database,
      ...(userName !== undefined && { user: userName, password }),
      ...(domain !== undefined && { domain }),
      authentication: login as NonNullable<sql.config['authentication']>,
      connectionTimeout: settings.connectMs,
      requestTimeout: 0,
      arrayRowMode: true,
      // A look at the socket in place of a SELECT 1 before each statement. What died unseen is asked again: see `reading.ts`.
      validateConnection: 'socket',
      pool: { min: 0, max: settings.pool.max, acquireTimeoutMillis: settings.connectMs },
      // Its types know neither `strict` nor the isolation of the connection.
      options: { ...options, ...rest, connectionIsolationLevel: isolationLevel } as sql.IOptions,
    },
  }
}
