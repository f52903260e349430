/** The database servers that answer here -> a database of this run's own on each, made and dropped. */
import mssql from 'mssql'
import mysql from 'mysql2/promise'
import pg from 'pg'
import { answers } from './answers.ts'

export interface Service {
  readonly name: string
  /** The variable of the environment that names another server. */
  readonly variable: string
  /** Of a server, with who may create databases there. Undefined: none is named. */
  readonly server: string | undefined
  /** Runs one statement on the server, outside of any database of ours. */
  run(server: string, sql: string): Promise<void>
  readonly drop: (database: string) => string
}

const database = `portico_services_${process.pid}`

async function runPostgres(server: string, sql: string): Promise<void> {
  const client = new pg.Client(server)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

async function runMariadb(server: string, sql: string): Promise<void> {
  const connection = await mysql.createConnection(server)
  await connection.query(sql).finally(() => connection.end())
}

async function runMssql(server: string, sql: string): Promise<void> {
  const url = new URL(server)
  const pool = await new mssql.ConnectionPool({
    server: url.hostname,
    port: Number(url.port || 1433),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    options: { encrypt: url.searchParams.get('encrypt') === 'true', trustServerCertificate: true },
  }).connect()
  await pool
    .request()
    .batch(sql)
    .finally(() => pool.close())
}

export const services: readonly Service[] = [
  {
    name: 'PostgreSQL',
    variable: 'PORTICO_TEST_POSTGRES',
    server: process.env['PORTICO_TEST_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432/postgres',
    run: runPostgres,
    drop: (name) => `drop database if exists ${name} with (force)`,
  },
  {
    name: 'MariaDB',
    variable: 'PORTICO_TEST_MARIADB',
    server: process.env['PORTICO_TEST_MARIADB'] ?? 'mysql://root@127.0.0.1:3306',
    run: runMariadb,
    drop: (name) => `drop database if exists ${name}`,
  },
  {
    name: 'SQL Server',
    variable: 'PORTICO_TEST_MSSQL',
    server: process.env['PORTICO_TEST_MSSQL'],
    run: runMssql,
    drop: (name) => `drop database if exists ${name}`,
  },
]

const passedOver = ({ name, server, variable }: Service): string =>
  server === undefined
    ? `${name} skipped: ${variable} names no server`
    : `${name} skipped: nothing answers at ${new URL(server).host} (${variable})`

/** The server, where it answers. Otherwise says who is passed over, and why. */
export async function answering(service: Service): Promise<string | undefined> {
  const { server } = service
  if (server !== undefined && (await answers(server))) return server
  console.log(`      ${passedOver(service)}`)
  return undefined
}

/** The URL of the run's own database on the server. */
function own(server: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

export async function createOwn({ run, drop }: Service, server: string): Promise<string> {
  await run(server, drop(database))
  await run(server, `create database ${database}`)
  return own(server)
}

export const dropOwn = ({ run, drop }: Service, server: string): Promise<void> => run(server, drop(database))
