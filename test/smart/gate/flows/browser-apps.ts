/** Apps that run in a browser: what they may read from another origin. https://fetch.spec.whatwg.org/#http-cors-protocol */
import { expect } from 'chai'
import { endpoint, newRequest, postForm, read, redeem, type Subject } from '../app.ts'
import { asPublic } from '../clients.ts'
import { authorize, codeIn, newBrowser } from '../walk.ts'

const origin = 'http://inferno.example'
const foreign = 'https://foreign.example'
const scope = 'launch/patient openid fhirUser patient/*.rs offline_access'

export const browserAppFlows = (subject: Subject): void => {
  const preflight = (url: string, method: string, headers: string, from = origin): Promise<Response> =>
    fetch(url, {
      method: 'OPTIONS',
      headers: { origin: from, 'access-control-request-method': method, 'access-control-request-headers': headers },
    })
  const allowed = ({ headers }: { readonly headers: Headers }): string | null =>
    headers.get('access-control-allow-origin')

  describe('an app in a browser', () => {
    for (const name of ['token', 'revoke', 'userinfo'])
      it(`may ask before it calls ${name}`, async () => {
        const method = name === 'userinfo' ? 'GET' : 'POST'
        const answer = await preflight(
          endpoint(subject().doorUrl, 'portal', name),
          method,
          'authorization,content-type',
        )
        expect(answer.status).to.be.oneOf([200, 204])
        expect(allowed(answer)).to.be.oneOf([origin, '*'])
        expect(answer.headers.get('access-control-allow-methods')).to.include(method)
      })

    it('reads its tokens, their refresh and the person', async () => {
      const door = subject()
      const request = newRequest(door, { scope })
      const code = codeIn(await authorize(newBrowser(door), request, { name: 'amy' }))
      const credentials = { ...asPublic(), headers: { origin } }
      const answer = await redeem(door.doorUrl, request, code, credentials)
      expect([answer.status, allowed(answer)]).to.deep.equal([200, origin])
      const userinfo = await fetch(endpoint(door.doorUrl, 'portal', 'userinfo'), {
        headers: { origin, authorization: `Bearer ${String(answer.json['access_token'])}` },
      })
      expect([userinfo.status, allowed(userinfo)]).to.deep.equal([200, origin])
      const revoked = await fetch(endpoint(door.doorUrl, 'portal', 'revoke'), {
        method: 'POST',
        body: new URLSearchParams({ client_id: 'demo-app', token: String(answer.json['refresh_token']) }),
        headers: { origin },
      })
      expect([revoked.status, allowed(revoked)]).to.deep.equal([200, origin])
    })

    it('refreshes with what SMART names, which is no client_id, again and again', async () => {
      const door = subject()
      const request = newRequest(door, { scope })
      const code = codeIn(await authorize(newBrowser(door), request, { name: 'amy' }))
      let { json } = await redeem(door.doorUrl, request, code)
      for (const n of [1, 2]) {
        await new Promise((resolve) => setTimeout(resolve, 1_100))
        const form = { grant_type: 'refresh_token', refresh_token: String(json['refresh_token']) }
        const answer = await postForm(endpoint(door.doorUrl, 'portal', 'token'), form, { origin })
        expect([answer.status, answer.json['patient'], allowed(answer)], String(n)).to.deep.equal([
          200,
          'pat-1',
          origin,
        ])
        json = answer.json
      }
      const again = await postForm(
        endpoint(door.doorUrl, 'portal', 'token'),
        { grant_type: 'refresh_token', refresh_token: String(json['refresh_token']), scope: 'launch/patient' },
        { origin },
      )
      expect(again.status).to.equal(200)
    })

    it('of another origin does not read tokens', async () => {
      const door = subject()
      const request = newRequest(door, { scope })
      const code = codeIn(await authorize(newBrowser(door), request, { name: 'amy' }))
      const answer = await redeem(door.doorUrl, request, code, { ...asPublic(), headers: { origin: foreign } })
      expect(allowed(answer)).to.equal(null)
    })

    it('reads why it was refused, whoever refused', async () => {
      const door = subject()
      const post = (name: string, form: Readonly<Record<string, string>>): Promise<Response> =>
        fetch(endpoint(door.doorUrl, 'portal', name), {
          method: 'POST',
          body: new URLSearchParams(form),
          headers: { origin },
        })
      const refused = [
        await post('token', { grant_type: 'authorization_code', code: 'none', client_id: 'demo-app' }),
        await post('token', { grant_type: 'device', client_id: 'demo-app' }),
        await post('token', {}),
        await post('token/introspect', {}),
        await post('revoke', {}),
      ]
      for (const each of refused) {
        expect(each.status).to.equal(400)
        expect(allowed(each)).to.be.oneOf([origin, '*'])
        expect(each.headers.get('access-control-allow-credentials')).to.be.oneOf([null, 'true'])
        expect((await each.json()) as object).to.have.property('error')
      }
    })

    it('reads the configuration, the keys and the records', async () => {
      const door = subject()
      for (const url of [
        `${door.base('patients')}/.well-known/smart-configuration`,
        `${door.issuer('portal')}/.well-known/openid-configuration`,
        endpoint(door.doorUrl, 'portal', 'certs'),
      ]) {
        const answer = await fetch(url, { headers: { origin } })
        expect(answer.status, url).to.equal(200)
        expect(allowed(answer), url).to.be.oneOf(['*', origin])
      }
      const asked = await preflight(`${door.base('patients')}/Patient`, 'GET', 'authorization')
      expect(allowed(asked)).to.be.oneOf(['*', origin])
      const refused = await read(door.base('patients'), 'Patient', 'no-token')
      expect(refused.status).to.equal(401)
    })
  })
}
