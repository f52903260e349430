/** Documents as bytes, as resources, in parts, and for whom: over HTTP, at both doors. */
import { expect } from 'chai'
import { picture } from '../../scripts/demo/database/shop/files.ts'
import type { Grant } from '../../src/auth/grant.ts'
import type { Problem } from '../../src/fhir/problem.ts'
import { planContent } from '../../src/plan/content.ts'
import { readContents } from '../../src/search/content/contents.ts'
import { callerOf, callerWith, type Caller, type Outcome, type Resource } from './client.ts'
import { baseOf, startDemo, tokenOf } from './demo.ts'

const json = { accept: 'application/fhir+json' }
const point = Buffer.from(picture())

async function bytesOf(caller: Caller, id: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await caller.fetch(`/Binary/${id}`, { headers, method })
  const body = Buffer.from(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, body }
}

async function refusalOf(caller: Caller, id: string): Promise<readonly unknown[]> {
  const { status, json: outcome } = await caller.get<Outcome>(`/Binary/${id}`)
  return [status, outcome.issue[0]?.details.coding[0].code]
}

const missing = [404, 'plan-not-found']

describe('a Binary', function () {
  this.timeout(60_000)
  let amy: Caller
  let lee: Caller

  before(async () => {
    amy = await callerOf('amy')
    lee = await callerOf('drlee')
  })

  it('is given as it is, with its own media type, to be kept and never to run', async () => {
    for (const caller of [amy, lee]) {
      const { status, headers, body } = await bytesOf(caller, 'pg-11.1')
      expect([status, body]).to.deep.equal([200, point])
      expect(Object.fromEntries(headers)).to.deep.include({
        'content-type': 'image/jpeg',
        'content-length': String(point.length),
        'accept-ranges': 'bytes',
        'content-disposition': 'attachment',
        'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'last-modified': 'Mon, 03 Nov 2025 18:00:00 GMT',
      })
      expect(headers.get('content-encoding')).to.equal(null)
    }
  })

  it('is a text in UTF-8, whatever was stored: joined lines, bytes of Windows, RTF, reports in words', async () => {
    const texts = await Promise.all(['bin-2', 'bin-4', 'bin-7'].map((id) => bytesOf(amy, id)))
    expect(texts.map(({ headers }) => headers.get('content-type'))).to.deep.equal(
      Array(3).fill('text/plain; charset=utf-8'),
    )
    expect(texts.map(({ body }) => body.toString())).to.deep.equal([
      'HISTORY AND PHYSICAL\r\n\r\nSays she “never smoked”.\r\nVitals   T 98.6°   \r\n         P 72',
      'Admitted with shortness of breath.\nDischarged home.',
      'FINDINGS: Lungs are clear.\nIMPRESSION: No acute disease.',
    ])
  })

  it('is what its document has within itself', async () => {
    const { json: document } = await amy.get<Resource>('/DocumentReference/doc-1')
    const [{ attachment }] = document['content'] as [{ attachment: { data: string; url: string } }]
    const { body } = await bytesOf(amy, attachment.url.slice('Binary/'.length))
    expect(body.toString('base64')).to.equal(attachment.data)
  })

  it('is unpacked, by zlib or gzip', async () => {
    const { headers, body } = await bytesOf(amy, 'pg-10.1')
    expect(body.toString().slice(0, 8)).to.equal('%PDF-1.4')
    expect([headers.get('accept-ranges'), headers.get('content-length')]).to.deep.equal(['none', null])
    expect((await bytesOf(lee, 'pg-47.1')).body.toString()).to.equal('hello')
  })

  it('is never what is stored of it, where a reading gives nothing', async () => {
    for (const id of ['bin-32', 'pg-48.1']) {
      expect((await bytesOf(lee, id)).body.toString(), id).to.equal('')
      expect((await lee.get<Resource>(`/Binary/${id}`, { headers: json })).json, id).to.not.have.property('data')
    }
    const { json: document } = await lee.get<Resource>('/DocumentReference/doc-32')
    expect(document['content']).to.have.nested.property('[0].attachment').and.not.have.property('data')
  })

  it('is the resource with its data where that is named, and only there', async () => {
    const { status, headers, json: resource } = await amy.get<Resource>('/Binary/pg-11.1', { headers: json })
    expect([status, headers.get('content-type')]).to.deep.equal([200, 'application/fhir+json; charset=utf-8'])
    expect(resource).to.deep.equal({
      ...{ resourceType: 'Binary', id: 'pg-11.1', meta: { lastUpdated: '2025-11-03T12:00:00.000-06:00' } },
      ...{ contentType: 'image/jpeg', securityContext: { reference: 'DocumentReference/doc-11' } },
      data: point.toString('base64'),
    })
    const typeFor = async (accept: string, query = ''): Promise<string | null> =>
      (await amy.fetch(`/Binary/pg-11.1${query}`, { headers: { accept } })).headers.get('content-type')
    expect(await typeFor('*/*', '?_format=json')).to.contain('application/fhir+json')
    expect(await typeFor('application/json')).to.contain('application/fhir+json')
    for (const accept of [
      '*/*',
      'image/jpeg',
      'text/html,application/xhtml+xml,*/*;q=0.8',
      'application/fhir+json;q=0',
    ])
      expect(await typeFor(accept), accept).to.equal('image/jpeg')
  })

  it('is given in part', async () => {
    const part = async (range: string, more: Record<string, string> = {}) => {
      const { status, headers, body } = await bytesOf(amy, 'pg-11.1', { range, ...more })
      return [status, headers.get('content-range'), body.length, body.equals(point.subarray(0, body.length))]
    }
    const size = point.length
    expect(await part('bytes=0-9')).to.deep.equal([206, `bytes 0-9/${size}`, 10, true])
    expect(await part('bytes=0-99999')).to.deep.equal([206, `bytes 0-${size - 1}/${size}`, size, true])
    expect((await bytesOf(amy, 'pg-11.1', { range: 'bytes=10-19' })).body).to.deep.equal(point.subarray(10, 20))
    expect((await bytesOf(amy, 'pg-11.1', { range: 'bytes=-2' })).body.toString('hex')).to.equal('ffd9')
    expect(await part(`bytes=${size}-`)).to.deep.equal([416, `bytes */${size}`, 0, true])
    expect(await part('bytes=-999999')).to.deep.equal([206, `bytes 0-${size - 1}/${size}`, size, true])
    for (const range of ['bytes=x', 'lines=1-2', 'bytes=0-1,5-6', 'bytes=9-0'])
      expect((await part(range))[0], range).to.equal(200)
  })

  it('is given whole where it may have changed since it was begun, or its size is not known before', async () => {
    const headers = { range: 'bytes=0-9' }
    const modified = 'Mon, 03 Nov 2025 18:00:00 GMT'
    expect((await bytesOf(amy, 'pg-11.1', { ...headers, 'if-range': modified })).status).to.equal(206)
    expect((await bytesOf(amy, 'pg-11.1', { ...headers, 'if-range': 'W/"x"' })).status).to.equal(200)
    expect((await bytesOf(amy, 'pg-10.1', headers)).status).to.equal(200)
  })

  it('is known by its tag and its date, as bytes and as a resource', async () => {
    const tags = await Promise.all(
      [{}, json].map(async (each) => {
        const { headers } = await bytesOf(amy, 'pg-11.1', each)
        const tag = headers.get('etag') ?? ''
        expect((await bytesOf(amy, 'pg-11.1', { ...each, 'if-none-match': tag })).status).to.equal(304)
        return tag
      }),
    )
    expect(new Set(tags).size).to.equal(2)
    const since = { 'if-modified-since': 'Mon, 03 Nov 2025 18:00:00 GMT' }
    expect((await bytesOf(amy, 'bin-1', since)).status).to.equal(304)
    expect((await bytesOf(amy, 'bin-1', { ...since, range: 'bytes=0-1' })).status).to.equal(304)
  })

  it('tells by HEAD what it would be', async () => {
    const { status, headers, body } = await bytesOf(amy, 'pg-11.1', {}, 'HEAD')
    expect([status, headers.get('content-length'), body.length]).to.deep.equal([200, String(point.length), 0])
    expect((await bytesOf(amy, 'bin-1', {}, 'HEAD')).headers.get('content-type')).to.equal('text/plain; charset=utf-8')
    expect((await bytesOf(amy, 'bin-1', json, 'HEAD')).status).to.equal(200)
  })

  it('is nobody else’s than its document is', async () => {
    expect(await refusalOf(amy, 'pg-40.1'), "another patient's").to.deep.equal(missing)
    expect((await bytesOf(lee, 'pg-40.1')).status).to.equal(200)
    expect(await refusalOf(amy, 'bin-17'), 'of another organization').to.deep.equal(missing)
    for (const id of ['bin-22', 'bin-23', 'bin-28', 'bin-24', 'bin-999', 'pg-11.9', 'pg-11', 'bin-x', 'doc-1'])
      expect(await refusalOf(lee, id), id).to.deep.equal(missing)
    const { url } = await startDemo()
    const anyone = callerWith(baseOf({ url }, 'patients', '1'), '')
    expect(await refusalOf(anyone, 'bin-1')).to.deep.equal([401, 'auth-token-missing'])
  })

  it('goes by the scopes of its document, of a part of them too', async () => {
    const scoped = async (scope: string): Promise<Caller> =>
      callerWith(amy.base, await tokenOf('amy', `openid ${scope}`))
    const ofDocuments = await scoped('patient/DocumentReference.rs')
    expect((await bytesOf(ofDocuments, 'pg-11.1')).body).to.deep.equal(point)
    for (const scope of ['patient/Patient.rs', 'patient/Binary.rs', 'patient/DocumentReference.s'])
      expect(await refusalOf(await scoped(scope), 'pg-11.1'), scope).to.deep.equal([403, 'auth-scope'])
  })

  it('goes by a scope for some documents', async () => {
    const { mapping, database, settings } = await startDemo()
    const rule = { context: 'patient', type: 'DocumentReference', read: true, search: false, operations: [] } as const
    const grant: Grant = {
      ...{ surface: 'patients', reach: 'patient', organization: '1', subject: 's', client: 'c', patient: 'pat-1' },
      ...{ expires: 0, rules: [{ ...rule, parameters: [{ name: 'type', value: 'http://loinc.org|11506-3' }] }] },
    }
    const tenant = mapping.tenants.get('1')!
    const around = { mapping, grant, tenant, limits: settings.limits, now: Date.now(), cursorKey: new Uint8Array(32) }
    const context = { ...around, base: 'http://localhost' }
    const found = (id: string) => readContents(planContent(id, context), database)
    expect((await found('bin-1'))?.isText).to.equal(true)
    const refusal = (error: Problem): string => error.code
    expect(await found('bin-2').catch(refusal)).to.equal('plan-not-found')
    expect(await found('pg-11.1').catch(refusal)).to.equal('plan-not-found')
  })

  it('is not searched, and says so', async () => {
    const { status, json: outcome } = await amy.get<Outcome>('/Binary?_id=pg-11.1')
    expect([status, outcome.issue[0]?.details.coding[0].code]).to.deep.equal([404, 'plan-type-unsearched'])
    const { json: statement } = await amy.get<{
      rest: [{ resource: readonly { type: string; interaction: readonly { code: string }[] }[] }]
    }>('/metadata')
    const { interaction } = statement.rest[0].resource.find(({ type }) => type === 'Binary')!
    expect(interaction.map(({ code }) => code)).to.deep.equal(['read'])
  })

  it('is an error, not a broken answer, where what is stored cannot be read', async () => {
    expect(await refusalOf(lee, 'pg-42.1')).to.deep.equal([500, 'rows-unreadable'])
    const { body } = await bytesOf(lee, 'pg-44.1')
    expect(body.length).to.equal(0)
    expect((await lee.get<Resource>('/Binary/pg-44.1', { headers: json })).json['data']).to.equal(undefined)
  })

  it('breaks a bomb off where it comes to more than is allowed', async () => {
    let read = 0
    const response = await lee.fetch('/Binary/pg-43.1')
    const reading = (async () => {
      for await (const part of response.body!) read += (part as Uint8Array).length
    })()
    expect(await reading.catch((error: Error) => error.name)).to.equal('TypeError')
    expect(read).to.be.at.most(33_554_432)
  })

  it('serves what is hostile as bytes of a type that runs nowhere', async () => {
    const page = await bytesOf(lee, 'pg-45.1')
    expect(page.headers.get('content-type')).to.equal('text/html')
    expect(page.headers.get('content-disposition')).to.equal('attachment')
    expect(page.headers.get('content-security-policy')).to.contain('sandbox')
    expect((await bytesOf(lee, 'pg-46.1')).headers.get('content-type')).to.equal('application/octet-stream')
  })
})
