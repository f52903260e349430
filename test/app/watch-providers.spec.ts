/** What is wrong between the settings and a provider: told at the start and by /health/ready, each with what to do. */
import { expect } from 'chai'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Event } from '../../src/app/events.ts'
import { createReadiness, type Check } from '../../src/app/readiness.ts'
import { watchProviders } from '../../src/app/watch-providers.ts'
import { createProbe } from '../../src/smart/upstream/probe.ts'
import type { FrontDoorSettings } from '../../src/smart/settings.ts'
import { freePort } from '../ports.ts'

const publicUrl = 'http://door.example'
const issuer = `${publicUrl}/realms/portal`
const secret = 'right'

interface Kind {
  readonly issuer?: string
  readonly status?: number
}

/** As far as a probe asks. */
const provider =
  ({ issuer: named = issuer, status = 200 }: Kind): RequestListener =>
  (request, response) => {
    const answer = (code: number, body: object): void =>
      void response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.method === 'GET')
      return answer(status, { issuer: named, token_endpoint: `${publicUrl}/realms/portal/token` })
    const isRight = request.headers.authorization === `Basic ${Buffer.from(`gate:${secret}`).toString('base64')}`
    return isRight
      ? answer(200, { access_token: 't', token_type: 'Bearer', expires_in: 60 })
      : answer(401, { error: 'invalid_client' })
  }

describe('the providers of the settings', () => {
  let server: Server | undefined
  const listen = async (kind: Kind, port = 0): Promise<number> => {
    server = createServer(provider(kind)).listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  afterEach(async () => {
    server?.closeAllConnections()
    server?.close()
    server = undefined
  })

  const checkAt = (port: number, by = secret): Check => {
    const client = { id: 'gate', secret: by }
    const settings = { publicUrl, provider: `http://127.0.0.1:${port}`, client } as FrontDoorSettings
    return { name: 'provider portal', ask: createProbe('portal', issuer, settings, 1_000) }
  }

  /** What is told within a moment, and what /health/ready says. */
  const look = async (check: Check): Promise<{ readonly told: readonly Event[]; readonly ready: string }> => {
    const told: Event[] = []
    const end = watchProviders([check], (event) => told.push(event), 60_000)
    const ready = (await createReadiness([check])())['provider portal'] ?? ''
    for (let waits = 0; told.length === 0 && ready !== 'up' && waits < 50; waits += 1) await sleep(10)
    end()
    return { told, ready }
  }

  it('are said to be up where they fit, and nothing else is said', async () => {
    expect(await look(checkAt(await listen({})))).to.deep.equal({ told: [], ready: 'up' })
  })

  const faults: readonly (readonly [string, Kind, string, readonly string[], string])[] = [
    [
      'a wrong secret',
      {},
      'wrong',
      ['gate', 'invalid_client', 'frontDoor.client.secret'],
      "it refuses the gate's own client",
    ],
    [
      'another issuer',
      { issuer: 'http://kc.clinic.lan:8180/realms/portal' },
      secret,
      ['http://kc.clinic.lan:8180/realms/portal', issuer, 'Set issuer and frontDoor.publicUrl'],
      'it names another issuer than the settings do',
    ],
    [
      'a realm that is not there',
      { status: 404 },
      secret,
      ['404', 'the realm portal is not there', 'portico realms'],
      'it has no such realm [HTTP 404]',
    ],
  ]
  for (const [what, kind, by, words, brief] of faults)
    it(`are said to have ${what}, with what to do, and without an address to who only looks`, async () => {
      const { told, ready } = await look(checkAt(await listen(kind), by))
      expect(told.map((event) => event.kind)).to.deep.equal(['provider-fault'])
      const [event] = told
      for (const word of words) expect(event).to.have.property('text').that.includes(word)
      expect(JSON.stringify(told)).not.to.include(by === secret ? secret : 'wrong')
      expect(ready).to.equal(`down: ${brief}`)
    })

  it('are asked again until they answer, and then told as they are: a provider may start later', async () => {
    const port = await freePort()
    const told: Event[] = []
    const end = watchProviders([checkAt(port, 'wrong')], (event) => told.push(event), 20)
    for (let waits = 0; told.length === 0 && waits < 100; waits += 1) await sleep(10)
    expect(told).to.have.length(1)
    expect(told[0]).to.have.property('kind', 'warning')
    expect(told[0])
      .to.have.property('text')
      .that.matches(/provider portal does not answer yet.*ECONNREFUSED/)
    await listen({}, port)
    for (let waits = 0; told.length === 1 && waits < 300; waits += 1) await sleep(10)
    expect(
      told.map((event) => event.kind),
      'once each',
    ).to.deep.equal(['warning', 'provider-fault'])
    end()
  })
})
