import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import { Problem } from '../../src/fhir/problem.ts'
import type { Binding, Query } from '../../src/query/query.ts'
import type { Row } from '../../src/rows/database.ts'
import { openDatabase } from '../../src/rows/open.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import { all, drain, failure, hold, leave, until } from './clients.ts'
import { type Engine, mariadb, onEachEngine, postgres, sqlite } from './engines.ts'

/** Tells the statements of this run from those of another one. */
const endlessMark = `portico-endless-${process.pid}`

/** Series of whole numbers, a statement that never ends by itself, and who still runs it. */
const statements = {
  sqlite: {
    series: (count: number) =>
      `with recursive s(n) as (select 1 union all select n + 1 from s where n < ${count}) select n, 'row ' || n from s`,
    endless: `with recursive s(n) as (select 1 union all select n + 1 from s) select n from s`,
    running: '',
  },
  postgres: {
    series: (count: number) => `select n, 'row ' || n from generate_series(1, ${count}) n`,
    endless: `select pg_sleep(30), '${endlessMark}'`,
    running: `select count(*)::int from pg_stat_activity where query like '%${endlessMark}%' and state = 'active' and pid <> pg_backend_pid()`,
  },
  mariadb: {
    series: (count: number) => `select seq, concat('row ', seq) from seq_1_to_${count}`,
    endless: `select sleep(30), '${endlessMark}'`,
    running: `select count(*) from information_schema.processlist where info like '%${endlessMark}%' and id <> connection_id()`,
  },
} as const

