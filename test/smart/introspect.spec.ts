/** The question that the provider is asked about a token, and what counts as its answer. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { createIntrospection, type Introspection } from '../../src/smart/introspect.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const say =
  (status: number, body: string): Answer =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(body)

describe('introspection', () => {
  let server: Server
  let introspection: Introspection
  let answer: Answer
  let seen: { readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }[]
  let connections: number

  before(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        seen.push({ url: request.url ?? '', headers: request.headers, body })
        answer(request, response)
      })
    })
    server.on('connection', () => (connections += 1))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })

  beforeEach(() => {
    const { port } = server.address() as AddressInfo
    seen = []
    connections = 0
    answer = say(200, '{"active":true}')
    introspection = createIntrospection({
      url: (realm) => `http://127.0.0.1:${port}/realms/${realm}/introspect`,
      publicUrl: 'https://auth.example.org',
      client: { id: 'portico-gate', secret: 's:e+c r%t' },
      timeout: 300,
    })
  })

  afterEach(() => introspection.close())

  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const failure = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work
    } catch (error) {
      return String(error)
    }
    throw new Error('it did not fail')
  }

  it('asks at the realm’s endpoint, by the gate’s own client, and says what the public address is', async () => {
    expect(await introspection.ask('portal', 'a+b&c=d')).to.deep.equal({ active: true })
    const [{ url, headers, body } = { url: '', headers: {} as IncomingMessage['headers'], body: '' }] = seen
    expect(url).to.equal('/realms/portal/introspect')
    expect(body).to.equal('token=a%2Bb%26c%3Dd&token_type_hint=access_token')
    expect(headers['content-type']).to.equal('application/x-www-form-urlencoded')
    expect(Buffer.from(String(headers.authorization).slice(6), 'base64').toString()).to.equal(
      'portico-gate:s%3Ae%2Bc+r%25t',
    )
    expect([headers['x-forwarded-host'], headers['x-forwarded-proto'], headers['x-forwarded-port']]).to.deep.equal([
      'auth.example.org',
      'https',
      '443',
    ])
  })

  it('takes the plain word that a token is not active', async () => {
    answer = say(200, '{"active":false}')
    expect(await introspection.ask('portal', 'token')).to.deep.equal({ active: false })
  })

  const unclear: Readonly<Record<string, Answer>> = {
    'a text for a truth': say(200, '{"active":"true"}'),
    'a number for a truth': say(200, '{"active":1}'),
    'an answer without the word': say(200, '{}'),
    'a list': say(200, '[true]'),
    null: say(200, 'null'),
    'what is no JSON': say(200, '<html>active</html>'),
    nothing: say(200, ''),
    'that the client is not known': say(401, '{"active":true}'),
    'a fault of its own': say(500, '{"active":true}'),
    'another status of success': say(202, '{"active":true}'),
    'an endless answer': say(200, `{"active":true,"x":"${'x'.repeat(300_000)}"}`),
    'nothing in time': () => undefined,
    'a broken answer': (_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"active":')
      setTimeout(() => response.destroy(), 20)
    },
  }
  for (const [title, each] of Object.entries(unclear)) {
    it(`is not content with ${title}`, async () => {
      answer = each
      expect(await failure(introspection.ask('portal', 'token'))).to.match(/Error/)
    })
  }

  it('follows nobody elsewhere', async () => {
    answer = (request, response) => {
      const status = request.url === '/elsewhere' ? 200 : 307
      response.writeHead(status, { location: '/elsewhere' }).end('{"active":true}')
    }
    expect(await failure(introspection.ask('portal', 'token'))).to.include('status 307')
    expect(seen).to.have.length(1)
  })

  it('keeps its connections for the next questions', async () => {
    for (let n = 0; n < 10; n++) await introspection.ask('portal', `token ${n}`)
    expect(seen).to.have.length(10)
    // A second one is opened where the first has not quite come free.
    expect(connections).to.be.below(3)
  })

  it('asks once more when the provider closed the connection meanwhile', async () => {
    await introspection.ask('portal', 'token')
    let isFirst = true
    answer = (request, response) => {
      if (!isFirst) return say(200, '{"active":true}')(request, response)
      isFirst = false
      request.socket.destroy()
    }
    expect(await introspection.ask('portal', 'token')).to.deep.equal({ active: true })
    expect(seen).to.have.length(3)
  })

  it('does not ask for ever', async () => {
    answer = (request) => void request.socket.destroy()
    expect(await failure(introspection.ask('portal', 'token'))).to.match(/Error/)
    expect(seen).to.have.length(2)
  })

  it('says that a provider that does not listen cannot be asked', async () => {
    const away = createIntrospection({
      url: () => 'http://127.0.0.1:1/introspect',
      publicUrl: 'http://localhost:8080',
      client: { id: 'portico-gate', secret: 'secret' },
      timeout: 300,
    })
    expect(await failure(away.ask('portal', 'token'))).to.include('ECONNREFUSED')
    await away.close()
  })
})
