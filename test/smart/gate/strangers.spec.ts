/** The gate and requests that no app would send: they are refused for what they are. */
import { expect } from 'chai'
import { ProviderFault } from '../../../src/auth/provider-fault.ts'
import type { Door } from '../../../src/smart/gate/door.ts'
import { oddTokens } from '../../auth/odd-tokens.ts'
import { toAnswer, type Answer } from './app.ts'
import { answering, issuing, startFakeDoor, type FakeDoor } from './fake-door.ts'

describe('the gate and strangers', () => {
  let fake: FakeDoor
  beforeEach(async () => {
    fake = await startFakeDoor()
  })
  afterEach(() => fake.stop())

  const post = async (path: string, form: Readonly<Record<string, string>>): Promise<Answer> => {
    const url = `${fake.url}/realms/portal/protocol/openid-connect/${path}`
    return toAnswer(await fetch(url, { method: 'POST', body: new URLSearchParams(form) }))
  }

  it('takes a token or an assertion of any shape for what it is, and never errs', async function () {
    this.timeout(60_000)
    fake.answer = ({ path }) =>
      path.endsWith('/revoke') ? answering(200, {}) : answering(400, { error: 'invalid_grant' })
    const all = oddTokens()
    for (const token of all.filter((_, index) => index % 7 === 0 || index < 40)) {
      const proof = { client_assertion: token, client_assertion_type: 'x' }
      const answers = await Promise.all([
        post('token', { grant_type: 'client_credentials', ...proof }),
        post('token', { grant_type: 'refresh_token', refresh_token: token, ...proof }),
        post('revoke', { token }),
      ])
      expect(
        answers.map(({ status }) => status),
        token,
      ).to.deep.equal([400, 400, 200])
    }
    for (const token of all.slice(0, 40)) {
      fake.answer = () => answering(200, { access_token: token, token_type: 'Bearer' })
      const { status, json } = await post('token', { grant_type: 'client_credentials', client_id: 'app' })
      expect(status, token).to.be.oneOf([400, 503])
      expect(json).not.to.have.property('access_token')
    }
  })

  it('gives its own client no tokens, however it names itself', async () => {
    const basic = (id: string) => ({ authorization: `Basic ${Buffer.from(`${id}:s`).toString('base64')}` })
    const url = `${fake.url}/realms/portal/protocol/openid-connect/token`
    const assertion = issuing({ sub: 'portico-gate' }).body.toString()
    const { access_token: client_assertion } = JSON.parse(assertion) as { access_token: string }
    for (const [form, headers] of [
      [{}, basic('portico-gate')],
      [{ client_id: 'app' }, basic('portico-gate')],
      [{ client_id: 'portico-gate', client_secret: 's' }, {}],
      [{ client_id: 'portico-gate' }, basic('app')],
      [{ client_assertion }, {}],
    ] as const)
      for (const grant_type of ['client_credentials', 'password', 'authorization_code', 'refresh_token', 'urn:any']) {
        const body = new URLSearchParams({ grant_type, code: 'x', refresh_token: 'x', ...form })
        const { status, json } = await toAnswer(await fetch(url, { method: 'POST', body, headers }))
        expect([status, json['error']]).to.deep.equal([401, 'invalid_client'])
      }
    expect(fake.asked).to.deep.equal([])
  })

  it('keeps a few sign-ins of a browser, and the oldest goes', async () => {
    const jar = new Map<string, string>()
    for (let n = 0; n < 12; n += 1) {
      const query = new URLSearchParams({
        client_id: 'app',
        redirect_uri: 'https://app.example/cb',
        response_type: 'code',
        state: `s${n}`,
        scope: 'patient/*.rs',
        aud: 'http://fhir.example/1',
        code_challenge: 'x'.repeat(43),
        code_challenge_method: 'S256',
      })
      // As browsers send them: those of the gate's own pages do not come here.
      const sent = [...jar].filter(([name]) => name === 'portico_open').map((pair) => pair.join('='))
      const answer = await fetch(`${fake.url}/realms/portal/protocol/openid-connect/auth?${query.toString()}`, {
        redirect: 'manual',
        headers: { cookie: sent.join('; ') },
      })
      expect(answer.status).to.equal(303)
      for (const text of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
        if (/Max-Age=0/.test(text)) jar.delete(name)
        else jar.set(name, value)
      }
      expect([...jar.keys()].filter((name) => name !== 'portico_open').length).to.equal(Math.min(n + 1, 5))
    }
    const open = jar.get('portico_open')?.split('.') ?? []
    expect([...jar.keys()].filter((name) => name !== 'portico_open')).to.deep.equal(open.map((id) => `portico_${id}`))
  })

  for (const status of [400, 401, 403, 404, 500])
    it(`are not told that they erred where the provider answers the gate itself with ${status}`, async () => {
      const refused = Object.assign(new ProviderFault('the gate is refused', undefined), { status })
      const door = fake.door as { directory: Door['directory'] }
      door.directory = { client: () => Promise.reject(refused), person: () => Promise.reject(refused) }
      const query = 'client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&response_type=code'
      const page = await fetch(`${fake.url}/realms/portal/protocol/openid-connect/auth?${query}`)
      const html = await page.text()
      expect(page.status).to.equal(503)
      expect(html).to.include('Not available right now').and.not.include('The app made a mistake')
      const app = await post('token', { grant_type: 'client_credentials', client_id: 'app', scope: 'x' })
      expect([app.status, app.json['error']]).to.deep.equal([503, 'temporarily_unavailable'])
      expect(app.text).not.to.include('refused')
      for (const { fault, cause } of fake.events.slice(-2))
        expect([fault, cause]).to.deep.equal(['ProviderFault', 'the gate is refused'])
    })

  for (const status of [404, 500, 502, 503])
    it(`are not told the provider's own ${status}`, async () => {
      fake.answer = () => answering(status, { error: 'Realm does not exist' })
      for (const [path, form] of [
        ['token', { grant_type: 'client_credentials', client_id: 'app' }],
        ['token/introspect', { token: 'x' }],
        ['revoke', { token: 'x' }],
      ] as const) {
        const answer = await post(path, form)
        expect([answer.status, answer.json['error']], path).to.deep.equal([503, 'temporarily_unavailable'])
        expect(fake.events.at(-1)?.cause).to.include(String(status)).and.include('frontDoor.provider')
      }
    })
})
