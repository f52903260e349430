/** The shape most gateways have: plain Express, a token verified for each request, knex, rows as objects, resources as objects, `JSON.stringify`. */
import express, { type Request, type Response } from 'express'
import jsonwebtoken from 'jsonwebtoken'
import knex, { type Knex } from 'knex'
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import type { Facts, Reader } from '../../../src/mapping/model.ts'
import type { Query } from '../../../src/query/query.ts'
import { buildResource, type Resource } from '../../../src/write/resource.ts'
import { urlOf } from '../database.ts'
import type { Engine } from '../row.ts'
import { findSubject, patientScope, type Stated } from '../subject.ts'
import { serve, task } from './serve.ts'
import { bindSqlite } from './statement.ts'

export interface OrdinaryTask {
  readonly engine: Engine
  readonly issuerPort: number
}

type Row = Readonly<Record<string, unknown>>

const { engine, issuerPort } = task<OrdinaryTask>()
const subject = await findSubject(engine)
const facts: Facts = { tenant: subject.context(patientScope).tenant, now: Date.now() }
for (const oid of [20, 23, 1082, 1114, 1184, 1700]) pg.types.setTypeParser(oid, (value) => value)

const database: Knex =
  engine === 'postgres'
    ? knex({ client: 'pg', connection: urlOf('postgres'), pool: { min: 0, max: 10 } })
    : knex({
        client: 'better-sqlite3',
        connection: { filename: urlOf('sqlite').slice('sqlite:'.length) },
        useNullAsDefault: true,
      })

/** Two columns of one name would be one member of a row: each gets its place as an alias. */
function aliased(sql: string): string {
  const from = sql.indexOf(' FROM ')
  const columns = sql.slice('SELECT '.length, from).split(/, (?![^(]*\))/)
  const list = columns.map((column, index) => `${column} AS c${index}`).join(', ')
  return `SELECT ${list}${sql.slice(from)}`.replace(/\$\d+/g, '?')
}

const toKnex = (query: Query): Knex.Raw =>
  database.raw(aliased(query.sql), [
    ...(engine === 'sqlite' ? bindSqlite(query) : query.bindings.map(({ value }) => value)),
  ])

function readerOf(row: Row, { layout }: Stated): Reader {
  const find = (alias: string, name: string): number =>
    layout.columns.findIndex((column) => column.alias === alias && column.name === name)
  return {
    get: ({ alias, name }) => {
      const value = row[`c${find(alias, name)}`]
      return value == null ? null : String(value)
    },
    rows: () => [],
  }
}

const build = (row: Row, stated: Stated): Resource | undefined =>
  buildResource(stated.plan.source, stated.plan.kinds[0]!.kind, readerOf(row, stated), facts)

const entryOf = (resource: Resource | undefined): object => ({
  fullUrl: `http://localhost/api/patients/v1/1/Observation/${String(resource?.['id'])}`,
  resource,
  search: { mode: 'match' },
})

async function loadKey(): Promise<KeyObject> {
  const answer = await fetch(`http://localhost:${issuerPort}/realms/portal/keys`)
  const { keys } = (await answer.json()) as { keys: [JsonWebKey] }
  return createPublicKey({ key: keys[0], format: 'jwk' })
}

const key = await loadKey()
const rowsOf = async (query: Query): Promise<readonly Row[]> => {
  const result: unknown = await toKnex(query)
  return (engine === 'postgres' ? (result as { rows: Row[] }).rows : result) as readonly Row[]
}

async function page(_request: Request, response: Response): Promise<void> {
  const entry = (await rowsOf(subject.page.query)).slice(0, 50).map((row) => entryOf(build(row, subject.page)))
  response.type('application/fhir+json').send(JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry }))
}

async function read(_request: Request, response: Response): Promise<void> {
  const [row] = await rowsOf(subject.read.query)
  response.type('application/fhir+json').send(JSON.stringify(build(row ?? {}, subject.read)))
}

async function stream(_request: Request, response: Response): Promise<void> {
  const toResource = new Transform({
    objectMode: true,
    transform: (row: Row, _, done) => done(null, entryOf(build(row, subject.stream))),
  })
  const toText = new Transform({
    writableObjectMode: true,
    transform: (entry: object, _, done) => done(null, `${JSON.stringify(entry)},\n`),
  })
  // knex streams from neither driver as they stand here: all rows are read first.
  const rows = await rowsOf(subject.stream.query)
  response.type('application/fhir+json')
  await pipeline(rows, toResource, toText, response)
}

const app = express()
app.use(express.urlencoded({ extended: false }))
app.use((request, _response, next) => {
  jsonwebtoken.verify((request.headers.authorization ?? '').slice('Bearer '.length), key, { algorithms: ['RS256'] })
  next()
})
app.get('/page', page)
app.get('/read', read)
app.get('/stream', stream)
serve(app)
