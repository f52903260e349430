/** An `mssql://` URL -> the configuration of the `mssql` package. */
import type sql from 'mssql'
import { type CheckedSettings, parseUrl } from '../settings.ts'

/** TDS numbers of the isolation levels. */
const isolationLevels: Readonly<Record<string, number>> = {
  'read-uncommitted': 1,
  'read-committed': 2,
  'repeatable-read': 3,
  serializable: 4,
  snapshot: 5,
}

export interface MssqlConfig {
  readonly driver: sql.config
  /** Milliseconds to wait for a lock that a writer holds. */
  readonly lockTimeout: number
}

/**
 * Query parameters: `encrypt` (true), `trustServerCertificate` (false), `instance`, `domain`, `applicationIntent`
 * (ReadOnly or ReadWrite), `isolation` (read-committed; or read-uncommitted, repeatable-read, serializable, snapshot) and
 * `lockTimeout` (milliseconds, 5000). Any other is refused, by name.
 */
export function configOf(settings: CheckedSettings): MssqlConfig {
  const url = parseUrl(settings.url)
  const option = readOptions(url)
  const domain = option['domain']
  return {
    lockTimeout: Number(option['lockTimeout']),
    driver: {
      server: decodeURIComponent(url.hostname),
      port: url.port ? Number(url.port) : 1433,
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: decodeURIComponent(url.pathname.slice(1)),
      ...(domain ? { domain } : {}),
      connectionTimeout: settings.connectMs,
      requestTimeout: 0,
      arrayRowMode: true,
      pool: { min: 0, max: settings.pool.max, acquireTimeoutMillis: settings.connectMs },
      options: driverOptions(option) as sql.IOptions,
    },
  }
}

const defaults: Readonly<Record<string, string>> = {
  encrypt: 'true',
  trustServerCertificate: 'false',
  instance: '',
  domain: '',
  applicationIntent: 'ReadOnly',
  isolation: 'read-committed',
  lockTimeout: '5000',
}

function readOptions(url: URL): Readonly<Record<string, string>> {
  for (const name of url.searchParams.keys()) {
    if (!(name in defaults)) {
      throw new TypeError(`The mssql URL has no parameter '${name}'. It has: ${Object.keys(defaults).join(', ')}.`)
    }
  }
  return { ...defaults, ...Object.fromEntries(url.searchParams) }
}

function driverOptions(option: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const isolation = isolationLevels[option['isolation'] ?? '']
  if (!isolation) throw new TypeError(`The mssql URL's isolation is one of ${Object.keys(isolationLevels).join(', ')}.`)
  return {
    encrypt: option['encrypt'] === 'true',
    trustServerCertificate: option['trustServerCertificate'] === 'true',
    ...(option['instance'] ? { instanceName: option['instance'] } : {}),
    readOnlyIntent: option['applicationIntent'] === 'ReadOnly',
    isolationLevel: isolation,
    connectionIsolationLevel: isolation,
    lowerCaseGuids: true,
    useUTC: true,
    appName: 'portico',
  }
}
