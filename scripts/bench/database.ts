/** An engine -> a filled CLINPRD of the bench's own on it, made when it is not there yet. */
import Sqlite from 'better-sqlite3'
import { existsSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { seedDatabase } from '../demo/database/seed.ts'
import type { Engine } from './row.ts'

const patients = 1500
const seed = 1
/** Each patient's results stand in the table so many times, under keys of their own, so that a page of 50 is a part of them. */
const copies = 4
const file = 'data/bench/clinprd.sqlite'
/** Where PostgreSQL is. */
export const postgresServer = process.env['PORTICO_BENCH_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432'
const name = 'portico_bench'

export const urlOf = (engine: Engine): string => (engine === 'sqlite' ? `sqlite:${file}` : `${postgresServer}/${name}`)

const columnsSql = 'SELECT * FROM "RSLT_DTL" WHERE 1 = 0'

function copySql(columns: readonly string[], copy: number): string {
  const list = columns.map((column) => `"${column}"`).join(', ')
  const values = list.replace('"RSLT_ID"', `"RSLT_ID" + ${copy * 10_000_000}`)
  return `INSERT INTO "RSLT_DTL" (${list}) SELECT ${values} FROM "RSLT_DTL" WHERE "RSLT_ID" < 10000000`
}

const further = Array.from({ length: copies - 1 }, (_, index) => index + 1)

async function createSqlite(): Promise<void> {
  if (existsSync(file)) return
  console.error(`Filling ${file} ...`)
  await seedDatabase({ url: urlOf('sqlite'), patients, seed })
  const database = new Sqlite(file)
  const columns = database.prepare(columnsSql).columns()
  for (const copy of further)
    database.exec(
      copySql(
        columns.map((column) => column.name),
        copy,
      ),
    )
  database.exec('ANALYZE')
  database.close()
}

/** The caller ends the client. */
async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function isThere(): Promise<boolean> {
  const client = await connectTo(`${postgresServer}/postgres`)
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
  if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  return rowCount === 1
}

async function createPostgres(): Promise<void> {
  if (await isThere()) return
  console.error(`Filling ${name} on PostgreSQL ...`)
  await seedDatabase({ url: urlOf('postgres'), patients, seed })
  const client = await connectTo(urlOf('postgres'))
  const { fields } = await client.query(columnsSql)
  for (const copy of further)
    await client.query(
      copySql(
        fields.map((field) => field.name),
        copy,
      ),
    )
  await client.query('VACUUM ANALYZE')
  await client.end()
}

/** Where the facts of the engine's database stand, which its mapping is compiled with. */
export const schemaOf = (engine: Engine): string => `data/bench/schema.${engine}.json`

export async function createDatabase(engine: Engine): Promise<void> {
  await (engine === 'sqlite' ? createSqlite() : createPostgres())
  if (!existsSync(schemaOf(engine))) writeFileSync(schemaOf(engine), JSON.stringify(await introspect(urlOf(engine))))
}

/** Whether the engine can be measured here at all. */
export async function answers(engine: Engine): Promise<boolean> {
  if (engine === 'sqlite') return true
  return connectTo(`${postgresServer}/postgres`).then(
    (client) => client.end().then(() => true),
    () => false,
  )
}
