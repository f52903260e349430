/** Addresses that an app never registered: nobody is sent there, with a code or without. https://www.rfc-editor.org/rfc/rfc9700#section-4.1 */
import { expect } from 'chai'
import { endpoint, newRequest, redeem, type Subject } from '../../smart/gate/app.ts'
import { nativeApp, nativeUri, otherApp, otherUri, queryApp, queryUri } from '../../smart/gate/clients.ts'
import { authorize, codeIn, newBrowser } from '../../smart/gate/walk.ts'

const scope = 'launch/patient openid patient/Patient.rs'

/** The demo's app is registered for `http://localhost/*` and `http://127.0.0.1/*`. */
const hostile: readonly string[] = [
  'https://evil.example/callback',
  'http://localhost.evil.example/callback',
  'http://localhost@evil.example/callback',
  'http://localhost:80@evil.example/callback',
  'http://localhost:pass@localhost/callback',
  'http://evil.example/http://localhost/callback',
  'http://evil.example#http://localhost/callback',
  'http://evil.example?http://localhost/callback',
  'http://localhost/callback#fragment',
  'http://localhost/callback#',
  'http://evil.example\\@localhost/callback',
  'http://localhost\\@evil.example/callback',
  'http://localhost\\.evil.example/callback',
  'http:\\\\evil.example/callback',
  'http://localhost%2eevil.example/callback',
  'http://localhost%00.evil.example/callback',
  'http://lоcalhost/callback',
  'http://localhost。evil.example/callback',
  'javascript:alert(1)//http://localhost/callback',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:http://localhost/callback',
  'file:///etc/passwd',
  'about:blank',
  '//evil.example/callback',
  '/callback',
  'callback',
  '',
  'https://localhost/callback',
  'http://127.0.0.2/callback',
  'http://127.0.0.1.evil.example/callback',
  'http://[::1]/callback',
  'http://0.0.0.0/callback',
  'http://169.254.169.254/latest/meta-data',
  'http://localhost./callback',
  'http://localhost/call\r\nSet-Cookie: a=b',
  'http://localhost/call\u0000back',
  'http://localhost /callback',
  '\thttp://localhost/callback',
  'http://localhost/app/../callback',
  'http://localhost/app/%2e%2E/callback',
  'http://localhost/./callback',
  'http://localhost/..',
]

const ofOthers: Readonly<Record<string, readonly string[]>> = {
  [queryApp]: [
    'https://app.example/cb',
    'https://app.example/cb?tenant=8&place=a%20b',
    `${queryUri}&next=https://evil.example`,
    `${queryUri}#`,
    queryUri.replace('https:', 'http:'),
    queryUri.replace('app.example', 'app.example:444'),
    queryUri.replace('app.example', 'app.example.evil.example'),
    queryUri.replace('/cb', '/cb/../evil'),
    queryUri.replace('/cb', '/CB'),
  ],
  [nativeApp]: [
    'com.example.app://callback',
    'com.example.app:/callback/x',
    'com.example.apps:/callback',
    'com.example.app:callback',
  ],
  [otherApp]: ['http://localhost/callback', 'https://other.example/cb/', 'https://other.example:443/cbx'],
}

export const redirectAttacks = (subject: Subject): void => {
  describe('an address that is not registered', () => {
    const expectRefused = async (client: string | undefined, redirectUri: string, more = {}): Promise<void> => {
      const asked = { ...(client !== undefined && { client }), redirectUri, scope, more }
      const { url, parameters } = newRequest(subject(), asked)
      const at = url.origin + url.pathname
      for (const init of [
        { method: 'GET', url: url.href },
        { method: 'POST', url: at, body: parameters },
      ]) {
        const answer = await fetch(init.url, { ...init, redirect: 'manual' })
        const page = await answer.text()
        expect(answer.headers.get('location'), `${init.method} ${redirectUri}`).to.equal(null)
        expect(answer.status, `${init.method} ${redirectUri}`).to.equal(400)
        expect(answer.headers.get('set-cookie'), 'nothing has begun').to.equal(null)
        expect(page).not.to.match(/<a [^>]*evil|http-equiv/i)
      }
    }

    for (const redirectUri of hostile)
      it(`is not gone to: ${JSON.stringify(redirectUri).slice(0, 70)}`, () => expectRefused(undefined, redirectUri))

    for (const [client, uris] of Object.entries(ofOthers))
      it(`of ${client} is not gone to, however alike`, async () => {
        for (const redirectUri of uris) await expectRefused(client, redirectUri)
      })

    it('is not gone to with an error either', async () => {
      const evil = 'https://evil.example/callback'
      for (const more of [
        { prompt: 'none' },
        { response_type: 'token' },
        { aud: 'https://elsewhere.example' },
        { scope: 'nonsense' },
        { request: 'x' },
        { code_challenge: undefined },
      ])
        await expectRefused(undefined, evil, more)
    })

    it('is asked of nobody where the request names none, or no client', async () => {
      for (const more of [{ redirect_uri: undefined }, { client_id: undefined }, { client_id: 'nobody' }]) {
        const answer = await fetch(newRequest(subject(), { scope, more }).url, { redirect: 'manual' })
        expect([answer.status, answer.headers.get('location')]).to.deep.equal([400, null])
      }
    })

    it('is not gone to after a logout', async () => {
      const door = subject()
      const request = newRequest(door, { scope })
      const browser = newBrowser(door)
      const { json } = await redeem(door.doorUrl, request, codeIn(await authorize(browser, request, { name: 'amy' })))
      for (const uri of ['https://evil.example/', 'http://localhost@evil.example/', 'javascript:alert(1)']) {
        const query = new URLSearchParams({ id_token_hint: String(json['id_token']), post_logout_redirect_uri: uri })
        const answer = await fetch(`${endpoint(door.doorUrl, 'portal', 'logout')}?${query.toString()}`, {
          redirect: 'manual',
        })
        expect(answer.headers.get('location') ?? '', uri).not.to.include('evil')
        expect(answer.status, uri).to.be.within(200, 499)
      }
    })

    it('does not get a code that was asked for a registered one', async () => {
      const door = subject()
      const request = newRequest(door, { scope })
      const code = codeIn(await authorize(newBrowser(door), request, { name: 'amy' }))
      for (const redirectUri of ['https://evil.example/callback', 'http://localhost/other', nativeUri, otherUri]) {
        const { status, json } = await redeem(door.doorUrl, { ...request, redirectUri }, code)
        expect([status, json['error']], redirectUri).to.deep.equal([400, 'invalid_grant'])
      }
    })
  })
}
