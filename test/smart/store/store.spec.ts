/** The store of contexts in an SQLite file: what all stores do, and what a file adds. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import knex from 'knex'
import { Problem } from '../../../src/fhir/problem.ts'
import { createSeal } from '../../../src/smart/seal.ts'
import { openStore } from '../../../src/smart/store/store.ts'
import { contextOf } from './sample.ts'
import { describeStore, key } from './suite.ts'

const failure = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work
  } catch (error) {
    return error
  }
  throw new Error('it did not fail')
}

describe('The store of contexts in a file', () => {
  const root = mkdtempSync(join(tmpdir(), 'portico-store-'))
  const folder = join(root, 'made', 'here')
  const file = join(folder, 'contexts.sqlite')
  const closing: { close(): Promise<void> }[] = []

  /** Closed after the test, also when it fails: an open one keeps the process alive. */
  const open = async (path = file) => {
    const store = await openStore(`sqlite:${path}`, createSeal(key))
    closing.push(store)
    return store
  }

  /** One statement on the file, past the store. */
  const run = async (path: string, sql: string): Promise<void> => {
    const database = knex({ client: 'better-sqlite3', connection: { filename: path }, useNullAsDefault: true })
    try {
      await database.raw(sql)
    } finally {
      await database.destroy()
    }
  }

  afterEach(() => Promise.all(closing.splice(0).map((each) => each.close())))

  after(() => {
    rmSync(root, { recursive: true })
  })

  describeStore(() => `sqlite:${file}`)

  it('makes the folder and lets nobody else read the file', async () => {
    const store = await open()
    await store.addCode('code', contextOf('pat-1'), 60)
    const modes = readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)])
    expect(modes.length).to.be.greaterThan(1)
    for (const [name, mode] of modes) expect([name, mode]).to.deep.equal([name, '600'])
  })

  it('lies there without a patient, a person, a code or a token that could be read', async () => {
    const path = join(root, 'read.sqlite')
    const store = await open(path)
    await store.addCode('code-in-clear', contextOf('pat-in-clear'), 60)
    const { id } = (await store.findByCode('code-in-clear'))!
    const tokens = { jti: 'jti-in-clear', accessSeconds: 60, refreshToken: 'refresh-in-clear', refreshSeconds: 60 }
    const keep = { value: { refreshToken: 'refresh-in-clear' }, seconds: 60 }
    await store.issue({ kind: 'code', value: 'code-in-clear' }, id, tokens, keep)
    const launch = { realm: 'portal', client: 'demo-app', organization: '1', context: { patient: 'pat-in-clear' } }
    await store.addLaunch('launch-in-clear', launch, 60)
    const text = [path, `${path}-wal`].map((each) => (existsSync(each) ? readFileSync(each, 'latin1') : '')).join('')
    expect(text).to.include('demo-app')
    for (const secret of ['in-clear', 'subject-of-amy', 'enc-9', 'pat-']) expect(text).to.not.include(secret)
  })

  it('does not take a context that was moved to the row of another grant or launch', async () => {
    const path = join(root, 'moved.sqlite')
    const store = await open(path)
    const launch = { realm: 'portal', client: 'demo-app', organization: '1', context: {} }
    for (const each of ['mine', 'theirs']) {
      await store.addCode(each, contextOf(`pat-${each}`), 60)
      await store.addLaunch(each, launch, 60)
    }
    const count = async (): Promise<readonly number[]> => {
      const find = async (look: (name: string) => Promise<unknown>) =>
        (await Promise.all([look('mine'), look('theirs')])).filter((each) => each !== undefined).length
      return [await find(store.findByCode), await find(store.findLaunch)]
    }
    expect(await count()).to.deep.equal([2, 2])
    for (const table of ['portico_grants', 'portico_launches']) {
      await run(path, `update ${table} set context = (select max(context) from ${table})`)
    }
    expect(await count()).to.deep.equal([1, 1])
  })

  it('waits for another process that is writing, and does not stop its own work meanwhile', async () => {
    const path = join(root, 'busy.sqlite')
    const store = await open(path)
    const other = knex({ client: 'better-sqlite3', connection: { filename: path }, useNullAsDefault: true })
    closing.push({ close: () => other.destroy() })
    const writing = await other.transaction()
    await writing.raw('update portico_schema set version = version')
    const waiting = store.addCode('code', contextOf('pat-1'), 60)
    setTimeout(() => void writing.rollback(), 200)
    await waiting
    expect((await store.findByCode('code'))?.context.launch.patient).to.equal('pat-1')
  })

  it('says that it does not answer, and not why, when the database is of no use', async () => {
    const path = join(root, 'broken.sqlite')
    const store = await open(path)
    await run(path, 'drop table portico_handles')
    const problem = await failure(store.findByTokenId('jti'))
    expect(problem).to.be.instanceOf(Problem)
    const { code, status, message, details } = problem as Problem
    expect({ code, status, message, retryAfter: details.retryAfter }).to.deep.equal({
      code: 'auth-store-unavailable',
      status: 503,
      message: 'The store of what grants carry does not answer.',
      retryAfter: 2,
    })
    await store.close()
    const closed = await failure(store.findByTokenId('jti'))
    expect((closed as Problem).code).to.equal('auth-store-unavailable')
  })

  it('begins anew where a first start broke off, and leaves the tables of a newer Portico alone', async () => {
    const path = join(root, 'versions.sqlite')
    await (await open(path)).close()
    await run(path, 'delete from portico_schema')
    await run(path, 'drop table portico_launches')
    await (await open(path)).close()
    await run(path, 'update portico_schema set version = 99')
    expect(await failure(open(path))).to.have.property(
      'message',
      "The store's tables were made by a newer Portico than this one.",
    )
  })

  it('takes over what a Portico wrote that kept nothing of what was used up', async () => {
    const path = join(root, 'first.sqlite')
    const store = await open(path)
    await store.addCode('code-1', contextOf('pat-1'), 60)
    await store.close()
    for (const sql of [
      'drop table portico_answers',
      'alter table portico_handles drop column spent',
      'alter table portico_handles drop column claimed',
      'update portico_schema set version = 1',
    ])
      await run(path, sql)
    const [one, two] = await Promise.all([open(path), open(path)])
    const { id } = (await one.findByCode('code-1'))!
    expect(await two.issue({ kind: 'code', value: 'code-1' }, id, { jti: 'jti-1', accessSeconds: 60 })).to.equal(true)
    expect((await one.findSpent({ kind: 'code', value: 'code-1' }))?.grant.id).to.equal(id)
  })

  it('refuses a URL it does not know, and repeats no password', async () => {
    const of = async (url: string) => failure(openStore(url, createSeal(key)))
    expect(await of('oracle://a:b@c')).to.have.property(
      'message',
      "The store's URL begins with sqlite:, postgres://, mariadb://, mysql:// or mssql://.",
    )
    for (const url of ['postgres://me:geh#eim@host:x/db', 'mssql://me:geheim@host/db?encrypted=yes']) {
      const error = await of(url)
      expect(error).to.be.instanceOf(TypeError)
      expect(String(error)).to.not.include('geh')
    }
  })
})
