/** Whether a gateway can work: each part by name, bounded, and not asked by everyone who looks. */
import { expect } from 'chai'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerHealth } from '../../src/app/gate-health.ts'
import { drain, listen } from '../../src/app/lifecycle.ts'
import { createMetrics } from '../../src/app/metrics.ts'
import { createReadiness, type Check } from '../../src/app/readiness.ts'
import { fhirRoutes, plainRoutes } from '../../src/app/routes.ts'
import type { Answered } from '../../src/app/events.ts'
import type { Gateway } from '../../src/app/gateway.ts'
import type { Grant } from '../../src/auth/grant.ts'
import { refuseToken } from '../../src/auth/bearer.ts'
import { fakeGateway, serve, settings } from './fake-gateway.ts'

const up = (name: string): Check => ({ name, ask: async () => undefined })
const refused = Object.assign(new Error('connect to db.clinic.lan, says SMITH'), { code: 'ECONNREFUSED' })
const down = (name: string): Check => ({ name, ask: () => Promise.reject(refused) })
const silent = (name: string): Check => ({ name, ask: () => new Promise(() => undefined) })

describe('readiness', () => {
  it('names what does not answer, and why, without an address', async () => {
    const state = await createReadiness([up('database'), down('store'), silent('provider portal')], 50)()
    expect(state).to.deep.equal({
      database: 'up',
      store: 'down: nothing listens there (the connection was refused) [ECONNREFUSED]',
      'provider portal': 'down: there was no answer in time [ETIMEDOUT]',
    })
  })

  it('asks once for all who look within a second', async () => {
    let asked = 0
    const ready = createReadiness([{ name: 'database', ask: async () => void asked++ }])
    await Promise.all([ready(), ready(), ready()])
    await ready()
    expect(asked).to.equal(1)
  })

  it('is told by the gateway and at the gate', async () => {
    for (const [check, status, word] of [
      [up, 200, 'ready'],
      [down, 503, 'unready'],
    ] as const) {
      const gateway = fakeGateway({ readiness: createReadiness([check('database')]) })
      const served = await serve(gateway, { plain: plainRoutes })
      const gate = createServer((request, response) => {
        if (!answerHealth(gateway, request, response)) response.writeHead(404).end()
      })
      await listen(gate, 0, '127.0.0.1')
      const { port } = gate.address() as AddressInfo
      for (const url of [served.url, `http://127.0.0.1:${port}`]) {
        const response = await fetch(`${url}/health/ready`)
        expect(response.status).to.equal(status)
        expect(await response.json())
          .to.include({ status: word })
          .and.have.nested.property('checks.database')
      }
      expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).to.equal(404)
      await Promise.all([served.close(), drain(gate, 0)])
    }
  })
})

describe('metrics', () => {
  it('have the process, the pool and each stage', async () => {
    const metrics = createMetrics()
    const { database } = fakeGateway()
    metrics.watch({ ...database, counts: () => ({ used: 2, idle: 1, waiting: 3 }) })
    const answered = {
      kind: 'answered',
      request: 'r',
      method: 'GET',
      route: '/:type',
      status: 200,
      ending: 'sent',
      ms: 5,
      bytes: 1,
    } as const
    metrics.note({ ...answered, stages: [{ name: 'plan', ms: 2 }] })
    const text = await metrics.print()
    expect(text).to.match(/^process_resident_memory_bytes \d+/m)
    expect(text).to.include('portico_pool_connections{state="waiting"} 3')
    expect(text).to.include('portico_stage_seconds_bucket{le="0.003",stage="plan"} 1')
  })
})

describe('the id of a request', () => {
  it("is the proxy's, unless that could be anything", async () => {
    const served = await serve(fakeGateway({ settings }), { plain: plainRoutes })
    const idFor = async (id: string) =>
      (await fetch(`${served.url}/health/live`, { headers: { 'x-request-id': id } })).headers.get('x-request-id')
    expect(await idFor('7f3a9c2e-proxy.01')).to.equal('7f3a9c2e-proxy.01')
    for (const odd of ['short', 'John Smith 1970', 'x'.repeat(200), '"><script>alert(1)'])
      expect(await idFor(odd), odd).to.match(/^[0-9a-f-]{36}$/)
    await served.close()
  })
})

describe('the line of a request', () => {
  const grant = { client: 'my-app', organization: '1', patient: 'pat-77' } as unknown as Grant

  async function lineOf(authorize: Gateway['authorizer']['authorize'], path: string): Promise<Answered | undefined> {
    const { authorizer } = fakeGateway()
    const gateway = fakeGateway({ authorizer: { ...authorizer, authorize } })
    const served = await serve(gateway, { fhir: fhirRoutes })
    await (await fetch(`${served.url}/api/patients/v1/1${path}`)).text()
    await served.close()
    return gateway.events.find((each): each is Answered => each.kind === 'answered')
  }

  it('has the client and the organization of the token, and never the patient', async () => {
    const line = await lineOf(async () => grant, '/Patient?_count=SMITH')
    expect(line).to.include({ client: 'my-app', organization: '1', problem: 'parse-parameter', status: 400 })
    expect(JSON.stringify(line)).to.not.match(/pat-77|SMITH/)
  })

  it('says why a token was refused', async () => {
    const refuse = () => Promise.reject(refuseToken('patients', 'the token has been revoked'))
    expect(await lineOf(refuse, '/Patient')).to.include({
      problem: 'auth-token-invalid',
      reason: 'The token has been revoked.',
    })
  })
})
