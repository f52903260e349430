/** A document of 100 megabytes on each engine: its bytes as they are stored, in little memory, from anywhere, and left at once. */
import { expect } from 'chai'
import { createHash, randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Grant } from '../../src/auth/grant.ts'
import { planContent } from '../../src/plan/content.ts'
import { readContents, type Contents } from '../../src/search/content/contents.ts'
import type { Subject } from '../../src/verify/runner/model.ts'
import { sqliteUrl, subjectAt } from '../declared/subject.ts'
import { answering, createOwn, dropOwn, services } from './databases.ts'
import { storeLarge } from './store-large.ts'

const megabyte = 1_048_576
const count = 100
const size = count * megabyte
const most = 64 * megabyte

/** No engine packs it. */
const piece = randomBytes(megabyte)

function hashOf(): string {
  const hash = createHash('sha256')
  for (let at = 0; at < count; at++) hash.update(piece)
  return hash.digest('hex')
}

const grant: Grant = {
  ...{ surface: 'sevocity', reach: 'organization', organization: '1', subject: 's', client: 'c', expires: 0 },
  rules: [{ context: 'user', type: '*', read: true, search: true, operations: [], parameters: [] }],
}

async function contentsOf({ mapping, database, limits }: Subject, signal?: AbortSignal): Promise<Contents> {
  const tenant = mapping.tenants.get('1')!
  const around = { mapping, grant, tenant, limits, now: Date.now(), cursorKey: new Uint8Array(32) }
  const contents = await readContents(planContent('pg-12.9', { ...around, base: 'http://x' }), database, signal)
  if (contents === undefined) throw new Error('the document is not there')
  return contents
}

const heldNow = (): number => {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What is alive, not what waits to be collected. */
function alive(): number {
  collect()
  return heldNow()
}

function describeLarge(find: () => Promise<{ readonly subject: Subject; readonly url: string }>): void {
  let subject: Subject

  before(async () => {
    const found = await find()
    subject = found.subject
    await storeLarge(found.url, piece, count)
  })

  it('is streamed byte by byte as it is stored, in little memory', async () => {
    const { size: known, bytes } = await contentsOf(subject)
    expect(known).to.equal(size)
    const before = alive()
    const hash = createHash('sha256')
    let greatest = 0
    for await (const part of await bytes()) {
      hash.update(part)
      greatest = Math.max(greatest, alive() - before)
      // The client is slow: no connection waits for it.
      expect(subject.database.counts?.().used ?? 0).to.equal(0)
    }
    expect(hash.digest('hex')).to.equal(hashOf())
    expect(greatest).to.be.below(most)
  })

  it('is read from anywhere', async () => {
    const { bytes } = await contentsOf(subject)
    const from = size - megabyte - 5
    let rest = Buffer.alloc(0)
    for await (const part of await bytes(from)) rest = Buffer.concat([rest, part])
    expect(rest.equals(Buffer.concat([piece.subarray(-5), piece]))).to.equal(true)
  })

  it('ends at once where the client leaves, and leaves no connection behind', async () => {
    const left = new AbortController()
    const { bytes } = await contentsOf(subject, left.signal)
    const iterator = await bytes()
    await iterator.next()
    const pending = iterator.next().catch((error: Error) => error.message)
    left.abort(new Error('left'))
    expect(await Promise.race([pending, new Promise((end) => setTimeout(end, 5000, 'late'))])).to.not.equal('late')
    await iterator.return?.()
    const used = (): number => subject.database.counts?.().used ?? 0
    for (let waited = 0; used() > 0 && waited < 100; waited++) await new Promise((end) => setTimeout(end, 50))
    expect(used()).to.equal(0)
  })
}

describe('A large document on SQLite', function () {
  this.timeout(300_000)
  describeLarge(async () => ({ subject: await subjectAt(sqliteUrl), url: sqliteUrl }))
})

for (const service of services) {
  describe(`A large document on ${service.name}`, function () {
    this.timeout(300_000)
    let server: string | undefined
    let subject: Subject | undefined
    let url = ''

    before(async function () {
      server = await answering(service)
      // How a page so large is stored is written for those that are tried; what is asked of SQL Server is stated.
      if (server === undefined || service.name === 'SQL Server') return this.skip()
      url = await createOwn(service, server)
      subject = await subjectAt(url)
    })

    describeLarge(() => Promise.resolve({ subject: subject!, url }))

    after(async () => {
      await subject?.database.close()
      if (server !== undefined) await dropOwn(service, server)
    })
  })
}
