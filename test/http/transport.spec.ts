/** Beside the content: methods, pages of other sites, clients that leave, statements that wait. */
import { expect } from 'chai'
import { setTimeout as wait } from 'node:timers/promises'
import { backendOf, type Caller } from './client.ts'
import { startDemo, startOther } from './demo.ts'

describe('the wire', function () {
  this.timeout(30_000)
  let caller: Caller

  before(async () => {
    caller = await backendOf(1)
  })

  it('answers HEAD of a search without a body', async () => {
    const response = await caller.fetch('/Observation?patient=pat-1', { method: 'HEAD' })
    expect([response.status, await response.text()]).to.deep.equal([200, ''])
    expect((await caller.fetch('/Observation?colour=red', { method: 'HEAD' })).status).to.equal(400)
  })

  it('tells how long an answer took where the settings say so, and else nobody', async () => {
    expect((await caller.fetch('/Patient/pat-1')).headers.has('server-timing')).to.equal(false)
    const { url } = await startOther(({ server }) => ({ server: { ...server, timing: true } }))
    const { pathname } = new URL(caller.base)
    const timed = await fetch(`${url}${pathname}/Patient/pat-1`, {
      headers: { authorization: `Bearer ${caller.token}` },
    })
    expect(timed.headers.get('server-timing')).to.match(/^auth;dur=[\d.]+, plan;dur=[\d.]+, rows;dur=[\d.]+$/)
  })

  it('lets pages of other sites in, and tells them what they may see', async () => {
    const asked = {
      origin: 'https://app.example.org',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    }
    const before = await fetch(`${caller.base}/Patient`, { method: 'OPTIONS', headers: asked })
    expect(before.status).to.equal(204)
    expect(before.headers.get('access-control-allow-headers')?.toLowerCase()).to.contain('authorization')
    const posted = await fetch(`${caller.base}/Patient/_search`, { method: 'OPTIONS', headers: asked })
    expect(posted.headers.get('access-control-allow-methods')).to.contain('POST')
    for (const path of ['/Patient/pat-1', '/Patient?colour=red']) {
      const { headers } = await caller.fetch(path, { headers: { origin: 'https://app.example.org' } })
      expect(headers.get('access-control-allow-origin'), path).to.equal('*')
    }
    const refused = await fetch(`${caller.base}/Patient/pat-1`)
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).to.deep.equal([401, '*'])
    expect(refused.headers.get('access-control-expose-headers')).to.contain('WWW-Authenticate')
  })

  it('takes the Accept header of any browser and client', async () => {
    const statusOf = async (accept: string): Promise<number> =>
      (await caller.fetch('/Patient/pat-1', { headers: { accept } })).status
    for (const accept of [
      'application/fhir+json',
      'application/json',
      '*/*',
      'application/fhir+json; fhirVersion=4.0',
      'text/html,*/*;q=0.8',
    ]) {
      expect(await statusOf(accept), accept).to.equal(200)
    }
    expect(await statusOf('application/fhir+xml')).to.equal(406)
  })

  it('gives each answer an id, and tells nobody where it was made', async () => {
    const { headers } = await caller.fetch('/Patient/pat-1')
    expect(headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/)
    expect(headers.get('server')).to.equal(null)
    expect(headers.get('x-powered-by')).to.equal(null)
  })

  const rest = async (): Promise<object> => {
    const { database } = await startDemo()
    for (let waited = 0; database.pool.counts.used > 0 && waited < 3_000; waited += 20) await wait(20)
    return { used: database.pool.counts.used, waiting: database.pool.counts.waiting }
  }

  it('gives back the connection of a client that leaves in the middle', async () => {
    for (let times = 0; times < 15; times++) {
      const leaving = new AbortController()
      const response = await caller.fetch('/Observation?_count=1000', { signal: leaving.signal })
      await response.body?.getReader().read()
      leaving.abort()
    }
    expect(await rest()).to.deep.equal({ used: 0, waiting: 0 })
    expect((await caller.search('/Observation?patient=pat-1')).entry).to.have.length.greaterThan(10)
  })

  it('gives back the connection of a client that leaves before the answer', async () => {
    const gone = Array.from({ length: 15 }, async (_, at) => {
      const leaving = new AbortController()
      const answer = caller
        .fetch('/Observation?_count=1000&_sort=date', { signal: leaving.signal })
        .catch(() => undefined)
      await wait(at)
      leaving.abort()
      return answer
    })
    await Promise.all(gone)
    expect(await rest()).to.deep.equal({ used: 0, waiting: 0 })
  })

  it('answers many at once, all of them alike', async () => {
    const path = '/Observation?patient=pat-1&_count=20'
    const expected = await (await caller.fetch(path)).text()
    const answers = await Promise.all(Array.from({ length: 40 }, async () => (await caller.fetch(path)).text()))
    const withoutLinks = (text: string): string => text.replace(/"link":\[.*?\]/, '')
    expect(new Set(answers.map(withoutLinks))).to.deep.equal(new Set([withoutLinks(expected)]))
    expect(await rest()).to.deep.equal({ used: 0, waiting: 0 })
  })
})
