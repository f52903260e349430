/** The URL of the store -> how knex reaches it. Forms as for the legacy database. */
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Knex } from 'knex'

/** Milliseconds to wait for a connection, and for an answer. */
const patience = 5_000

type Configure = (url: string) => Knex.Config

/** `sqlite:data/portico.sqlite`, `sqlite:/var/portico.sqlite` and `sqlite:///var/portico.sqlite` all name a file. */
const sqlitePath = (url: string): string => url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')

/** SQLite gives its journal the rights of the file, so only the file has to be made first. */
const makeFile = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
}

interface SqliteConnection {
  pragma(text: string): unknown
}

/** A lock is waited for but shortly: waiting stops the whole process, and who holds the lock may be in it. The wait goes on in `work.ts`. */
const prepareSqlite = (connection: SqliteConnection, done: (error: unknown, connection: unknown) => void): void => {
  const pragmas = ['journal_mode = wal', 'synchronous = normal', 'busy_timeout = 20', 'foreign_keys = on']
  try {
    for (const each of pragmas) connection.pragma(each)
    done(undefined, connection)
  } catch (error) {
    done(error, connection)
  }
}

const configureSqlite: Configure = (url) => {
  const filename = sqlitePath(url)
  if (filename !== ':memory:') makeFile(filename)
  return {
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: { min: 1, max: 1, afterCreate: prepareSqlite },
  }
}

/** Node's own error would repeat the whole URL, which may hold a password. */
const parseUrl = (text: string): URL => {
  if (URL.canParse(text)) return new URL(text)
  throw new TypeError("The store's URL cannot be read: percent-encode what its password holds.")
}

interface PostgresConnection {
  readonly readyForQuery: boolean
  query(sql: string, done: (error: unknown) => void): void
}

type Done = (error: unknown, connection: PostgresConnection) => void

/**
 * The server ends what takes too long, so that the connection is free again when the error comes. Where the server says nothing any more, the
 * driver gives up a moment later, and the connection must not serve again: what was sent is still under way on it, and node-postgres
 * would have the next statements queue behind it.
 */
const postgresPool = {
  min: 0,
  max: 10,
  afterCreate: (connection: PostgresConnection, done: Done) =>
    connection.query(`set statement_timeout = ${patience}`, (error) => done(error, connection)),
  validate: ({ readyForQuery }: PostgresConnection) => readyForQuery,
}

const configurePostgres: Configure = (url) => ({
  client: 'pg',
  pool: postgresPool,
  connection: {
    connectionString: parseUrl(url).href,
    connectionTimeoutMillis: patience,
    query_timeout: patience + 1_000,
    keepAlive: true,
    application_name: 'portico',
  },
})

const configureMariadb: Configure = (url) => ({
  client: 'mysql2',
  connection: { uri: parseUrl(url).href.replace(/^mariadb:/, 'mysql:'), connectTimeout: patience },
})

const mssqlDefaults = { encrypt: 'true', trustServerCertificate: 'false', instance: '', domain: '' }

const readMssqlOptions = (url: URL): typeof mssqlDefaults => {
  const unknown = [...url.searchParams.keys()].find((name) => !(name in mssqlDefaults))
  if (unknown === undefined) return { ...mssqlDefaults, ...Object.fromEntries(url.searchParams) }
  const known = Object.keys(mssqlDefaults).join(', ')
  throw new TypeError(`The mssql URL of the store has no parameter '${unknown}'. It has: ${known}.`)
}

const configureMssql: Configure = (text) => {
  const url = parseUrl(text)
  const { encrypt, trustServerCertificate, instance, domain } = readMssqlOptions(url)
  const options = {
    encrypt: encrypt === 'true',
    trustServerCertificate: trustServerCertificate === 'true',
    ...(instance && { instanceName: instance }),
    appName: 'portico',
  }
  const connection = {
    server: decodeURIComponent(url.hostname),
    port: Number(url.port || 1433),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...(domain && { domain }),
    connectionTimeout: patience,
    requestTimeout: patience,
    options,
  }
  return { client: 'mssql', connection }
}

const engines: Readonly<Record<string, Configure>> = {
  sqlite: configureSqlite,
  postgres: configurePostgres,
  postgresql: configurePostgres,
  mariadb: configureMariadb,
  mysql: configureMariadb,
  mssql: configureMssql,
}

/** knex would print warnings on the console; what matters in them comes as an error too. */
const silence = () => undefined
const log = { warn: silence, error: silence, deprecate: silence, debug: silence }

/** Makes the file of an SQLite URL and its folder. Throws a `TypeError` that never repeats the URL. */
export const configure = (url: string): Knex.Config => {
  const engine = engines[/^([a-z]+):/i.exec(url)?.[1]?.toLowerCase() ?? '']
  if (engine === undefined) {
    throw new TypeError("The store's URL begins with sqlite:, postgres://, mariadb://, mysql:// or mssql://.")
  }
  const common = { acquireConnectionTimeout: patience, compileSqlOnError: false, log }
  return { pool: { min: 0, max: 10 }, ...engine(url), ...common }
}
