/** What has to be true of a provider's tokens: their shape, their renewal, and what introspection says of them. */
import { expect } from 'chai'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { confidentialClient, publicClient } from '../../scripts/demo/identity-provider/clients.ts'
import { createAppBrowser } from '../../scripts/demo/identity-provider/sign-in.ts'
import {
  answerOf,
  authorize,
  introspect,
  postAs,
  redeem,
  refresh,
  signIn,
  wordsOf,
  type Desk,
  type Json,
} from './under-test.ts'

const scope = 'openid fhirUser launch/patient patient/Patient.rs'
const amy = { client: publicClient, user: 'amy', scope } as const
const offline = { ...amy, scope: `${scope} offline_access` } as const

/** Keycloak counts in whole seconds: a token used twice within the second of its issue passes. */
const nextSecond = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_100))

const describeShape = (desk: () => Desk): void => {
  it('shapes access tokens as Keycloak does', async () => {
    const { access_token } = await signIn(desk(), amy)
    const { provider, realm } = desk()
    expect(decodeProtectedHeader(access_token)).to.include({ alg: 'RS256', typ: 'JWT' })
    const claims: Json = decodeJwt(access_token)
    expect(claims).to.include({ iss: provider.issuer(realm), typ: 'Bearer', azp: publicClient })
    const names = ['exp', 'iat', 'auth_time', 'jti', 'iss', 'aud', 'sub', 'typ', 'azp', 'sid', 'scope', 'fhirUser']
    expect(claims).to.have.all.keys(...names)
    expect(claims['aud']).to.have.members([`${provider.gatewayUrl}/api/patients/v1`, provider.gate.id])
    expect(wordsOf(claims['scope'])).to.deep.equal(wordsOf(scope))
  })

  it('gives an access token five minutes', async () => {
    const { exp = 0, iat = 0 } = decodeJwt((await signIn(desk(), amy)).access_token)
    expect(exp - iat).to.equal(300)
  })

  it('answers with the members that Keycloak has, and lets no cache keep them', async () => {
    const { headers, body } = await redeem(desk(), publicClient, await authorize(desk(), amy))
    const tokens = ['access_token', 'expires_in', 'refresh_token', 'refresh_expires_in', 'token_type', 'id_token']
    expect(body).to.have.all.keys(...tokens, 'not-before-policy', 'session_state', 'scope')
    expect(body).to.include({ expires_in: 300 })
    expect(String(body['token_type']).toLowerCase()).to.equal('bearer')
    expect(headers.get('cache-control')).to.contain('no-store')
    expect(headers.get('pragma')).to.equal('no-cache')
  })

  it('names the user by an absolute URL, in the ID token too, and only to an app that asks', async () => {
    const { access_token, id_token } = await signIn(desk(), amy)
    const fhirUser = `${desk().provider.gatewayUrl}/api/patients/v1/1/Patient/pat-1`
    expect(decodeJwt(access_token)).to.include({ fhirUser })
    expect(decodeJwt(id_token)).to.include({ fhirUser, aud: publicClient, azp: publicClient, typ: 'ID' })
    const other = await signIn(desk(), { ...amy, scope: 'openid patient/Patient.rs' })
    expect(decodeJwt(other.access_token)).to.not.have.property('fhirUser')
    expect(decodeJwt(other.id_token)).to.not.have.property('fhirUser')
  })

  it('gives an ID token to an app that asks for openid, and to no other', async () => {
    expect(decodeJwt((await signIn(desk(), amy)).id_token)).to.include.keys('sub', 'sid', 'auth_time')
    expect(await signIn(desk(), { ...amy, scope: 'patient/Patient.rs' })).to.not.have.property('id_token')
  })

  it('takes a code once, and ends what came of it when it comes again', async () => {
    const back = await authorize(desk(), amy)
    const first = await redeem(desk(), publicClient, back)
    const second = await redeem(desk(), publicClient, back)
    expect([second.status, second.body['error']]).to.deep.equal([400, 'invalid_grant'])
    expect(await introspect(desk(), String(first.body['access_token']))).to.deep.equal({ active: false })
  })

  it('takes a code from the client that it was made for, and from no other', async () => {
    const back = await authorize(desk(), amy)
    expect((await redeem(desk(), confidentialClient, back)).status).to.equal(400)
    const unknown = { grant_type: 'authorization_code', client_id: 'nobody', ...answerOf(back) }
    expect((await postAs(desk(), 'nobody', 'token', unknown)).status).to.be.oneOf([400, 401])
  })
}