/** More rows than any reader here takes: a client leaves in the middle of them. */
const flood = 300_000

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  const dialect = engine.dialect as keyof typeof statements
  const { series, endless } = statements[dialect]
  const writing = dialect === 'mariadb' ? 'insert into kept values (1)' : 'insert into kept values (1) returning n'
  let database: PooledDatabase

  const query = (sql: string, bindings: readonly Binding[] = []): Query => ({ dialect, sql, bindings })
  const pooled = { used: 0, waiting: 0 }

  before(async () => {
    await engine.write('drop table if exists kept', 'create table kept (n integer)')
    database = await openDatabase({ url: engine.url, pool: { max: 4, waitMs: 250 } })
  })
  after(() => database.close())

  it('gives a first batch of 100 rows, then batches of up to 500, in order', async () => {
    const sizes: number[] = []
    const rows: Row[] = []
    for await (const batch of database.read(query(series(1_300)))) {
      sizes.push(batch.length)
      rows.push(...batch)
    }
    expect(sizes).to.deep.equal([100, 500, 500, 200])
    expect(rows.map(([n]) => n)).to.deep.equal(Array.from({ length: 1_300 }, (_, index) => String(index + 1)))
    expect(rows[7]).to.deep.equal(['8', 'row 8'])
  })

  it('gives no batch for no row', async () => {
    expect(await all(database, query(`select 1 from (${series(1)}) none where 1 = 0`))).to.deep.equal([])
  })

  it('runs a statement again with other values', async () => {
    const sql = dialect === 'postgres' ? 'select $1::text' : 'select ?'
    for (const value of ['a', "it's \\ ;--", 'é']) {
      const text: Binding = { value, type: { kind: 'text' } }
      expect(await all(database, query(sql, [text]))).to.deep.equal([[value]])
    }
  })

  it('gives a clean connection back when the loop is left early', async () => {
    for (let turn = 0; turn < 8; turn++) {
      for await (const batch of database.read(query(series(flood)))) if (batch.length > 0) break
      expect(database.pool.counts).to.include(pooled)
    }
    expect(await all(database, query(series(1)))).to.deep.equal([['1', 'row 1']])
  })

  it('gives the connection back when the loop throws', async () => {
    const thrown = await failure(async () => {
      for await (const batch of database.read(query(series(flood)))) throw new RangeError(`after ${batch.length}`)
    })
    expect(thrown).to.be.instanceOf(RangeError)
    expect(database.pool.counts).to.include(pooled)
  })

  it('ends with the reason of the signal, and frees the connection', async () => {
    const leaving = new AbortController()
    const reason = new Error('the client left')
    setTimeout(() => leaving.abort(reason), 20)
    expect(await failure(() => drain(database, query(endless), { signal: leaving.signal }))).to.equal(reason)
    await until(() => database.pool.counts.used === 0)
  })

  it('serves again after a slow reader took a whole answer', async () => {
    const narrow = await openDatabase({ url: engine.url, pool: { max: 1, waitMs: 250 }, timeoutMs: 2_000 })
    for (const count of [1_100, 1_600, 2_600]) {
      for await (const batch of narrow.read(query(series(count)))) await delay(batch.length && 3)
      expect(await all(narrow, query(series(count)))).to.have.length(count)
    }
    await narrow.close()
  })

  it('asks nothing when the signal has fired before', async () => {
    const reason = new Error('the client never waited')
    expect(await failure(() => drain(database, query(endless), { signal: AbortSignal.abort(reason) }))).to.equal(reason)
    expect(database.pool.counts).to.include(pooled)
  })

  it('stops at the time limit with rows-timeout', async () => {
    const problem = await failure(() => drain(database, query(endless), { timeout: 50 }))
    expect(problem).to.be.instanceOf(Problem).and.to.include({ code: 'rows-timeout', status: 504 })
    expect(problem).to.have.property('message', 'The database did not answer within 0.05 s.')
    await until(() => database.pool.counts.used === 0)
  })

  it('counts the time limit of a slow reader too', async () => {
    const problem = await failure(async () => {
      for await (const batch of database.read(query(series(flood)), { timeout: 60 })) await delay(batch.length && 40)
    })
    expect(problem).to.include({ code: 'rows-timeout' })
  })

  it('refuses with rows-busy when no connection comes free', async () => {
    const held = await Promise.all(Array.from({ length: 4 }, () => hold(database, query(series(flood)))))
    const problem = (await failure(() => drain(database, query(series(1))))) as Problem
    expect(problem).to.include({ code: 'rows-busy', status: 503 })
    expect(problem.details.retryAfter).to.equal(1)
    for (const reading of held) await reading.return?.()
    expect(await all(database, query(series(1)))).to.have.length(1)
  })

  it('serves those who wait in their order', async () => {
    const served: number[] = []
    const clients = Array.from({ length: 20 }, (_, client) =>
      drain(database, query(series(5))).then(() => served.push(client)),
    )
    await Promise.all(clients)
    expect(served).to.have.length(20)
    expect(database.pool.counts).to.include(pooled)
  })

  it('loses no connection to 200 clients that leave in every way', async function () {
    this.timeout(20_000)
    await Promise.all(Array.from({ length: 200 }, (_, client) => leave(database, query(series(20_000)), client)))
    await until(() => database.pool.counts.used === 0)
    expect(database.pool.counts.idle).to.be.within(1, 4)
    const sizes = await Promise.all(Array.from({ length: 4 }, () => all(database, query(series(700)))))
    expect(sizes.map((rows) => rows.length)).to.deep.equal([700, 700, 700, 700])
  })

  it('lets others be served while a long answer is read', async () => {
    const long = hold(database, query(series(flood)))
    expect(await all(database, query(series(3)))).to.have.length(3)
    await (await long).return?.()
  })

  it('reports a refused statement as rows-unavailable, its words only in the cause', async () => {
    const problem = (await failure(() => drain(database, query('select secret_value from nowhere_at_all')))) as Problem
    expect(problem).to.include({ code: 'rows-unavailable', status: 503, message: 'The database could not answer.' })
    expect(String((problem.cause as Error).message)).to.contain('nowhere_at_all')
    expect(await all(database, query(series(1)))).to.have.length(1)
  })

  it('refuses to write', async () => {
    const problem = await failure(() => drain(database, query(writing)))
    expect(problem).to.include({ code: 'rows-unavailable' })
    expect(String(((problem as Problem).cause as Error).message)).to.match(/read.?only/i)
  })

  it('explains a statement without running it', async () => {
    expect(await database.explain(query(endless)))
      .to.be.a('string')
      .and.not.equal('')
    expect(database.pool.counts).to.include(pooled)
  })

  it('waits for statements under way when it closes', async () => {
    const other = await openDatabase({ url: engine.url, pool: { max: 2, waitMs: 250 } })
    const reading = all(other, query(series(3_000)))
    await delay(1)
    await other.close()
    expect(await reading).to.have.length(3_000)
    expect(await failure(() => drain(other, query(series(1))))).to.include({ code: 'rows-unavailable' })
  })
})

