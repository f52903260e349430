/** What the seeder promises: the same rows from the same seed, on every engine that answers here. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import knex, { type Knex } from 'knex'
import { seedDatabase } from '../../../scripts/demo/database/seed.ts'
import { isNamed } from '../../rows/engines.ts'
import { hashOfRows } from './logical-rows.ts'

const postgres = 'postgres://postgres@127.0.0.1:5432'
const mariadb = 'mariadb://root@127.0.0.1:3306'
/** Of this run alone: others may run at the same time. */
const database = `portico_seed_${process.pid}`

/** Whether a server answers, and did what it was asked. */
async function asked(config: Knex.Config, sql: string): Promise<boolean> {
  const server = knex({ ...config, pool: { min: 0, max: 1 } })
  const did = await server.raw(sql).then(
    () => true,
    () => false,
  )
  await server.destroy()
  return did
}

const onPostgres = (sql: string): Promise<boolean> => asked({ client: 'pg', connection: `${postgres}/postgres` }, sql)
const onMariadb = (sql: string): Promise<boolean> => {
  return asked({ client: 'mysql2', connection: mariadb.replace('mariadb:', 'mysql:') }, sql)
}

const folder = mkdtempSync(join(tmpdir(), 'clinprd-'))
const url = `sqlite:${join(folder, 'a.sqlite')}`
process.once('exit', () => rmSync(folder, { recursive: true }))

let reference: Promise<string> | undefined

/** The hash of the reference database at `url`, which the first caller makes. */
function expectedHash(): Promise<string> {
  reference ??= seedDatabase({ url, patients: 60, seed: 7 }).then(() => hashOfRows(url))
  return reference
}

describe('the seeder', function () {
  this.timeout(60_000)

  it('gives the same rows for the same seed', async () => {
    const again = `sqlite:${join(folder, 'b.sqlite')}`
    await seedDatabase({ url: again, patients: 60, seed: 7 })
    expect(await hashOfRows(again)).to.equal(await expectedHash())
  })

  it('gives other rows for another seed', async () => {
    const other = `sqlite:${join(folder, 'c.sqlite')}`
    const { counts } = await seedDatabase({ url: other, patients: 60, seed: 8 })
    expect(await hashOfRows(other)).not.to.equal(await expectedHash())
    expect(counts.get('PAT_MSTR')).to.equal(60)
  })

  it('refuses a database that has the tables, unless they are to be replaced', async () => {
    const expected = await expectedHash()
    const refused = await seedDatabase({ url, patients: 60, seed: 7 }).then(
      () => '',
      (error: Error) => error.message,
    )
    expect(refused).to.match(/45 tables.*--replace/)
    await seedDatabase({ url, patients: 60, seed: 7, replace: true })
    expect(await hashOfRows(url)).to.equal(expected)
  })

  it('writes the manifest beside an SQLite file', async () => {
    await expectedHash()
    const entries: unknown = JSON.parse(readFileSync(join(folder, 'a.sqlite.manifest.json'), 'utf8'))
    expect(entries).to.be.an('array').with.length.above(90)
  })
})

describe('the seeder on a server', function () {
  this.timeout(60_000)

  for (const [engine, dialect, server, ask] of [
    ['PostgreSQL', 'postgres', postgres, onPostgres],
    ['MariaDB', 'mariadb', mariadb, onMariadb],
  ] as const) {
    if (!isNamed({ dialect })) continue
    it(`gives the same rows on ${engine}`, async function () {
      await ask(`DROP DATABASE IF EXISTS ${database}`)
      if (!(await ask(`CREATE DATABASE ${database}`))) {
        console.log(`    nothing answers at ${new URL(server).host}: skipped`)
        return this.skip()
      }
      try {
        await seedDatabase({ url: `${server}/${database}`, patients: 60, seed: 7 })
        expect(await hashOfRows(`${server}/${database}`)).to.equal(await expectedHash())
      } finally {
        await ask(`DROP DATABASE ${database}`)
      }
    })
  }
})