const describeRenewal = (desk: () => Desk): void => {
  it('renews a session-bound grant as well as an offline one', async () => {
    for (const visit of [amy, offline]) {
      const { refresh_token } = await signIn(desk(), visit)
      const { status, body } = await refresh(desk(), publicClient, refresh_token)
      expect(status).to.equal(200)
      expect(body['refresh_token']).to.be.a('string').and.not.equal(refresh_token)
      expect(wordsOf(body['scope'])).to.deep.equal(wordsOf(visit.scope))
    }
  })

  it('names the end of a session-bound grant, and none of an offline one, which every renewal puts off', async () => {
    const seconds = async (visit: typeof amy | typeof offline): Promise<number> => {
      const { body } = await redeem(desk(), publicClient, await authorize(desk(), visit))
      return Number(body['refresh_expires_in'])
    }
    expect(await seconds(offline)).to.equal(0)
    expect(await seconds(amy)).to.be.within(60, 86_400)
  })

  it('narrows an access token to the scope that a renewal names, and only that one', async () => {
    const { refresh_token } = await signIn(desk(), offline)
    const narrow = await refresh(desk(), publicClient, refresh_token, { scope: 'openid patient/Patient.rs' })
    const { scope: narrowed } = decodeJwt(String(narrow.body['access_token']))
    expect(wordsOf(narrowed)).to.include('patient/Patient.rs').and.to.not.include('launch/patient')
    const wide = await refresh(desk(), publicClient, String(narrow.body['refresh_token']))
    expect(wordsOf(decodeJwt(String(wide.body['access_token']))['scope'])).to.deep.equal(wordsOf(offline.scope))
  })

  it('gives nothing for a scope that was not granted, or for what is no refresh token', async () => {
    const { refresh_token } = await signIn(desk(), offline)
    const wider = await refresh(desk(), publicClient, refresh_token, { scope: 'openid patient/Nothing.rs' })
    expect([wider.status, wider.body['error']]).to.deep.equal([400, 'invalid_scope'])
    expect((await refresh(desk(), publicClient, 'f1a4c8b2-no-token')).status).to.equal(400)
  })

  it('ends every grant of the app in the session when a refresh token is used twice, but none of another session', async () => {
    const browser = createAppBrowser()
    const one = await signIn(desk(), { ...amy, browser })
    const two = await signIn(desk(), { ...amy, browser })
    const elsewhere = await signIn(desk(), amy)
    await nextSecond()
    const renewed = await refresh(desk(), publicClient, one.refresh_token)
    await nextSecond()
    expect((await refresh(desk(), publicClient, one.refresh_token)).status).to.equal(400)
    expect((await refresh(desk(), publicClient, String(renewed.body['refresh_token']))).status).to.equal(400)
    expect(await introspect(desk(), String(renewed.body['access_token']))).to.deep.equal({ active: false })
    expect(await introspect(desk(), two.access_token)).to.deep.equal({ active: false })
    expect((await refresh(desk(), publicClient, two.refresh_token)).status).to.equal(400)
    expect(await introspect(desk(), elsewhere.access_token)).to.include({ active: true })
  })
}

const describeIntrospection = (desk: () => Desk): void => {
  it('tells the front door what is in a token', async () => {
    const { access_token } = await signIn(desk(), amy)
    const claims: Json = decodeJwt(access_token)
    const answer = await introspect(desk(), access_token)
    const { exp, iat, iss, sub, azp, jti, sid, fhirUser, scope: granted } = claims
    expect(answer).to.include({ exp, iat, iss, sub, azp, jti, sid, fhirUser, scope: granted })
    expect(answer).to.include({ active: true, client_id: publicClient, username: 'amy', typ: 'Bearer' })
    expect(answer).to.include({ token_type: 'Bearer' })
    expect(answer['aud']).to.have.members(claims['aud'] as string[])
  })

  it('says nothing but active: false of what is no access token', async () => {
    const { refresh_token, id_token, access_token } = await signIn(desk(), amy)
    const edited = `${access_token.slice(0, -8)}AAAAAAAA`
    for (const token of ['invalid_token_value', refresh_token, id_token, edited])
      expect(await introspect(desk(), token)).to.deep.equal({ active: false })
  })

  it('says nothing to a client that the token does not name as its audience, though the client got it itself', async () => {
    const { access_token } = await signIn(desk(), { ...amy, client: confidentialClient })
    const { body } = await postAs(desk(), confidentialClient, 'introspection', { token: access_token })
    expect(body).to.deep.equal({ active: false })
  })

  it('says nothing to public clients and strangers', async () => {
    const { access_token: token } = await signIn(desk(), amy)
    for (const client of [publicClient, 'nobody'])
      expect((await postAs(desk(), client, 'introspection', { token })).status, client).to.be.oneOf([400, 401, 403])
  })
}

export const describeTokens = (desk: () => Desk): void => {
  describe('tokens', () => {
    describeShape(desk)
    describeRenewal(desk)
  })
  describe('introspection', () => describeIntrospection(desk))
}