onEachEngine([postgres, mariadb], (engine) => {
  const { endless, running } = statements[engine.dialect as 'postgres' | 'mariadb']
  const still = async (): Promise<number> => Number((await engine.write(running))[0])
  let database: PooledDatabase

  before(async () => {
    database = await openDatabase({ url: engine.url, pool: { max: 2, waitMs: 250 }, timeoutMs: 20_000 })
  })
  after(() => database.close())

  it('stops the statement in the server when the signal fires', async () => {
    const leaving = new AbortController()
    const reading = failure(() =>
      drain(database, { ...engine, sql: endless, bindings: [] }, { signal: leaving.signal }),
    )
    await until(async () => (await still()) === 1)
    leaving.abort()
    await reading
    await until(() => database.pool.counts.used === 0)
    expect(await still()).to.equal(0)
    expect(database.pool.counts.idle).to.equal(1)
  })

  it('stops the statement in the server when its reader returns before the first row', async () => {
    const reading = database.read({ ...engine, sql: endless, bindings: [] })[Symbol.asyncIterator]()
    const first = reading.next()
    await until(async () => (await still()) === 1)
    await reading.return?.()
    expect(await first).to.deep.equal({ done: true, value: undefined })
    expect(await still()).to.equal(0)
    expect(database.pool.counts).to.deep.equal({ used: 0, idle: 1, waiting: 0 })
  })

  it('keeps memory flat when the reader is slow', async function () {
    this.timeout(10_000)
    const { series } = statements[engine.dialect as 'postgres' | 'mariadb']
    const reading = await hold(database, { ...engine, sql: series(3_000_000), bindings: [] })
    const before = process.memoryUsage().rss
    await delay(400)
    expect((process.memoryUsage().rss - before) / 2 ** 20).to.be.below(60)
    await reading.return?.()
  })

  it('replaces a connection that the server has cut', async () => {
    await all(database, { ...engine, sql: 'select 1', bindings: [] })
    await cut(engine, database)
    await delay(50)
    expect(await all(database, { ...engine, sql: 'select 1', bindings: [] })).to.deep.equal([['1']])
  })
})

describe('opening a database', () => {
  it('says rows-unavailable when nothing answers, without the password', async () => {
    for (const scheme of ['postgres', 'mariadb', 'mssql']) {
      const url = `${scheme}://reader:hunter2@127.0.0.1:1/clinic`
      const problem = (await failure(() => openDatabase({ url, connectMs: 500 }))) as Problem
      expect(problem).to.include({ code: 'rows-unavailable' })
      expect(problem.message + JSON.stringify(problem)).to.not.contain('hunter2')
    }
  })

  it('says which URLs there are, without repeating the wrong one', async () => {
    for (const url of ['oracle://reader:hunter2@host/x', 'postgres://reader:hunter2@:port/x', 'hunter2']) {
      const error = (await failure(() => openDatabase({ url }))) as Error
      expect(error).to.be.instanceOf(TypeError)
      expect(error.message).to.contain('database URL').and.not.contain('hunter2')
    }
  })
})

/** Ends the one connection that is idle in the pool, as a restart of the server would. */
async function cut(engine: Engine, database: PooledDatabase): Promise<void> {
  const own = engine.dialect === 'postgres' ? 'pg_backend_pid()' : 'connection_id()'
  const [row] = await all(database, { ...engine, sql: `select ${own}`, bindings: [] })
  await engine.write(engine.dialect === 'postgres' ? `select pg_terminate_backend(${row?.[0]})` : `kill ${row?.[0]}`)
}
