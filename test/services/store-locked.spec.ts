/** A store on PostgreSQL or MariaDB whose tables are locked: what was asked of it ends there too, and no statement queues behind another on its connection. */
import { expect } from 'chai'
import mysql from 'mysql2/promise'
import pg from 'pg'
import { createSeal } from '../../src/smart/seal.ts'
import { openStore } from '../../src/smart/store/store.ts'
import type { ContextStore } from '../../src/smart/store/model.ts'
import type { GrantContext } from '../../src/smart/model.ts'
import { answering, createOwn, dropOwn, services } from './databases.ts'

const postgres = services.find(({ name }) => name === 'PostgreSQL')!
const grant = { realm: 'r', client: 'c' } as unknown as GrantContext

describe('The store on a PostgreSQL that is locked', function () {
  this.timeout(60_000)
  let server: string | undefined
  let [store, other]: [ContextStore | undefined, pg.Client | undefined] = [undefined, undefined]
  const warnings: Error[] = []
  const note = (warning: Error): void => void warnings.push(warning)

  before(async function () {
    server = await answering(postgres)
    if (server === undefined) return this.skip()
    process.on('warning', note)
    const url = await createOwn(postgres, server)
    store = await openStore(url, createSeal(new Uint8Array(32)))
    other = new pg.Client(url)
    await other.connect()
  })

  after(async () => {
    process.off('warning', note)
    await store?.close()
    await other?.end()
    if (server !== undefined) await dropOwn(postgres, server)
  })

  const addAll = (): Promise<readonly PromiseSettledResult<void>[]> =>
    Promise.allSettled(Array.from({ length: 12 }, (_, at) => store!.addCode(`c${at}${Date.now()}`, grant, 100)))

  const waiting = async (): Promise<number> => {
    const text =
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()"
    return (await other!.query<{ n: number }>(text)).rows[0]?.n ?? -1
  }

  it('leaves no statement behind, and serves at once when it can', async () => {
    await other!.query('begin; lock table portico_handles in access exclusive mode')
    const refused = await addAll()
    expect(refused.map(({ status }) => status)).to.deep.equal(Array.from({ length: 12 }, () => 'rejected'))
    expect(await waiting()).to.equal(0)
    await other!.query('commit')
    expect((await addAll()).map(({ status }) => status)).to.not.include('rejected')
    expect(warnings.filter(({ name }) => name === 'DeprecationWarning')).to.deep.equal([])
  })
})

const mariadb = services.find(({ name }) => name === 'MariaDB')!

describe('The store on a MariaDB that is locked', function () {
  this.timeout(60_000)
  let server: string | undefined
  let [store, other]: [ContextStore | undefined, mysql.Connection | undefined] = [undefined, undefined]

  before(async function () {
    server = await answering(mariadb)
    if (server === undefined) return this.skip()
    const url = await createOwn(mariadb, server)
    store = await openStore(url, createSeal(new Uint8Array(32)))
    other = await mysql.createConnection(url)
  })

  after(async () => {
    await store?.close()
    await other?.end()
    if (server !== undefined) await dropOwn(mariadb, server)
  })

  it('ends what waits, and serves at once when it can', async () => {
    const add = (code: string): Promise<void> => store!.addCode(`${code}${Date.now()}`, grant, 100)
    await other!.query('lock tables portico_handles write')
    const refused = await Promise.allSettled([add('a'), add('b')])
    expect(refused.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected'])
    await other!.query('unlock tables')
    await add('c')
  })
})
