/** A database URL and its limits -> checked settings with defaults. */
import type { Dialect } from '../query/query.ts'
import { parseUrl } from '../url/options.ts'
import type { PoolSettings } from './pool.ts'

export interface DatabaseSettings {
  /** `sqlite:path`, `postgres://`, `mariadb://` or `mysql://`, `mssql://user:password@host:port/database?encrypt=true`. */
  readonly url: string
  readonly pool?: Partial<PoolSettings>
  /** Milliseconds a statement may take, from its start to its last row: a slow reader's time counts too. */
  readonly timeoutMs?: number
  /** Milliseconds to wait for a new connection. */
  readonly connectMs?: number
  /** The schema that `introspect` looks at, where it is not the engine's default one. */
  readonly schema?: string
}

/** The settings with every default filled in. */
export interface CheckedSettings {
  readonly dialect: Dialect
  readonly url: string
  readonly pool: PoolSettings
  readonly timeoutMs: number
  readonly connectMs: number
  readonly schema: string | undefined
}

const dialects: Readonly<Record<string, Dialect>> = {
  sqlite: 'sqlite',
  postgres: 'postgres',
  postgresql: 'postgres',
  mariadb: 'mariadb',
  mysql: 'mariadb',
  mssql: 'mssql',
}

/** Throws a `TypeError` that names the allowed forms, and never repeats the URL: it may hold a password. */
export function checkSettings(settings: DatabaseSettings): CheckedSettings {
  return {
    dialect: dialectOf(settings.url),
    url: settings.url,
    pool: { max: 10, waitMs: 5_000, keepFree: 2, ...settings.pool },
    timeoutMs: settings.timeoutMs ?? 30_000,
    connectMs: settings.connectMs ?? 10_000,
    schema: settings.schema,
  }
}

/** The dialect that a database URL names. */
export function dialectOf(url: string): Dialect {
  const scheme = /^([a-z]+):/i.exec(url)?.[1]?.toLowerCase() ?? ''
  const dialect = dialects[scheme]
  if (!dialect)
    throw new TypeError('A database URL begins with sqlite:, postgres://, mariadb://, mysql:// or mssql://.')
  if (dialect !== 'sqlite') parseUrl(url, 'The database URL')
  return dialect
}

/** `sqlite:data/clinic.db`, `sqlite:/var/clinic.db` and `sqlite:///var/clinic.db` all name a file. */
export function sqlitePath(url: string): string {
  return url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')
}
