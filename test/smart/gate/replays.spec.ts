/** Codes and refresh tokens that come a second time: the grant ends here and at the provider, but for who lost an answer. */
import { expect } from 'chai'
import { answering, client, context, issuing, startFakeDoor, type FakeDoor } from './fake-door.ts'
import { toAnswer, type Answer } from './app.ts'

type Form = Readonly<Record<string, string>>

const basic = (id: string): Form => ({ authorization: `Basic ${Buffer.from(`${id}:s`).toString('base64')}` })

describe('the gate and what was used before', () => {
  let fake: FakeDoor
  /** Of the provider. */
  let revoked: URLSearchParams[] = []
  let given = 0

  /** A provider that gives the next tokens each time, and keeps account of what it is told to revoke. */
  const answers = (path: string, body: string) => {
    if (path.endsWith('/revoke')) {
      revoked.push(new URLSearchParams(body))
      return answering(200, {})
    }
    if (path.endsWith('/introspect')) return answering(200, { active: true })
    given += 1
    return issuing({ jti: `jti-${given}` }, { refresh_token: `refresh-${given}`, refresh_expires_in: 86_400 })
  }

  beforeEach(async () => {
    fake = await startFakeDoor()
    revoked = []
    given = 0
    fake.answer = ({ path, body }) => answers(path, String(body))
    await fake.door.store.addCode('code-1', context, 60)
  })
  afterEach(() => fake.stop())

  const post = async (form: Form, headers: Form = {}): Promise<Answer> => {
    const url = `${fake.url}/realms/portal/protocol/openid-connect/token`
    return toAnswer(await fetch(url, { method: 'POST', body: new URLSearchParams(form), headers }))
  }
  const asApp = { client_id: 'app' }
  const redeem = (more: Form = asApp, headers: Form = {}): Promise<Answer> =>
    post({ grant_type: 'authorization_code', code: 'code-1', ...more }, headers)
  const refresh = (n: number, more: Form = asApp, headers: Form = {}): Promise<Answer> =>
    post({ grant_type: 'refresh_token', refresh_token: `refresh-${n}`, ...more }, headers)

  const isOpen = async (jti: string): Promise<boolean> => (await fake.door.store.findByTokenId(jti)) !== undefined

  const expectNoGrant = ({ status, json, text }: Answer): void => {
    expect([status, json['error']], text).to.deep.equal([400, 'invalid_grant'])
    expect(json).not.to.have.property('access_token')
  }

  const expectEnded = async (token: string): Promise<void> => {
    for (let n = 1; n <= given; n += 1) expect(await isOpen(`jti-${n}`), `jti-${n}`).to.equal(false)
    expect(revoked.map((each) => [each.get('client_id'), each.get('token')])).to.deep.equal([['app', token]])
    expectNoGrant(await refresh(given))
  }

  it('ends the grant of a refresh token that was used before the last one', async () => {
    await redeem()
    await refresh(1)
    await refresh(2)
    expectNoGrant(await refresh(1))
    await expectEnded('refresh-1')
    expect(fake.events.find(({ replay }) => replay !== undefined)?.replay).to.deep.equal({
      of: 'refresh',
      client: 'app',
      endedAtProvider: true,
    })
  })

  it('ends the grant of the last one, once the moment of grace is over, however long the grant lives', async () => {
    await redeem()
    await refresh(1)
    fake.later = 10
    expectNoGrant(await refresh(1))
    await expectEnded('refresh-1')
  })

  for (const seconds of [0, 30, 80_000])
    it(`ends the grant of a code that comes again after ${seconds} seconds`, async () => {
      await redeem()
      await refresh(1)
      fake.later = seconds
      expectNoGrant(await redeem())
      await expectEnded('refresh-1')
    })

  it('shows the provider a code that comes again where it gave no refresh token', async () => {
    fake.answer = () => issuing({ jti: 'jti-1' })
    await redeem()
    fake.answer = () => answering(400, { error: 'invalid_grant' })
    const before = fake.asked.length
    expectNoGrant(await redeem())
    expect(fake.asked.slice(before).map(({ path }) => path)).to.deep.equal([
      '/realms/portal/protocol/openid-connect/token',
    ])
    expect(await isOpen('jti-1')).to.equal(false)
  })

  it('ends the grant here though the provider does not answer, and says so to the operator', async () => {
    await redeem()
    await refresh(1)
    await refresh(2)
    fake.answer = () => Promise.reject(new Error('gone'))
    expectNoGrant(await refresh(1))
    expect(await isOpen('jti-3')).to.equal(false)
    expect(fake.events.find(({ replay }) => replay !== undefined)?.replay?.endedAtProvider).to.equal(false)
  })

  it('answers the last one again, for whom the answer was lost, and goes on from there', async () => {
    await redeem()
    const first = await refresh(1)
    fake.later = 5
    const second = await refresh(1)
    expect([second.status, second.json]).to.deep.equal([200, first.json])
    expect(second.headers.get('cache-control')).to.equal('no-store')
    expect(given, 'the provider was asked once').to.equal(2)
    expect((await refresh(2)).json['refresh_token']).to.equal('refresh-3')
    expect(revoked).to.deep.equal([])
  })

  it('gives two tabs that refresh at once the same tokens', async () => {
    await redeem()
    const { answer } = fake
    fake.answer = async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 150))
      return answer(request)
    }
    const tabs = await Promise.all([refresh(1), refresh(1), refresh(1)])
    for (const { status, json } of tabs) expect([status, json['refresh_token']]).to.deep.equal([200, 'refresh-2'])
    expect(given).to.equal(2)
    expect((await refresh(2)).status).to.equal(200)
  })

  it('lets the next tab try where the provider gave the first one nothing', async () => {
    await redeem()
    const { answer } = fake
    let failures = 1
    fake.answer = async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      if (failures-- > 0) throw new Error('gone')
      return answer(request)
    }
    const statuses = (await Promise.all([refresh(1), refresh(1)])).map(({ status }) => status)
    expect(statuses.sort()).to.deep.equal([200, 503])
  })

  it('does not answer again with more or less than was asked, and ends nothing for it', async () => {
    await redeem()
    await refresh(1)
    expectNoGrant(await refresh(1, { ...asApp, scope: 'launch/patient' }))
    expect((await refresh(2)).status).to.equal(200)
  })

  it('gives no grace to another client, or to who cannot prove to be the client', async () => {
    for (const [own, other, more] of [
      [{ ...client, isPublic: true }, {}, { client_id: 'other' }],
      [{ ...client, isPublic: true }, basic('other'), {}],
      [{ ...client, isPublic: false }, {}, {}],
      [{ ...client, isPublic: false }, {}, asApp],
    ] as const) {
      await fake.stop()
      fake = await startFakeDoor()
      ;[given, revoked] = [0, []]
      fake.client = own
      fake.answer = ({ path, headers, body }) =>
        !own.isPublic && headers['authorization'] === undefined
          ? answering(401, { error: 'invalid_client' })
          : answers(path, String(body))
      await fake.door.store.addCode('code-1', context, 60)
      const proof = own.isPublic ? {} : basic('app')
      await redeem(own.isPublic ? asApp : {}, proof)
      expect((await refresh(1, own.isPublic ? asApp : {}, proof)).status).to.equal(200)
      expectNoGrant(await refresh(1, more, other))
      expect(await isOpen('jti-2'), 'somebody has what is the client’s').to.equal(false)
      expect(revoked.length, 'at the provider where that needs no proof').to.equal(own.isPublic ? 1 : 0)
    }
  })

  it('asks the provider whether a client that has a secret is itself, before it answers again', async () => {
    fake.client = { ...client, isPublic: false }
    await redeem({}, basic('app'))
    const first = await refresh(1, {}, basic('app'))
    const second = await refresh(1, {}, basic('app'))
    expect(second.json).to.deep.equal(first.json)
    const asked = fake.asked.at(-1)
    expect(asked?.path).to.match(/introspect$/)
    expect(asked?.headers['authorization']).to.equal(basic('app')['authorization'])
  })

  const unwell = {
    'no answer': () => Promise.reject(new Error('gone')),
    ...Object.fromEntries([404, 429, 500, 502, 503, 504].map((status) => [status, () => answering(status, {})])),
  }
  for (const [what, answer] of Object.entries(unwell))
    it(`ends nothing while the provider cannot say who the client is: ${what}`, async () => {
      fake.client = { ...client, isPublic: false }
      await redeem({}, basic('app'))
      const first = await refresh(1, {}, basic('app'))
      const { answer: well } = fake
      fake.answer = answer
      const { status, json } = await refresh(1, {}, basic('app'))
      expect([status, json['error']]).to.deep.equal([503, 'temporarily_unavailable'])
      expect(await isOpen('jti-2')).to.equal(true)
      expect(fake.events.some(({ replay }) => replay !== undefined)).to.equal(false)
      fake.answer = well
      expect((await refresh(1, {}, basic('app'))).json, 'and answers again once it can').to.deep.equal(first.json)
    })

  it('ends at the provider with the credentials that came', async () => {
    fake.client = { ...client, isPublic: false }
    await redeem({}, basic('app'))
    const secret = { client_id: 'app', client_secret: 's' }
    await refresh(1, secret)
    await refresh(2, secret)
    expectNoGrant(await refresh(1, secret))
    expect(revoked.map((each) => Object.fromEntries(each))).to.deep.equal([
      { ...secret, token: 'refresh-1', token_type_hint: 'refresh_token' },
    ])
  })

  it('ends what the provider gave to one who was beaten to it', async () => {
    const { answer } = fake
    fake.answer = async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      return answer(request)
    }
    const answers = await Promise.all([redeem(), redeem()])
    for (const each of answers) expectNoGrant(each)
    expect(revoked.map((each) => each.get('token'))).to.deep.equal(['refresh-1'])
  })
})
