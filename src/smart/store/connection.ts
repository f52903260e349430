/** The URL of the store -> how knex reaches it. Forms as for the legacy database. */
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Knex } from 'knex'
import { readMariadb } from '../../url/mariadb.ts'
import { readMssqlStore } from '../../url/mssql.ts'
import { readPostgres } from '../../url/postgres.ts'

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
    connectionString: readPostgres(url, 'The postgres URL of the store'),
    connectionTimeoutMillis: patience,
    query_timeout: patience + 1_000,
    keepAlive: true,
    application_name: 'portico',
  },
})

interface MariadbConnection {
  query(sql: string, done: (error: unknown) => void): void
}

/** MariaDB's limit is in seconds, and holds for whatever waits for a lock too. MySQL has another name for it. https://mariadb.com/docs/server/server-management/variables-and-modes/server-system-variables */
const limitMariadb = (connection: MariadbConnection, done: (error: unknown, connection: MariadbConnection) => void) =>
  connection.query(`set max_statement_time = ${patience / 1_000}`, (error) => {
    if (!error) return done(undefined, connection)
    connection.query(`set max_execution_time = ${patience}`, (other) => done(other, connection))
  })

const configureMariadb: Configure = (url) => ({
  client: 'mysql2',
  pool: { min: 0, max: 10, afterCreate: limitMariadb },
  connection: { ...readMariadb(url, 'The mariadb URL of the store'), connectTimeout: patience },
})

/** The kind of login is told by its type; knex has a place of its own for each part of it. */
const configureMssql: Configure = (url) => {
  const { server, port, database, login, options } = readMssqlStore(url)
  const { userName: user, ...parts } = login.options
  const type = login.type === 'default' ? {} : { type: login.type }
  const connection = {
    ...{ server, port, database, options, ...type, ...(user !== undefined && { user }), ...parts },
    connectionTimeout: patience,
    requestTimeout: patience,
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
