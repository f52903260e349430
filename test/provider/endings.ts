/** What has to be true of a provider when something ends: a token revoked, a consent withdrawn, a session logged out. */
import { expect } from 'chai'
import { confidentialClient, publicClient, redirectUri } from '../../scripts/demo/identity-provider/clients.ts'
import { createAppBrowser } from '../../scripts/demo/identity-provider/sign-in.ts'
import {
  answerOf,
  authorizationUrl,
  endpoint,
  introspect,
  postAs,
  refresh,
  signIn,
  type Desk,
  type Tokens,
} from './under-test.ts'

const ben = { client: publicClient, user: 'ben', scope: 'openid patient/Patient.rs' } as const
const offline = { ...ben, scope: `${ben.scope} offline_access` } as const

/** Whether the access token is good, and whether the refresh token is; the latter is used up. */
const isAlive = async (desk: Desk, client: string, tokens: Tokens): Promise<readonly boolean[]> => [
  (await introspect(desk, tokens.access_token))['active'] === true,
  (await refresh(desk, client, tokens.refresh_token)).status === 200,
]

const userinfoStatus = async (desk: Desk, token: string): Promise<number> =>
  (await fetch(endpoint(desk, 'userinfo'), { headers: { authorization: `Bearer ${token}` } })).status

const describeRevocation = (desk: () => Desk): void => {
  it('ends an access token alone: the refresh token lives on', async () => {
    const tokens = await signIn(desk(), offline)
    expect(await userinfoStatus(desk(), tokens.access_token)).to.equal(200)
    const { status } = await postAs(desk(), publicClient, 'revocation', { token: tokens.access_token })
    expect(status).to.equal(200)
    expect(await userinfoStatus(desk(), tokens.access_token)).to.equal(401)
    expect(await isAlive(desk(), publicClient, tokens)).to.deep.equal([false, true])
  })

  it('ends with a refresh token every grant of the app in the session, but none of another session', async () => {
    const browser = createAppBrowser()
    const one = await signIn(desk(), { ...ben, browser })
    const two = await signIn(desk(), { ...ben, browser })
    const elsewhere = await signIn(desk(), ben)
    expect((await postAs(desk(), publicClient, 'revocation', { token: one.refresh_token })).status).to.equal(200)
    expect(await isAlive(desk(), publicClient, one)).to.deep.equal([false, false])
    expect(await isAlive(desk(), publicClient, two)).to.deep.equal([false, false])
    expect(await isAlive(desk(), publicClient, elsewhere)).to.deep.equal([true, true])
  })

  it('lets no client revoke what another got', async () => {
    const tokens = await signIn(desk(), offline)
    for (const token of [tokens.refresh_token, tokens.access_token])
      expect((await postAs(desk(), confidentialClient, 'revocation', { token })).status).to.equal(400)
    expect(await isAlive(desk(), publicClient, tokens)).to.deep.equal([true, true])
  })

  it('has nothing to say to a token that is none', async () => {
    expect((await postAs(desk(), publicClient, 'revocation', { token: 'no.such.token' })).status).to.be.oneOf([
      200, 400,
    ])
  })
}

const describeWithdrawal = (desk: () => Desk): void => {
  it('ends at once, with the consent, all that the app has of the person, online and offline, in every session', async () => {
    const browser = createAppBrowser()
    const client = confidentialClient
    const online = await signIn(desk(), { ...ben, client, browser })
    const kept = await signIn(desk(), { ...offline, client, browser })
    const elsewhere = await signIn(desk(), { ...offline, client })
    const other = await signIn(desk(), { ...ben, browser })
    await desk().provider.withdrawConsent('portal', browser, client)
    for (const tokens of [online, kept, elsewhere])
      expect(await isAlive(desk(), client, tokens)).to.deep.equal([false, false])
    expect(await isAlive(desk(), publicClient, other)).to.deep.equal([true, true])
  })

  it('asks again after that', async () => {
    const browser = createAppBrowser()
    const client = confidentialClient
    await signIn(desk(), { ...ben, client, browser })
    await desk().provider.withdrawConsent('portal', browser, client)
    const step = await browser.open(await authorizationUrl(desk(), { client, scope: ben.scope }))
    expect('page' in step && step.page.html.querySelector('[name=accept]')).to.be.an('object')
  })
}

const logout = async (
  desk: Desk,
  browser: ReturnType<typeof createAppBrowser>,
  parameters: Readonly<Record<string, string>>,
) => {
  const url = new URL(endpoint(desk, 'end_session'))
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return browser.open(url)
}

const describeLogout = (desk: () => Desk): void => {
  it('ends the session and its online grants, not the offline ones, and sends the person back without a question', async () => {
    const browser = createAppBrowser()
    const online = await signIn(desk(), { ...ben, browser })
    const kept = await signIn(desk(), { ...offline, browser })
    const elsewhere = await signIn(desk(), ben)
    const back = { post_logout_redirect_uri: redirectUri, state: 'after' }
    const step = await logout(desk(), browser, { id_token_hint: online.id_token, ...back })
    expect('back' in step ? answerOf(step.back) : step.page.status).to.deep.equal({ state: 'after' })
    expect(await isAlive(desk(), publicClient, online)).to.deep.equal([false, false])
    expect((await refresh(desk(), publicClient, kept.refresh_token)).status).to.equal(200)
    expect(await isAlive(desk(), publicClient, elsewhere)).to.deep.equal([true, true])
    const silent = await authorizationUrl(desk(), { ...ben, parameters: { prompt: 'none' } })
    const next = await browser.open(silent)
    expect('back' in next ? answerOf(next.back) : {}).to.include({ error: 'login_required' })
  })

  it('sends nobody to an address that is not registered', async () => {
    const browser = createAppBrowser()
    const { id_token } = await signIn(desk(), { ...ben, browser })
    const elsewhere = { post_logout_redirect_uri: 'https://elsewhere.example.org/' }
    const step = await logout(desk(), browser, { id_token_hint: id_token, ...elsewhere })
    expect('page' in step && step.page.status).to.equal(400)
  })

  it('asks before it ends a session for who shows no ID token', async () => {
    const browser = createAppBrowser()
    const tokens = await signIn(desk(), { ...ben, browser })
    const step = await logout(desk(), browser, {})
    expect('page' in step && step.page.html.querySelector('form')).to.be.an('object')
    expect(await isAlive(desk(), publicClient, tokens)).to.deep.equal([true, true])
  })
}

export const describeEndings = (desk: () => Desk): void => {
  describe('revocation', () => describeRevocation(desk))
  describe('withdrawal of a consent', () => describeWithdrawal(desk))
  describe('logout', () => describeLogout(desk))
}
