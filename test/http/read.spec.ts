/** Reading one resource. https://hl7.org/fhir/R4/http.html#read */
import { expect } from 'chai'
import { backendOf, callerOf, type Caller, type Outcome, type Resource } from './client.ts'

describe('a read', () => {
  let amy: Caller

  before(async function () {
    this.timeout(30_000)
    amy = await callerOf('amy')
  })

  it('gives the resource, as FHIR JSON that nobody may keep', async () => {
    const { status, headers, json } = await amy.get<Resource>('/Patient/pat-1')
    expect([status, json.resourceType, json.id]).to.deep.equal([200, 'Patient', 'pat-1'])
    expect(headers.get('content-type')).to.equal('application/fhir+json; charset=utf-8')
    expect(headers.get('cache-control')).to.equal('no-store')
  })

  it('is what a client library expects', async () => {
    const { Client } = await import('fhir-kit-client')
    const client = new Client({ baseUrl: amy.base, bearerToken: amy.token })
    expect(await client.read({ resourceType: 'Patient', id: 'pat-1' })).to.have.property('birthDate', '1982-03-15')
    const found = await client.search({ resourceType: 'Condition', searchParams: { patient: 'pat-1', _count: 3 } })
    expect(found).to.have.property('type', 'searchset')
  })

  it('gives each of the resources that one row holds, and no more', async () => {
    const statusOf = async (id: string): Promise<number> => (await amy.get(`/Observation/${id}`)).status
    expect(await statusOf('vit-1-8867-4')).to.equal(200)
    expect(await statusOf('vit-1-85354-9.2')).to.equal(200)
    expect(await statusOf('vit-3-9279-1'), 'a breath rate of 0 is none').to.equal(404)
    expect(await statusOf('vit-1'), 'a row is no resource').to.equal(404)
    expect(await statusOf('vit-1-99999-9')).to.equal(404)
  })

  it('keeps the digits of a number that the database holds', async () => {
    expect(await (await amy.fetch('/Observation/rslt-2')).text()).to.contain('"valueQuantity":{"value":0.80,')
  })

  it('has one spelling of each id', async () => {
    for (const id of [
      'pat-01',
      'PAT-1',
      'pat-1.0',
      'pat-+1',
      'pat-1%20',
      'pat-1-',
      'pat-',
      'pat',
      '1',
      'enc-1',
      'pat-99999999999999999999',
    ]) {
      expect((await amy.get(`/Patient/${id}`)).status, id).to.equal(404)
    }
  })

  it('says why there is nothing', async () => {
    const refused = async (path: string) => {
      const { status, json } = await amy.get<Outcome>(path)
      return [status, json.resourceType, json.issue[0]?.details.coding[0].code, json.issue[0]?.severity]
    }
    expect(await refused('/Patient/pat-4711')).to.deep.equal([404, 'OperationOutcome', 'plan-not-found', 'error'])
    expect(await refused('/Basic/1')).to.deep.equal([404, 'OperationOutcome', 'plan-type-unknown', 'error'])
    expect(await refused('/Nonsense/1')).to.deep.equal([404, 'OperationOutcome', 'plan-type-unknown', 'error'])
    expect(await refused('/Patient/pat-1/_history')).to.deep.equal([404, 'OperationOutcome', 'parse-path', 'error'])
  })

  it('gives the same text as a search does', async () => {
    const caller = await backendOf(1)
    const read = await (await caller.fetch('/Encounter/enc-2')).text()
    expect(await (await caller.fetch('/Encounter?_id=enc-2')).text()).to.contain(read)
  })

  it('has a tag and a date by which a poller need not be told again', async () => {
    const caller = await backendOf(1)
    const { headers, json } = await caller.get<Resource>('/Encounter/enc-2')
    const { lastUpdated } = json['meta'] as { readonly lastUpdated: string }
    expect(new Date(headers.get('last-modified') ?? '').getTime()).to.equal(
      Math.floor(Date.parse(lastUpdated) / 1000) * 1000,
    )
    const etag = headers.get('etag') ?? ''
    const again = (named: Record<string, string>) => caller.fetch('/Encounter/enc-2', { headers: named })
    expect((await again({ 'if-none-match': etag })).status).to.equal(304)
    expect((await again({ 'if-modified-since': headers.get('last-modified') ?? '' })).status).to.equal(304)
    expect((await caller.fetch('/Encounter/enc-3', { headers: { 'if-none-match': etag } })).status).to.equal(200)
    expect((await amy.fetch('/Encounter/enc-4711', { headers: { 'if-none-match': '*' } })).status).to.equal(404)
  })

  it('answers HEAD with the headers alone', async () => {
    const response = await amy.fetch('/Patient/pat-1', { method: 'HEAD' })
    expect([response.status, await response.text()]).to.deep.equal([200, ''])
    expect(response.headers.get('content-type')).to.equal('application/fhir+json; charset=utf-8')
    expect((await amy.fetch('/Patient/pat-4711', { method: 'HEAD' })).status).to.equal(404)
  })
})
