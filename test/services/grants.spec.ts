/** A login with nothing but what `portico grants` prints -> every type is served, read and searched; a column that was not granted is not read. */
import { expect } from 'chai'
import mysql from 'mysql2/promise'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { seedDatabase } from '../../scripts/demo/database/seed.ts'
import { readColumns } from '../../src/cli/grants/read.ts'
import { grantStatements } from '../../src/cli/grants/statements.ts'
import { placeOf } from '../../src/cli/place.ts'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { openDatabase } from '../../src/rows/open.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import { dialectOf } from '../../src/rows/settings.ts'
import { loadLiveMapping } from '../../src/search/load.ts'
import { failuresOf, prove } from '../declared/contract.ts'
import { limits, mappingFolder } from '../declared/subject.ts'
import { directoryOf, doctor, maria } from '../smart/patients/clinic.ts'
import { answering, createOwn, dropOwn, services, type Service } from './databases.ts'

const login = `portico_grants_${process.pid}`
const password = 'only-for-tests'

type Run = (url: string, statements: readonly string[]) => Promise<void>

async function onPostgres(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    for (const each of statements) await client.query(each)
  } finally {
    await client.end()
  }
}

async function onMariadb(url: string, statements: readonly string[]): Promise<void> {
  const connection = await mysql.createConnection(url)
  try {
    for (const each of statements) await connection.query(each)
  } finally {
    await connection.end()
  }
}

interface Engine {
  readonly run: Run
  readonly make: readonly string[]
  readonly drop: readonly string[]
}

const engines: Readonly<Record<string, Engine>> = {
  PostgreSQL: {
    run: onPostgres,
    make: ['revoke all on schema public from public', `create role ${login} login password '${password}'`],
    drop: [`drop owned by ${login}`, `drop role ${login}`],
  },
  MariaDB: {
    run: onMariadb,
    make: [`create user '${login}'@'%' identified by '${password}'`],
    drop: [`drop user '${login}'@'%'`],
  },
}

const asLogin = (url: string): string => Object.assign(new URL(url), { username: login, password }).href

const folder = mkdtempSync(join(tmpdir(), 'portico-grants-'))
after(() => rmSync(folder, { recursive: true }))

function describeGrants(service: Service, { run, make, drop }: Engine): void {
  describe(`a login with what portico grants prints, on ${service.name}`, function () {
    this.timeout(900_000)
    let server: string | undefined
    let url = ''
    let database: PooledDatabase
    let schemaFile = ''

    before(async function () {
      server = await answering(service)
      if (server === undefined) return this.skip()
      url = await createOwn(service, server)
      await seedDatabase({ url, patients: 32, seed: 7, replace: true })
      schemaFile = join(folder, `${service.name}.json`)
      writeFileSync(schemaFile, JSON.stringify(await introspect(url)))
      await run(url, make)
      await run(url, await printed())
      database = await openDatabase({ url: asLogin(url) })
    })

    async function printed(): Promise<readonly string[]> {
      const place = { ...placeOf({ config: '', database: url, mapping: mappingFolder }), schema: schemaFile }
      const { read } = await readColumns(place, await introspect(url))
      const to = { login, database: new URL(url).pathname.slice(1), explain: false, introspect: false }
      return grantStatements(dialectOf(url), read!, to)
    }

    after(async () => {
      if (server === undefined) return
      await database.close()
      await run(url, drop)
      await dropOwn(service, server)
    })

    const load = async () => {
      const options = { schema: await introspect(url), usCore: '6.1.0' as const }
      const { mapping } = await loadLiveMapping(mappingFolder, options, database)
      return { mapping: mapping!, database, limits }
    }

    it('serves every type, read and searched, and finds the charts of persons', async () => {
      const subject = await load()
      expect(subject.mapping.tenants.size).to.be.greaterThan(1)
      const amount = { samples: 1, origins: 1, pairs: 0, patients: 1, seed: 5, organizations: ['1'] }
      const results = await prove(subject, amount)
      expect(failuresOf(results)).to.deep.equal([])
      expect(new Set(results.map(({ source }) => source.split(' ')[0])).size).to.be.greaterThan(20)
      const directory = directoryOf(subject)
      expect(await directory.own(maria, '1')).to.have.length.greaterThan(1)
      const found = await directory.search(doctor, '1', { name: 'delgado' }, 10)
      expect(found.patients).to.have.length.greaterThan(1)
    })

    it('reads no other column', async () => {
      const name = service.name === 'MariaDB' ? '`PAT_MSTR`' : '"PAT_MSTR"'
      const select = (list: string): Promise<void> => run(asLogin(url), [`select ${list} from ${name}`])
      await select(service.name === 'MariaDB' ? '`PAT_ID`' : '"PAT_ID"')
      const refused = await select('*').then(String, (error: Error) => error.message)
      expect(refused).to.match(/denied/)
    })
  })
}

for (const service of services) {
  const engine = engines[service.name]
  if (engine !== undefined) describeGrants(service, engine)
}
