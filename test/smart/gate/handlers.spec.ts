/** The gate against a provider that errs or lies: what was not asked for is not given out. */
import { expect } from 'chai'
import { answering, client, context, issuing, person, startFakeDoor, type FakeDoor } from './fake-door.ts'
import { toAnswer, type Answer } from './app.ts'

describe('the gate and a provider that errs', () => {
  let fake: FakeDoor
  beforeEach(async () => {
    fake = await startFakeDoor()
  })
  afterEach(() => fake.stop())

  const post = async (path: string, form: Readonly<Record<string, string>>, realm = 'portal'): Promise<Answer> => {
    const url = `${fake.url}/realms/${realm}/protocol/openid-connect/${path}`
    return toAnswer(await fetch(url, { method: 'POST', body: new URLSearchParams(form) }))
  }
  const redeem = (code = 'code-1', realm = 'portal'): Promise<Answer> =>
    post('token', { grant_type: 'authorization_code', code, client_id: 'app' }, realm)
  const refresh = (token = 'refresh-1'): Promise<Answer> =>
    post('token', { grant_type: 'refresh_token', refresh_token: token, client_id: 'app' })

  const expectNoGrant = ({ status, json, text }: Answer): void => {
    expect([status, json['error']], text).to.deep.equal([400, 'invalid_grant'])
    expect(json).not.to.have.property('access_token')
  }

  describe('at the token endpoint', () => {
    beforeEach(() => fake.door.store.addCode('code-1', context, 60))

    it('gives out what fits', async () => {
      const { status, json } = await redeem()
      expect([status, json['patient']]).to.deep.equal([200, 'p1'])
      expect((await fake.door.store.findByTokenId('jti-1'))?.context).to.deep.equal(context)
    })

    for (const [what, claims] of [
      ['another client', { azp: 'other' }],
      ['no client', { azp: undefined }],
      ['another person', { sub: 'sub-2' }],
      ['nobody', { sub: undefined }],
    ] as const)
      it(`gives out no token of ${what}, and the code is spent`, async () => {
        fake.answer = () => issuing(claims)
        expectNoGrant(await redeem())
        expect(await fake.door.store.findByTokenId('jti-1')).to.equal(undefined)
        fake.answer = () => issuing()
        expectNoGrant(await redeem())
      })

    it('asks the provider nothing about a code that it does not know, or of another realm', async () => {
      expectNoGrant(await redeem('unknown'))
      expectNoGrant(await redeem('code-1', 'other'))
      expect(fake.asked).to.deep.equal([])
    })

    it('gives a code that is redeemed twice at once to one alone', async () => {
      let n = 0
      fake.answer = async () => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        return issuing({ jti: `jti-${(n += 1)}` })
      }
      const answers = await Promise.all([redeem(), redeem(), redeem()])
      expect(answers.filter(({ status }) => status === 200).length).to.be.at.most(1)
      const found = await Promise.all([1, 2, 3].map((each) => fake.door.store.findByTokenId(`jti-${each}`)))
      expect(found.filter((each) => each !== undefined).length, 'a race ends the grant').to.equal(0)
    })

    it('leaves the code to its client when the provider refuses another', async () => {
      fake.answer = () => answering(401, { error: 'invalid_client' })
      expect((await redeem()).json['error']).to.equal('invalid_client')
      fake.answer = () => issuing()
      expect((await redeem()).status).to.equal(200)
    })

    it('gives out no token that could not be known again', async () => {
      for (const answer of [answering(200, { access_token: 'opaque' }), answering(200, {})]) {
        fake.answer = () => answer
        const { status, json } = await redeem()
        expect([status, json['error']]).to.deep.equal([503, 'temporarily_unavailable'])
        expect(json).not.to.have.any.keys('patient', 'access_token')
      }
    })

    it('names the scope that the token has, where the response says more', async () => {
      fake.answer = () => issuing({ scope: 'patient/*.rs' }, { scope: 'launch/patient patient/*.rs offline_access' })
      const { json } = await redeem()
      expect(json['scope']).to.equal('patient/*.rs')
      expect(json).not.to.have.property('patient')
    })

    it('answers 503 when the provider does not answer, without a word of why', async () => {
      fake.answer = () => Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3:8080'))
      const { status, json, text } = await redeem()
      expect([status, json['error']]).to.deep.equal([503, 'temporarily_unavailable'])
      expect(text).not.to.include('10.1.2.3')
      expect(fake.events.at(-1)).to.include({ fault: 'Error', status: 503 })
      expect(JSON.stringify(fake.events)).not.to.include('10.1.2.3')
    })
  })

  describe('of a backend client', () => {
    const ask = (): Promise<Answer> => post('token', { grant_type: 'client_credentials', client_id: 'app' })

    it('binds the grant to the groups of the registration', async () => {
      for (const [attributes, groups] of [
        [{ organizations: '1' }, undefined],
        [{ organizations: '1', groups: 'DIABREG' }, ['DIABREG']],
        [{ organizations: '1', groups: ' DIABREG,, PEDREG ' }, ['DIABREG', 'PEDREG']],
      ] as const) {
        fake.client = { ...client, attributes }
        expect((await ask()).status).to.equal(200)
        expect((await fake.door.store.findByTokenId('jti-1'))?.context.groups).to.deep.equal(groups)
        await fake.stop()
        fake = await startFakeDoor()
      }
    })

    it('gives no token where groups are named that would open nothing: none, or none that the mapping knows', async () => {
      for (const [groups, knowsGroups] of [
        ['', true],
        [' , ', true],
        ['DIABREG', false],
      ] as const) {
        Object.assign(fake, { knowsGroups })
        fake.client = { ...client, attributes: { organizations: '1', groups } }
        const { status, json, text } = await ask()
        expect([status, json['error']], text).to.deep.equal([400, 'unauthorized_client'])
        expect(text).to.include('portico.groups')
      }
    })
  })

  describe('at a refresh', () => {
    beforeEach(async () => {
      await fake.door.store.addCode('code-1', context, 60)
      fake.answer = () => issuing({}, { refresh_token: 'refresh-1', refresh_expires_in: 600 })
      await redeem()
      fake.answer = () => issuing({ jti: 'jti-2' }, { refresh_token: 'refresh-2', refresh_expires_in: 600 })
    })

    const expectEnded = async (): Promise<void> => {
      expectNoGrant(await refresh())
      expect(fake.asked, 'the provider was not asked').to.have.length(1)
      expect(await fake.door.store.findByTokenId('jti-1'), 'the access token has ended too').to.equal(undefined)
    }

    it('renews what is still open', async () => {
      const { status, json } = await refresh()
      expect([status, json['patient']]).to.deep.equal([200, 'p1'])
      fake.later = 11
      expectNoGrant(await refresh())
    })

    it('says to the provider which public client it is for, where the app does not', async () => {
      const sent = async (form: Readonly<Record<string, string>>): Promise<string | null> => {
        fake.later += 11
        await post('token', { grant_type: 'refresh_token', refresh_token: 'refresh-1', ...form })
        const { body } = fake.asked.at(-1)!
        return new URLSearchParams(String(body)).get('client_id')
      }
      fake.answer = () => answering(400, { error: 'invalid_grant' })
      expect(await sent({})).to.equal('app')
      expect(await sent({ client_id: 'app' })).to.equal('app')
      expect(await sent({ client_id: 'other' }), 'but never another than it says').to.equal('other')
      fake.client = { ...client, isPublic: false }
      expect(await sent({}), 'a client with a secret has to come with it').to.equal(null)
    })

    it('ends a grant whose chart is open no more', async () => {
      fake.opens = () => false
      await expectEnded()
    })

    it('ends a grant of an account that is no more, or is disabled', async () => {
      fake.person = undefined
      await expectEnded()
    })

    it('ends a grant of who left the organization', async () => {
      fake.person = { ...person, organizations: ['2'] }
      await expectEnded()
    })

    it('ends a grant of a client that was bound to other groups since, or to none', async () => {
      fake.client = { ...client, attributes: { groups: 'PEDREG' } }
      await expectEnded()
    })

    it('asks whether the chart is open within the groups of the grant', async () => {
      const bound = { ...context, groups: ['PEDREG'] }
      await fake.door.store.addCode('code-2', bound, 60)
      fake.answer = () => issuing({ jti: 'jti-3' }, { refresh_token: 'refresh-3', refresh_expires_in: 600 })
      expect((await redeem('code-2')).status).to.equal(200)
      fake.client = { ...client, attributes: { groups: 'PEDREG' } }
      fake.answer = () => issuing({ jti: 'jti-4' }, { refresh_token: 'refresh-4', refresh_expires_in: 600 })
      expect((await refresh('refresh-3')).status).to.equal(200)
      expect(fake.within.every((each) => each?.join() === 'PEDREG')).to.equal(true)
      expect((await fake.door.store.findByTokenId('jti-4'))?.context.groups).to.deep.equal(['PEDREG'])
    })

    it('gives out nothing of another client or person', async () => {
      fake.answer = () => issuing({ jti: 'jti-2', sub: 'sub-2' })
      expectNoGrant(await refresh())
      expect(await fake.door.store.findByTokenId('jti-2')).to.equal(undefined)
    })
  })

  describe('at the introspection', () => {
    it('says active: false of a token without a grant, whatever the provider says', async () => {
      fake.answer = () => answering(200, { active: true, jti: 'unknown', sub: 's', patient: 'p9' })
      expect((await post('token/introspect', { token: 'x' })).json).to.deep.equal({ active: false })
      fake.answer = () => answering(200, { active: true, sub: 's' })
      expect((await post('token/introspect', { token: 'x' })).json).to.deep.equal({ active: false })
      fake.answer = () => answering(200, { active: 'true', jti: 'unknown' })
      expect((await post('token/introspect', { token: 'x' })).json).to.deep.equal({ active: false })
    })

    it('tells the patient of the grant, not one that the provider names', async () => {
      await fake.door.store.addCode('code-1', context, 60)
      await redeem()
      fake.answer = () => answering(200, { active: true, jti: 'jti-1', patient: 'p9' })
      expect((await post('token/introspect', { token: 'x' })).json).to.deep.include({ active: true, patient: 'p1' })
    })

    it('asks for JSON, whatever the client would like', async () => {
      fake.answer = () => answering(200, { active: false })
      await fetch(`${fake.url}/realms/portal/protocol/openid-connect/token/introspect`, {
        method: 'POST',
        body: new URLSearchParams({ token: 'x' }),
        headers: { accept: 'application/token-introspection+jwt' },
      })
      expect(fake.asked.at(-1)?.headers['accept']).to.equal('application/json')
    })
  })

  describe('at a revocation', () => {
    beforeEach(async () => {
      await fake.door.store.addCode('code-1', context, 60)
      fake.answer = () => issuing({}, { refresh_token: 'refresh-1', refresh_expires_in: 600 })
      await redeem()
    })

    it('forgets what the provider took back, and keeps what it would not', async () => {
      fake.answer = () => answering(400, { error: 'invalid_token' })
      await post('revoke', { token: 'refresh-1' })
      expect(await fake.door.store.findByRefreshToken('refresh-1')).to.not.equal(undefined)
      fake.answer = () => answering(200, {})
      await post('revoke', { token: 'refresh-1' })
      expect(await fake.door.store.findByRefreshToken('refresh-1')).to.equal(undefined)
      expect(await fake.door.store.findByTokenId('jti-1')).to.equal(undefined)
    })
  })

  describe('on the provider’s pages', () => {
    it('follows no redirect with a state of another realm, and answers no header of the connection', async () => {
      fake.answer = () => ({
        status: 302,
        headers: {
          location: '/realms/portal/next',
          'set-cookie': ['a=b; Path=/'],
          connection: 'x',
          'proxy-authenticate': 'y',
        },
        body: Buffer.alloc(0),
      })
      const answer = await fetch(`${fake.url}/realms/portal/login-actions/x`, { redirect: 'manual' })
      expect([answer.status, answer.headers.get('location')]).to.deep.equal([302, '/realms/portal/next'])
      expect(answer.headers.getSetCookie()).to.deep.equal(['a=b; Path=/'])
      expect(answer.headers.get('proxy-authenticate')).to.equal(null)
    })
  })

  it('refuses an app to the app without the cookies of who is signed in', async () => {
    fake.client = client
    const query = new URLSearchParams({
      client_id: 'app',
      redirect_uri: 'https://app.example/cb',
      response_type: 'code',
      state: 's',
    })
    fake.answer = () => ({
      status: 302,
      headers: { location: 'https://app.example/cb?error=x' },
      body: Buffer.alloc(0),
    })
    await fetch(`${fake.url}/realms/portal/protocol/openid-connect/auth?${query.toString()}`, {
      redirect: 'manual',
      headers: { cookie: 'KEYCLOAK_IDENTITY=secret' },
    })
    const [sent] = fake.asked
    expect(sent?.headers).not.to.have.property('cookie')
    expect(new URLSearchParams(String(sent?.body)).get('scope')).to.equal('portico/refused')
    expect(String(sent?.body)).not.to.include('state=s&')
  })
})
