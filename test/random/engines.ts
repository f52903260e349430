/** Where random cases live: a file for SQLite, a schema or database of this run's own on the servers that answer here. */
import Sqlite from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import pg from 'pg'
import type { Schema } from '../../src/mapping/schema.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import type { DatabaseSettings } from '../../src/rows/settings.ts'
import type { TablePlan } from './model.ts'
import { answering, services } from '../services/databases.ts'

export interface Opened {
  readonly schema: Schema
  readonly database: PooledDatabase
}

export interface Engine {
  readonly dialect: 'sqlite' | 'postgres' | 'mariadb'
  readonly settings: DatabaseSettings
  /** How the tables of a case are reached and what is known of them, where not by introspection at `settings`. */
  open?(tables: readonly TablePlan[]): Promise<Opened>
  /** Runs statements as an owner, one after another. */
  write(statements: readonly string[]): Promise<void>
  /** An empty place for the next case. */
  clear(): Promise<void>
  close(): Promise<void>
}

const own = `portico_random_${process.pid}`

export function openSqlite(): Engine {
  const folder = mkdtempSync(join(tmpdir(), 'portico-random-'))
  let file = ''
  let at = 0
  const clear = (): Promise<void> => {
    if (file !== '') rmSync(file, { force: true })
    file = join(folder, `${++at}.db`)
    return Promise.resolve()
  }
  return {
    dialect: 'sqlite',
    get settings() {
      return { url: `sqlite:${file}` }
    },
    write: (statements) => {
      const database = new Sqlite(file)
      database.pragma('synchronous = OFF')
      database.exec(['begin', ...statements, 'commit'].join(';\n'))
      database.close()
      return Promise.resolve()
    },
    clear,
    close: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  }
}

async function openPostgres(server: string): Promise<Engine> {
  const client = new pg.Client(server)
  await client.connect()
  await client.query('set client_min_messages = error')
  const clear = async (): Promise<void> => {
    await client.query(`drop schema if exists ${own} cascade; create schema ${own}; set search_path = ${own}`)
  }
  const url = new URL(server)
  url.searchParams.set('options', `-csearch_path=${own}`)
  return {
    dialect: 'postgres',
    settings: { url: url.href, schema: own },
    write: async (statements) => void (await client.query(statements.join(';\n'))),
    clear,
    close: async () => {
      await client.query(`drop schema if exists ${own} cascade`)
      await client.end()
    },
  }
}

async function openMariadb(server: string): Promise<Engine> {
  const connection = await mysql.createConnection({
    uri: server.replace('mariadb:', 'mysql:'),
    multipleStatements: true,
  })
  // Zero dates are written as old servers took them.
  await connection.query("set session sql_mode = ''")
  const url = new URL(server)
  url.pathname = `/${own}`
  return {
    dialect: 'mariadb',
    settings: { url: url.href },
    write: async (statements) => void (await connection.query(statements.join(';\n'))),
    clear: async () =>
      void (await connection.query(`drop database if exists ${own}; create database ${own}; use ${own}`)),
    close: async () => {
      await connection.query(`drop database if exists ${own}`)
      await connection.end()
    },
  }
}

interface Opener {
  readonly dialect: Engine['dialect']
  open(server: string): Promise<Engine>
}

const openers: Readonly<Record<string, Opener>> = {
  PostgreSQL: { dialect: 'postgres', open: openPostgres },
  MariaDB: { dialect: 'mariadb', open: openMariadb },
}

/** The servers that answer, of those that are wanted. */
export async function openServers(
  isWanted: (dialect: Engine['dialect']) => boolean = () => true,
): Promise<readonly Engine[]> {
  const found: Engine[] = []
  for (const service of services) {
    const opener = openers[service.name]
    if (opener === undefined || !isWanted(opener.dialect)) continue
    const server = await answering(service)
    if (server !== undefined) found.push(await opener.open(server))
  }
  return found
}
