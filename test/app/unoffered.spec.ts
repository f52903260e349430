/** What FHIR has and this server has not: refused by its name, with the status that FHIR's page on HTTP gives it, so that a page of another site sees it too. */
import { expect } from 'chai'
import type { AddressInfo } from 'node:net'
import { resourceAnswer } from '../../src/app/answer.ts'
import { drain, listen } from '../../src/app/lifecycle.ts'
import { fhirRoutes } from '../../src/app/routes.ts'
import type { Route } from '../../src/app/route.ts'
import type { FhirCall } from '../../src/app/call.ts'
import { createServer } from '../../src/app/server.ts'
import { fakeGateway, serve, type Served, settings } from './fake-gateway.ts'

const base = '/api/patients/v1/1'

interface Unoffered {
  readonly ask: string
  readonly status: number
  readonly says: RegExp
}

const asked = (status: number, says: RegExp, ...asks: readonly string[]): readonly Unoffered[] =>
  asks.map((ask) => ({ ask, status, says }))

const cases: readonly Unoffered[] = [
  ...asked(404, /operation \$everything /, 'GET /Patient/pat-1/$everything', 'POST /Patient/pat-1/$everything'),
  ...asked(404, /operation \$everything /, 'GET /Patient/$everything', 'GET /Patient/pat-1/%24everything'),
  ...asked(404, /operation \$export /, 'GET /$export', 'POST /$export', 'GET /Group/1/$export', 'HEAD /$export'),
  ...asked(404, /operation \$lastn /, 'GET /Observation/$lastn?max=3'),
  ...asked(404, /The operation is not offered/, 'GET /Patient/$<b>', 'GET /$a%20b'),
  ...asked(404, /history-instance/, 'GET /Patient/pat-1/_history', 'GET /Patient/pat-1/_history/'),
  ...asked(404, /history-type/, 'GET /Patient/_history?_since=2020'),
  ...asked(404, /history-system/, 'GET /_history'),
  ...asked(404, /vread/, 'GET /Patient/pat-1/_history/3'),
  ...asked(404, /compartment .*Patient.*\/Observation\?patient=/, 'GET /Patient/pat-1/Observation?code=1'),
  ...asked(404, /compartment .*Patient/, 'GET /Patient/pat-1/*', 'POST /Patient/pat-1/Observation/_search'),
  ...asked(404, /compartment .*Encounter.*\/Condition\?encounter=/, 'GET /Encounter/enc-1/Condition'),
  ...asked(404, /search-system/, 'GET ?_type=Patient', 'GET /', 'POST /_search'),
  ...asked(405, /batch or transaction/, 'POST ', 'POST /'),
  ...asked(405, /interaction create /, 'POST /Patient'),
  ...asked(405, /interaction update /, 'PUT /Patient/pat-1'),
  ...asked(405, /interaction conditional update /, 'PUT /Patient?identifier=1'),
  ...asked(405, /interaction patch /, 'PATCH /Patient/pat-1'),
  ...asked(405, /interaction conditional delete /, 'DELETE /Patient?identifier=1'),
  ...asked(405, /interaction delete /, 'DELETE /Patient/pat-1'),
  ...asked(405, /method POST/, 'POST /metadata', 'POST /Nonsense/1'),
  ...asked(404, /nothing at this path/, 'GET /Patient/1/2/3/4', 'GET /a/b/c'),
]

const answer: Route<FhirCall>['answer'] = () => resourceAnswer('{}')

describe('what is not offered', () => {
  let served: Served
  before(async () => (served = await serve(fakeGateway(), { fhir: fhirRoutes.map((each) => ({ ...each, answer })) })))
  after(() => served.close())

  const send = (ask: string): Promise<Response> => {
    const [method = '', path = ''] = ask.split(' ')
    return fetch(`${served.url}${base}${path}`, { method, headers: { origin: 'https://app.example.org' } })
  }

  for (const { ask, status, says } of cases) {
    it(`is refused by name: ${ask}`, async () => {
      const response = await send(ask)
      expect(response.status).to.equal(status)
      expect(response.headers.get('access-control-allow-origin')).to.equal('*')
      if (status === 405) expect(response.headers.get('allow')).to.match(/OPTIONS/)
      const text = await response.text()
      if (!ask.startsWith('HEAD')) expect(text).to.match(says).and.include('"resourceType":"OperationOutcome"')
    })
  }

  it('says by the type of its issue that it is not supported', async () => {
    const outcome = (await (await send('GET /Patient/pat-1/$everything')).json()) as { issue: readonly object[] }
    expect(outcome.issue[0]).to.include({ code: 'not-supported', severity: 'error' })
  })

  const preflights = [
    '/Patient/pat-1/$everything',
    '/Patient/pat-1/Observation',
    '',
    '/$export',
    '/Patient?x=1',
    '/metadata',
  ]
  const wanted = ['authorization', 'if-none-match', 'x-requested-with', 'traceparent', 'cache-control', 'content-type']

  for (const path of preflights) {
    it(`lets a browser ask for ${path === '' ? 'the base' : path}`, async () => {
      const response = await fetch(`${served.url}${base}${path}`, { method: 'OPTIONS' })
      const listOf = (name: string) => (response.headers.get(name) ?? '').toLowerCase().split(', ')
      expect(response.status).to.equal(204)
      expect(listOf('access-control-allow-headers')).to.include.members(wanted)
      expect(listOf('access-control-allow-methods')).to.include.members(['get', 'post', 'put', 'patch', 'delete'])
      expect(listOf('access-control-expose-headers')).to.include.members([
        'etag',
        'last-modified',
        'allow',
        'x-request-id',
      ])
    })
  }

  it('answers OPTIONS where nothing is, too', async () => {
    for (const path of ['/', '/nowhere', '/health/ready', '/api/nobody/v1/1/Patient', `${base}/%ZZ`])
      expect((await fetch(served.url + path, { method: 'OPTIONS' })).status, path).to.equal(204)
  })
})

describe('connections', () => {
  const startWith = async (idleMs: number) => {
    const server = createServer(fakeGateway({ settings: { ...settings, server: { ...settings.server, idleMs } } }), {
      fhir: [],
      plain: [],
    })
    await listen(server, 0, '127.0.0.1')
    return server
  }

  it('are kept between requests as long as the settings say', async () => {
    const server = await startWith(90_000)
    const { port } = server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/`)
    await response.text()
    expect(response.headers.get('keep-alive')).to.equal('timeout=90')
    expect([server.timeout, server.keepAliveTimeout]).to.deep.equal([90_000, 90_000])
    expect(server.headersTimeout).to.be.greaterThan(90_000)
    await drain(server, 0)
  })

  it('are not held by a request that does not get on, whatever the settings say', async () => {
    const server = await startWith(86_400_000)
    expect(server.headersTimeout).to.be.at.most(server.requestTimeout)
    await drain(server, 0)
  })
})
