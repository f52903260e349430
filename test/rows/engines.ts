/** Which engines answer here, and how the specs write to them: the code under test can only read. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import mysql from 'mysql2/promise'
import pg from 'pg'
import type { Dialect } from '../../src/query/query.ts'
import { answers } from '../services/answers.ts'

export interface Engine {
  readonly dialect: Dialect
  readonly url: string
  /** The schema that the specs may fill, where it is not the default one. */
  readonly schema?: string
  /** Runs statements as an owner, one after another; gives the first column of the last one's rows. */
  write(...statements: readonly string[]): Promise<readonly unknown[]>
  /** The statement that takes back everything. */
  readonly clear?: string
}

const folder = mkdtempSync(join(tmpdir(), 'portico-'))
const file = join(folder, 'rows.db')
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
/** Of this run alone: others may run at the same time. Dropped at the end. */
const schema = `portico_rows_${process.pid}`

export const sqlite: Engine = { dialect: 'sqlite', url: `sqlite:${file}`, write: writeSqlite }

const postgresUrl = 'postgres://postgres@127.0.0.1:5432/test'
export const postgres: Engine = {
  dialect: 'postgres',
  url: `${postgresUrl}?options=-csearch_path%3D${schema}`,
  schema,
  write: writePostgres,
  clear: `drop schema ${schema} cascade`,
}

const mariadbUrl = 'mysql://root@127.0.0.1:3306'
export const mariadb: Engine = {
  dialect: 'mariadb',
  url: `${mariadbUrl}/${schema}`,
  write: writeMariadb,
  clear: `drop database ${schema}`,
}

/** Those that PORTICO_TEST_ENGINES names, as `npm test` does; without it all. */
const named = process.env['PORTICO_TEST_ENGINES']?.split(',')
export const isNamed = ({ dialect }: Pick<Engine, 'dialect'>): boolean => named?.includes(dialect) ?? true

/** Registers the specs of `body` once an engine. An engine that does not answer is shown as pending. */
export function onEachEngine(engines: readonly Engine[], body: (engine: Engine) => void): void {
  for (const engine of engines.filter(isNamed)) {
    describe(`on ${engine.dialect}`, () => {
      before(async function () {
        if (!(await isThere(engine))) {
          console.log(`      ${engine.dialect} skipped: nothing answers at ${new URL(engine.url).host}`)
          this.skip()
        }
        await engine.write()
      })
      body(engine)
      after(async () => {
        if (engine.clear && (await isThere(engine))) await engine.write(engine.clear)
      })
    })
  }
}

const isThere = ({ dialect, url }: Engine): Promise<boolean> =>
  dialect === 'sqlite' ? Promise.resolve(true) : answers(url)

async function writeSqlite(...statements: readonly string[]): Promise<readonly unknown[]> {
  const database = new Sqlite(file)
  for (const sql of statements) database.exec(sql)
  database.close()
  return Promise.resolve([])
}

async function writePostgres(...statements: readonly string[]): Promise<readonly unknown[]> {
  const client = new pg.Client(postgresUrl)
  await client.connect()
  await client.query(`create schema if not exists ${schema}; set search_path = ${schema}`)
  let rows: readonly unknown[] = []
  for (const text of statements)
    rows = (await client.query<unknown[]>({ text, rowMode: 'array' })).rows.map(([first]) => first)
  await client.end()
  return rows
}

async function writeMariadb(...statements: readonly string[]): Promise<readonly unknown[]> {
  const connection = await mysql.createConnection({ uri: mariadbUrl, rowsAsArray: true })
  await connection.query(`create database if not exists ${schema}`)
  await connection.query(`use ${schema}`)
  let rows: readonly unknown[] = []
  for (const sql of statements) [rows] = (await connection.query(sql)) as unknown as [readonly unknown[][]]
  await connection.end()
  return Array.isArray(rows) ? rows.map((row) => (row as unknown[])[0]) : []
}
