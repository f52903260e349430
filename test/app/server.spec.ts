/** The server with interactions of the tests' own: what every answer has, whoever made it. */
import { expect } from 'chai'
import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { resourceAnswer, type Answer } from '../../src/app/answer.ts'
import type { FhirCall } from '../../src/app/call.ts'
import { signalOf } from '../../src/app/exchange.ts'
import type { Answered, Event } from '../../src/app/events.ts'
import { awaitFirst } from '../../src/app/first-chunk.ts'
import type { Route } from '../../src/app/route.ts'
import { Problem } from '../../src/fhir/problem.ts'
import { fakeGateway, serve, type Served } from './fake-gateway.ts'

const base = '/api/patients/v1/1'
let lastCall: FhirCall | undefined
let released = 0
let lateSignal: AbortSignal | undefined

async function* endless(signal: AbortSignal): AsyncGenerator<string> {
  try {
    for (;;) {
      yield 'x'.repeat(10_000)
      await wait(1, undefined, { signal })
    }
  } finally {
    released++
  }
}

async function* breaking(): AsyncGenerator<string> {
  yield '{"resourceType":'
  await wait(20)
  throw new Problem('rows-timeout', 'too slow')
}

async function* ending(): AsyncGenerator<string> {
  yield '{"resourceType":'
  yield '"Bundle"}'
}

const bytesOf = (length: number, ...parts: readonly string[]): Answer => ({
  status: 200,
  headers: { 'Content-Type': 'image/jpeg', 'Content-Length': length },
  body: '',
  bytes: () => Promise.resolve(Readable.from(parts.map((part) => Buffer.from(part)))),
})

const interactions: Readonly<Record<string, Route<FhirCall>['answer']>> = {
  Patient: () => resourceAnswer('{"resourceType":"Patient"}'),
  Condition: () => resourceAnswer(ending()),
  Observation: async (call) => resourceAnswer(await awaitFirst(endless(signalOf(call.exchange)))),
  Encounter: () => resourceAnswer(breaking()),
  Practitioner: () => {
    throw new Problem('rows-busy', 'The pool is full.', { retryAfter: 0.2 })
  },
  Organization: () => {
    throw new Problem('auth-token-missing', 'No token.', { challenge: 'Bearer realm="patients"' })
  },
  Location: () => {
    throw new Error('the row said SMITH')
  },
  CarePlan: async ({ exchange }) => {
    await wait(100)
    lateSignal = signalOf(exchange)
    throw lateSignal.reason
  },
  Binary: ({ resourceId }) => bytesOf(Number(resourceId), 'abc', 'def'),
  Goal: ({ exchange }) => {
    const signal = signalOf(exchange)
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  },
}

const answer: Route<FhirCall>['answer'] = (call) => {
  lastCall = call
  return interactions[call.type]?.(call) ?? resourceAnswer('{}')
}

