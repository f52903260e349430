/** One answer in the ways of the wire: compressed, or not again. */
import { expect } from 'chai'
import { request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Answered, Event } from '../../src/app/events.ts'
import { counts, gate, gateway, raw, serveAnswers, urlOf } from './answers.ts'

serveAnswers()

describe('a compressed answer', () => {
  const plain = async (path: string): Promise<string> => (await raw(path)).body.toString()
  const unpack = { gzip: gunzipSync, br: brotliDecompressSync }

  for (const encoding of ['gzip', 'br'] as const) {
    it(`holds the same in ${encoding}, of a stream and of a text`, async () => {
      for (const path of ['/Observation', '/Observation?_pretty=true']) {
        const { headers, body } = await raw(path, { 'accept-encoding': encoding })
        expect(headers['content-encoding']).to.equal(encoding)
        const whole = await plain(path)
        expect(unpack[encoding](body).toString()).to.equal(whole)
        expect(body.length).to.be.lessThan(whole.length / 5)
      }
    })
  }

  it('is given to those who take it, and not of what is short', async () => {
    const encodingOf = async (path: string, accepted: string) =>
      (await raw(path, { 'accept-encoding': accepted })).headers['content-encoding']
    expect(await encodingOf('/Observation', 'gzip, deflate, br')).to.match(/^(gzip|br)$/)
    expect(await encodingOf('/Observation', 'gzip;q=0, identity')).to.equal(undefined)
    expect(await encodingOf('/Observation', 'deflate')).to.equal(undefined)
    expect(await encodingOf('/Observation', '')).to.equal(undefined)
    expect(await encodingOf('/Organization', 'gzip')).to.equal(undefined)
    expect((await raw('/Observation')).headers['content-encoding']).to.equal(undefined)
  })

  it('gives out each piece as it comes', async () => {
    let open = (): void => undefined
    gate.opened = new Promise((resolve) => (open = resolve))
    await new Promise<void>((resolve, reject) =>
      request(urlOf('/Goal'), { headers: { 'accept-encoding': 'gzip' } }, (response) => {
        // The rest is made when the first of it has come.
        response.once('data', () => open()).once('end', resolve)
        response.resume()
      })
        .on('error', reject)
        .end(),
    )
  })

  it('is made no faster than it is taken, and not at all for a client that has left', async () => {
    const { pulled: before, released: gone } = { ...counts }
    await new Promise<void>((resolve) => {
      const asked = request(urlOf('/Encounter'), { headers: { 'accept-encoding': 'gzip' } }, (response) => {
        response.once('readable', () => void wait(300).then(() => (asked.destroy(), resolve())))
      })
      asked.on('error', () => undefined).end()
    })
    await wait(100)
    const pulledOnce = counts.pulled - before
    expect(pulledOnce).to.be.lessThan(900_000)
    expect(counts.released).to.equal(gone + 1)
    await wait(50)
    expect(counts.pulled - before).to.equal(pulledOnce)
  })

  it('is broken off where it breaks', async () => {
    const failure = await raw('/Condition', { 'accept-encoding': 'gzip' }).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(failure).to.be.instanceOf(Error)
    await wait(30)
    const isAnswered = (event: Event): event is Answered => event.kind === 'answered'
    expect(gateway.events.filter(isAnswered).at(-1)).to.include({ ending: 'broken', problem: 'rows-timeout' })
  })
})

describe('an answer that its client has', () => {
  it('has a weak tag and a date that follow from the resource alone', async () => {
    const first = await raw('/Patient')
    expect(first.headers.etag).to.match(/^W\/"[A-Za-z0-9_-]{22}"$/)
    expect(first.headers['last-modified']).to.equal('Mon, 06 May 2024 07:08:09 GMT')
    for (const path of ['/Patient', '/Patient?_pretty=true'])
      expect((await raw(path, { 'accept-encoding': 'br' })).headers.etag).to.equal(first.headers.etag)
    expect((await raw('/Patient', {}, 'HEAD')).headers.etag).to.equal(first.headers.etag)
    expect((await raw('/Organization')).headers.etag).to.equal('W/"7"')
    expect((await raw('/Group')).headers['last-modified']).to.equal(undefined)
  })

  it('is not sent again', async () => {
    const { etag = '' } = (await raw('/Patient')).headers as Readonly<Record<string, string>>
    const known: readonly Readonly<Record<string, string>>[] = [
      { 'if-none-match': etag },
      { 'if-none-match': etag.replace('W/', '') },
      { 'if-none-match': `"other", ${etag}` },
      { 'if-none-match': '*' },
      // What browsers add to a condition of a page's own.
      { 'if-none-match': etag, 'cache-control': 'no-cache', pragma: 'no-cache' },
      { 'if-modified-since': 'Mon, 06 May 2024 07:08:09 GMT' },
      { 'if-modified-since': 'Tue, 07 May 2024 00:00:00 GMT' },
    ]
    for (const headers of known) {
      for (const method of ['GET', 'HEAD']) {
        const answered = await raw('/Patient', headers, method)
        expect([answered.status, answered.body.length], JSON.stringify(headers)).to.deep.equal([304, 0])
        expect(answered.headers).to.include({ etag, 'cache-control': 'no-store', vary: 'Accept, Accept-Encoding' })
        expect(answered.headers).to.not.have.any.keys('content-type', 'content-length', 'content-encoding')
      }
    }
  })

  it('is sent where it is news', async () => {
    const { etag = '' } = (await raw('/Patient')).headers as Readonly<Record<string, string>>
    const news: readonly Readonly<Record<string, string>>[] = [
      { 'if-none-match': '"other"' },
      { 'if-none-match': '"other"', 'if-modified-since': 'Tue, 07 May 2024 00:00:00 GMT' },
      { 'if-modified-since': 'Mon, 06 May 2024 07:08:08 GMT' },
      { 'if-modified-since': 'yesterday' },
      { 'if-none-match': '' },
    ]
    for (const headers of news) expect((await raw('/Patient', headers)).status, JSON.stringify(headers)).to.equal(200)
    expect((await raw('/Location', { 'if-none-match': '*' })).status).to.equal(401)
    expect((await raw('/Observation', { 'if-none-match': '*' })).status).to.equal(200)
    expect((await raw('/Patient/_search', { 'if-none-match': etag }, 'POST')).status).to.equal(200)
  })
})
