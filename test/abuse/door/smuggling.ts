/** What a client says of itself or hides in a request: the provider hears what the gate read, and no more. https://www.rfc-editor.org/rfc/rfc9112#section-11 */
import { expect } from 'chai'
import { gzipSync } from 'node:zlib'
import { endpoint, newRequest, told, type Subject } from '../../smart/gate/app.ts'
import { newBrowser } from '../../smart/gate/walk.ts'
import { recordGate, sendRaw, statusesIn } from './recorder.ts'

const lies = {
  'x-forwarded-for': '10.0.0.1',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '444',
  'x-forwarded-prefix': '/evil',
  'x-forwarded-server': 'evil.example',
  forwarded: 'for=10.0.0.1;host=evil.example;proto=https',
  via: '1.1 evil.example',
  'x-real-ip': '10.0.0.1',
} as const

const form = 'application/x-www-form-urlencoded'

export const smugglingAttacks = (subject: Subject): void => {
  describe('behind the gate', () => {
    const gate = recordGate(subject)
    /** Of the one client whose requests are forwarded as they are: Keycloak's own account page. */
    const otherClient = 'account-console'
    const tokenBody = `client_id=${otherClient}&grant_type=client_credentials`

    /** By each of the three ways: passed, relayed, forwarded. */
    const ways: readonly (readonly [string, string, RequestInit])[] = [
      ['passed', 'certs', {}],
      ['relayed', 'auth/resume', {}],
      ['forwarded', 'token', { method: 'POST', body: new URLSearchParams(tokenBody) }],
    ]

    for (const [way, name, init] of ways) {
      it(`what is ${way} comes from the public address and the client’s own, whatever the client says`, async () => {
        const headers = { ...lies, cookie: 'KEYCLOAK_SESSION=a; portico_x=b; __Secure-portico_y=c; other=d' }
        await fetch(endpoint(gate.doorUrl, 'portal', name), { ...init, headers })
        const [got, ...others] = gate.recorder.take()
        expect(others).to.deep.equal([])
        const { host, port } = new URL(subject().doorUrl)
        expect(got?.headers).to.include({
          'x-forwarded-host': host,
          'x-forwarded-proto': 'http',
          'x-forwarded-port': port,
        })
        expect(got?.headers['x-forwarded-for']).to.match(/^(?:::1|127\.0\.0\.1|::ffff:127\.0\.0\.1)$/)
        const names = (got?.raw ?? []).filter((_, index) => index % 2 === 0).map((each) => each.toLowerCase())
        expect(names).not.to.include.members(['forwarded'])
        for (const each of ['forwarded', 'via', 'x-real-ip', 'x-forwarded-prefix', 'x-forwarded-server'])
          expect(names, each).not.to.include(each)
        expect(new Set(names).size, 'none twice').to.equal(names.length)
        expect(got?.headers.cookie?.replace(/\s/g, '')).to.equal('KEYCLOAK_SESSION=a;other=d')
        expect(JSON.stringify(got)).not.to.match(/evil\.example|10\.0\.0\.1/)
      })

      it(`what is ${way} keeps no header that the client names as of the connection`, async () => {
        const { host } = new URL(gate.doorUrl)
        const { pathname } = new URL(endpoint(gate.doorUrl, 'portal', name))
        const body = init.method === 'POST' ? tokenBody : ''
        const text = [
          `${init.method ?? 'GET'} ${pathname} HTTP/1.1`,
          `Host: ${host}`,
          'Connection: close, X-Forwarded-Host, X-Forwarded-For, X-Forwarded-Proto',
          'Proxy-Authorization: Basic eDp5',
          `Content-Type: ${form}`,
          `Content-Length: ${body.length}`,
        ]
        await sendRaw(gate.doorUrl, `${text.join('\r\n')}\r\n\r\n${body}`, 2_000)
        const [got] = gate.recorder.take()
        expect(got?.headers['x-forwarded-host']).to.equal(new URL(subject().doorUrl).host)
        expect(got?.headers.connection ?? '').not.to.match(/forwarded/i)
      })
    }

    const head = (...lines: readonly string[]): string =>
      [
        `POST ${new URL(endpoint(gate.doorUrl, 'portal', 'token')).pathname} HTTP/1.1`,
        'Host: x',
        `Content-Type: ${form}`,
        ...lines,
        '',
        '',
      ].join('\r\n')
    const hidden = 'POST /admin/realms/portal/users HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n'

    for (const [what, make] of [
      ['two lengths that differ', () => `${head('Content-Length: 3', 'Content-Length: 90')}a=b${hidden}`],
      ['a length twice', () => `${head('Content-Length: 3', 'Content-Length: 3')}a=b${hidden}`],
      ['a length of two numbers', () => `${head('Content-Length: 3, 3')}a=b${hidden}`],
      ['a length and chunks', () => `${head('Content-Length: 3', 'Transfer-Encoding: chunked')}0\r\n\r\n${hidden}`],
      ['chunks, misspelt', () => `${head('Transfer-Encoding: xchunked')}0\r\n\r\n${hidden}`],
      ['chunks twice', () => `${head('Transfer-Encoding: chunked', 'Transfer-Encoding: identity')}0\r\n\r\n${hidden}`],
      ['a blank before the colon', () => `${head('Content-Length : 3')}a=b${hidden}`],
      ['a negative length', () => `${head('Content-Length: -1')}${hidden}`],
      ['a line that goes on', () => `${head('X: a', ' Content-Length: 3')}a=b${hidden}`],
      ['a bare carriage return', () => `${head('X: a\rContent-Length: 3')}a=b${hidden}`],
      ['a zero in a header', () => `${head('X: a\u0000b', 'Content-Length: 3')}a=b${hidden}`],
    ] as const)
      it(`a request with ${what} does not carry another past the gate`, async () => {
        const statuses = statusesIn(await sendRaw(gate.doorUrl, make(), 500))
        expect(
          statuses.every((status) => status >= 400 && status < 500),
          statuses.join(),
        ).to.equal(true)
        expect(gate.recorder.take().filter(({ url }) => url.startsWith('/admin'))).to.deep.equal([])
      })

    it('a parameter twice, in the query or in another form reaches nobody', async () => {
      const url = endpoint(gate.doorUrl, 'portal', 'token')
      const cases: readonly (readonly [string, RequestInit])[] = [
        [url, { body: `${tokenBody}&grant_type=password`, headers: { 'content-type': form } }],
        [url, { body: `${tokenBody}&client_id=${otherClient}`, headers: { 'content-type': form } }],
        [url, { body: `${tokenBody}&a=1&a=2`, headers: { 'content-type': form } }],
        [url, { body: JSON.stringify({ client_id: otherClient }), headers: { 'content-type': 'application/json' } }],
        [url, { body: tokenBody, headers: { 'content-type': 'text/plain' } }],
        [url, { body: tokenBody, headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
        [`${url}?${tokenBody}`, { body: '', headers: { 'content-type': form } }],
        [url, { body: `${'x'.repeat(40_000)}=1&${tokenBody}`, headers: { 'content-type': form } }],
        [url, { body: 'a='.padEnd(70_000, 'x'), headers: { 'content-type': form } }],
        [url, { body: Array.from({ length: 60 }, (_, at) => `a${at}=1`).join('&'), headers: { 'content-type': form } }],
      ]
      for (const [at, init] of cases) {
        const answer = await fetch(at, { ...init, method: 'POST' })
        expect(answer.status, String(init.body).slice(0, 60)).to.be.oneOf([400, 413])
        expect(gate.recorder.take(), String(init.body).slice(0, 60)).to.deep.equal([])
      }
    })

    it('a grant that is none of the gate’s reaches nobody', async () => {
      for (const grant_type of [
        'password',
        'implicit',
        'urn:ietf:params:oauth:grant-type:token-exchange',
        'urn:ietf:params:oauth:grant-type:device_code',
        'urn:openid:params:grant-type:ciba',
        'urn:ietf:params:oauth:grant-type:uma-ticket',
        'urn:ietf:params:oauth:grant-type:jwt-bearer',
        'Authorization_Code',
        '',
      ]) {
        const body = new URLSearchParams({
          grant_type,
          client_id: 'demo-app',
          code: 'x',
          username: 'amy',
          password: 'demo',
        })
        const answer = await fetch(endpoint(gate.doorUrl, 'portal', 'token'), { method: 'POST', body })
        expect(answer.status, grant_type).to.equal(400)
        expect(((await answer.json()) as { error: string }).error).to.equal('unsupported_grant_type')
        expect(gate.recorder.take(), grant_type).to.deep.equal([])
      }
    })

    it('what is beside the body in the query does not go on', async () => {
      const url = `${endpoint(gate.doorUrl, 'portal', 'token')}?grant_type=password&scope=system/*.rs&client_id=other`
      await fetch(url, { method: 'POST', body: new URLSearchParams(tokenBody) })
      const [got] = gate.recorder.take()
      expect([got?.url, got?.body]).to.deep.equal(['/realms/portal/protocol/openid-connect/token', tokenBody])
    })

    it('a body that is packed is unpacked once, or refused', async () => {
      const headers = { 'content-type': form, 'content-encoding': 'gzip' }
      await fetch(endpoint(gate.doorUrl, 'portal', 'token'), { method: 'POST', headers, body: gzipSync(tokenBody) })
      for (const { body, headers: got } of gate.recorder.take()) {
        expect(body).to.equal(tokenBody)
        expect(got).not.to.have.property('content-encoding')
      }
      const bomb = gzipSync(Buffer.alloc(20_000_000, 'a'))
      const answer = await fetch(endpoint(gate.doorUrl, 'portal', 'token'), { method: 'POST', headers, body: bomb })
      expect(answer.status).to.be.oneOf([400, 413, 415])
      expect(gate.recorder.take()).to.deep.equal([])
    })

    it('what is too large is refused, and the gate goes on', async () => {
      const [huge] = statusesIn(
        await sendRaw(
          gate.doorUrl,
          `GET ${'/realms/portal/protocol/openid-connect/certs'} HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`,
          1_000,
        ),
      )
      expect(huge).to.equal(431)
      const form64 = { method: 'POST', body: 'a='.padEnd(70_000, 'x'), headers: { 'content-type': form } }
      expect((await fetch(endpoint(gate.doorUrl, 'portal', 'token'), form64)).status, 'before it is read').to.equal(413)
      const cookies = Array.from(
        { length: 400 },
        (_, at) => `portico_${String(at).padStart(12, 'x')}=${'y'.repeat(120)}`,
      )
      const [bombed] = statusesIn(
        await sendRaw(
          gate.doorUrl,
          `GET /realms/portal/gate/ask?i=xxxxxxxxxxxx HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: ${cookies.join('; ')}\r\n\r\n`,
          1_000,
        ),
      )
      expect(bombed).to.equal(400)
      const posted = await fetch(endpoint(gate.doorUrl, 'portal', 'auth/x'), {
        method: 'POST',
        body: 'x'.repeat(1_100_000),
      })
      expect(posted.status).to.equal(413)
      expect(gate.recorder.take()).to.deep.equal([])
      expect((await fetch(endpoint(gate.doorUrl, 'portal', 'certs'))).status).to.equal(200)
    })
  })

  describe('a request for a code', () => {
    it('with a host of its own choice leads to no other host', async () => {
      const { url } = newRequest(subject(), { scope: 'openid launch/patient patient/Patient.rs' })
      const text = await sendRaw(
        subject().doorUrl,
        `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`,
        2_000,
      )
      expect(statusesIn(text)).to.deep.equal([303])
      expect(text).not.to.include('evil.example')
      expect(/^location: (.*)$/im.exec(text)?.[1]?.startsWith(subject().doorUrl)).to.equal(true)
    })

    it('with zeros and odd bytes in its parameters is refused or harmless', async () => {
      for (const more of [
        { client_id: 'demo-app\u0000' },
        { scope: 'launch/patient\u0000 patient/*.rs' },
        { aud: '\u0000' },
        { login_hint: '\u0000\'"<' },
        { ui_locales: '../../x\u0000' },
        { max_age: '-1e9' },
        { prompt: 'none login consent x' },
      ]) {
        const step = await newBrowser(subject()).open(
          newRequest(subject(), { scope: 'openid patient/Patient.rs', more }).url,
        )
        if ('back' in step) expect(told(step.back).has('code')).to.equal(false)
        else expect(step.page.status, JSON.stringify(more)).to.be.below(500)
      }
    })
  })
}