describe('the server', () => {
  const gateway = fakeGateway()
  let served: Served
  const get = (path: string, init?: RequestInit): Promise<Response> => fetch(served.url + path, init)

  const isAnswered = (event: Event): event is Answered => event.kind === 'answered'
  /** The event of the last request; the response of fetch may be there before it. */
  const lastEvent = async (): Promise<Answered> => {
    await wait(20)
    const last = gateway.events.filter(isAnswered).at(-1)
    if (last === undefined) throw new Error('nothing was answered')
    return last
  }

  before(async () => {
    const fhir: Route<FhirCall>[] = [
      { method: 'GET', path: '/:type', answer },
      { method: 'POST', path: '/:type/_search', answer },
      { method: 'GET', path: '/:type/:id', answer },
    ]
    served = await serve(gateway, { fhir })
  })
  after(() => served.close())

  it('hands an interaction the parts of a request, still encoded where they are to be parsed', async () => {
    await get('/api/sevocity/v1/2/Patient/pat%2D1?name=a%2Cb', { headers: { Prefer: 'handling=lenient' } })
    expect(lastCall).to.include({ organization: '2', type: 'Patient', resourceId: 'pat-1', query: 'name=a%2Cb' })
    expect(lastCall?.base).to.equal('https://fhir.example.org/api/sevocity/v1/2')
    expect(lastCall?.surface.name).to.equal('sevocity')
    expect(lastCall?.headers.prefer).to.equal('handling=lenient')
  })

  it('hands on the form of a POST as text', async () => {
    await get(`${base}/Patient/_search?_count=1`, { method: 'POST', body: new URLSearchParams({ name: 'ä,b' }) })
    expect(lastCall).to.include({ form: 'name=%C3%A4%2Cb', query: '_count=1' })
  })

  it('answers a resource with FHIR JSON that no one may keep and any page may read', async () => {
    const response = await get(`${base}/Patient`)
    expect(response.status).to.equal(200)
    expect(response.headers.get('content-type')).to.equal('application/fhir+json; charset=utf-8')
    expect(response.headers.get('cache-control')).to.equal('no-store')
    expect(response.headers.get('x-content-type-options')).to.equal('nosniff')
    expect(response.headers.get('access-control-allow-origin')).to.equal('*')
    expect(response.headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/)
    expect(response.headers.get('x-powered-by')).to.equal(null)
    expect(await response.json()).to.deep.equal({ resourceType: 'Patient' })
  })

  it('streams a body in pieces', async () => {
    expect(await (await get(`${base}/Condition`)).json()).to.deep.equal({ resourceType: 'Bundle' })
  })

  it('answers HEAD without a body and lets go of the stream', async () => {
    const before = released
    const response = await get(`${base}/Observation`, { method: 'HEAD' })
    expect(response.status).to.equal(200)
    expect(await response.text()).to.equal('')
    expect(released).to.equal(before + 1)
  })

  it('breaks bytes off that are fewer or more than it promised, and tells it', async () => {
    expect(await (await get(`${base}/Binary/6`)).text()).to.equal('abcdef')
    expect(await lastEvent()).to.include({ ending: 'sent' })
    for (const promised of [7, 5, 3]) {
      const read = get(`${base}/Binary/${promised}`, { signal: AbortSignal.timeout(2_000) })
      await read.then((response) => response.text()).catch(() => undefined)
      expect(await lastEvent(), String(promised)).to.include({ ending: 'broken', problem: 'app-internal', status: 200 })
    }
  })

  it('turns a problem into an outcome with its status and headers', async () => {
    const busy = await get(`${base}/Practitioner`)
    expect([busy.status, busy.headers.get('retry-after')]).to.deep.equal([503, '1'])
    const { issue } = (await busy.json()) as { issue: readonly [{ details: { text: string } }] }
    expect(issue[0].details.text).to.equal('The pool is full.')
    const missing = await get(`${base}/Organization`)
    expect([missing.status, missing.headers.get('www-authenticate')]).to.deep.equal([401, 'Bearer realm="patients"'])
  })

  it('tells an unforeseen error by the request id alone, to the caller and in the log', async () => {
    const response = await get(`${base}/Location`)
    const body = await response.text()
    expect(response.status).to.equal(500)
    expect(body)
      .to.include(response.headers.get('x-request-id') ?? '?')
      .and.not.include('SMITH')
    const event = await lastEvent()
    expect(event).to.include({ status: 500, problem: 'app-internal' })
    expect(event.fault?.frames[0]).to.include('server.spec.ts')
    expect(JSON.stringify(event)).to.not.include('SMITH')
  })

  it('breaks off an answer that fails after it began, so that nobody takes it for whole', async () => {
    const response = await get(`${base}/Encounter`)
    expect(response.status).to.equal(200)
    const failure = await response.text().then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(failure).to.be.instanceOf(TypeError)
    expect(await lastEvent()).to.include({ ending: 'broken', problem: 'rows-timeout' })
  })

  it('stops the stream of a client that leaves', async () => {
    const before = released
    const leaving = new AbortController()
    const response = await get(`${base}/Observation`, { signal: leaving.signal })
    await response.body?.getReader().read()
    leaving.abort()
    expect(await lastEvent()).to.include({ ending: 'left', status: 200 })
    expect(released).to.equal(before + 1)
  })

  it('stops the work for a client that leaves before its answer begins', async () => {
    const leaving = new AbortController()
    const gone = get(`${base}/Goal`, { signal: leaving.signal }).catch((error: unknown) => error)
    await wait(50)
    leaving.abort()
    await gone
    expect(await lastEvent()).to.include({ ending: 'left', type: 'Goal' })
  })

  it('knows of a client that left before anyone asked', async () => {
    const leaving = new AbortController()
    const gone = get(`${base}/CarePlan`, { signal: leaving.signal }).catch((error: unknown) => error)
    await wait(20)
    leaving.abort()
    await gone
    await wait(120)
    expect(lateSignal?.aborted).to.equal(true)
  })

  it('offers nothing but what is in its table', async () => {
    const unknown = await get(`${base}/Patient/1/_history`)
    expect(unknown.status).to.equal(404)
    expect(await unknown.json()).to.have.nested.property('issue[0].details.coding[0].code', 'parse-path')
    expect((await get('/api/nobody/v1/1/Patient')).status).to.equal(404)
  })

  it('refuses other methods with those there are', async () => {
    const response = await get(`${base}/Patient/1`, { method: 'DELETE' })
    expect([response.status, response.headers.get('allow')]).to.deep.equal([405, 'GET, HEAD, OPTIONS'])
    const search = await get(`${base}/Patient/_search`)
    expect([search.status, search.headers.get('allow')]).to.deep.equal([405, 'POST, OPTIONS'])
  })

  it('answers the question of a browser before a request from another site', async () => {
    const response = await get(`${base}/Patient`, { method: 'OPTIONS' })
    expect(response.status).to.equal(204)
    expect(response.headers.get('access-control-allow-headers')).to.include('Authorization')
    expect(response.headers.get('access-control-allow-methods')).to.include('GET, HEAD, POST')
  })

  it('refuses formats that it does not produce', async () => {
    const statusOf = async (path: string, accept: string): Promise<number> =>
      (await get(base + path, { headers: { accept } })).status
    expect(await statusOf('/Patient', 'application/fhir+xml')).to.equal(406)
    expect(await statusOf('/Patient?_format=xml', '*/*')).to.equal(406)
    expect(await statusOf('/Patient', 'application/fhir+json; fhirVersion=5.0')).to.equal(406)
    expect(await statusOf('/Patient', 'text/html, application/json;q=0')).to.equal(406)
    expect(await statusOf('/Patient', 'text/html, */*;q=0.8')).to.equal(200)
    expect(await statusOf('/Patient?_format=application/fhir+json', 'text/html')).to.equal(200)
  })

  it('refuses bodies that it does not read, each with its status', async () => {
    const post = async (body: string, type: string): Promise<number> =>
      (await get(`${base}/Patient/_search`, { method: 'POST', body, headers: { 'content-type': type } })).status
    expect(await post('{}', 'application/json')).to.equal(415)
    expect(await post(`name=${'x'.repeat(70_000)}`, 'application/x-www-form-urlencoded')).to.equal(413)
    expect(await post('', 'application/x-www-form-urlencoded')).to.equal(200)
  })

  it('refuses a badly encoded path as one where nothing is', async () => {
    expect((await get(`${base}/Patient/%ZZ`)).status).to.equal(404)
  })

  it('survives what is not HTTP', async () => {
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1')
    socket.end('nonsense\r\n\r\n')
    socket.resume()
    await once(socket, 'close')
    expect((await get(`${base}/Patient`)).status).to.equal(200)
  })

  it('tells of each answer without the query, the id or the path', async () => {
    await get(`${base}/Patient/pat-77?name=SMITH`)
    const event = await lastEvent()
    expect(event).to.include({ route: '/:type/:id', surface: 'patients', type: 'Patient', status: 200, method: 'GET' })
    expect(event.bytes).to.be.greaterThan(100)
    expect(JSON.stringify(event)).to.not.match(/pat-77|SMITH/)
    await get(`${base}/SMITH`)
    expect(JSON.stringify(await lastEvent())).to.not.include('SMITH')
  })
})
