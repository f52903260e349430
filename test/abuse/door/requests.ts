/** Authorization requests that ask for less safety, or for what is not given here: refused before anyone signs in. */
import { expect } from 'chai'
import { publicClient, v1Client } from '../../../scripts/demo/identity-provider/clients.ts'
import { askTokens, newRequest, redeem, told, type Subject } from '../../smart/gate/app.ts'
import { asPublic } from '../../smart/gate/clients.ts'
import { authorize, codeIn, newBrowser } from '../../smart/gate/walk.ts'

const scope = 'launch/patient openid patient/Patient.rs'
const challenge = 'x'.repeat(43)

type More = Readonly<Record<string, string | undefined>>

const refused: readonly (readonly [string, More, string])[] = [
  ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
  ['an ID token in the front', { response_type: 'code id_token' }, 'unsupported_response_type'],
  ['no response type', { response_type: undefined }, 'unsupported_response_type'],
  ['a form that posts itself', { response_mode: 'form_post' }, 'invalid_request'],
  ['a JWT in the front', { response_mode: 'query.jwt' }, 'invalid_request'],
  ['a request object', { request: 'eyJhbGciOiJub25lIn0.e30.' }, 'request_not_supported'],
  ['a request by reference', { request_uri: 'https://evil.example/r' }, 'request_uri_not_supported'],
  ['a pushed request', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'request_uri_not_supported'],
  ['claims', { claims: '{"id_token":{"sub":{"value":"x"}}}' }, 'invalid_request'],
  ['a registration', { registration: '{}' }, 'invalid_request'],
  ['PKCE by plain', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['PKCE by no method, which is plain', { code_challenge_method: undefined }, 'invalid_request'],
  ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
  ['PKCE without a challenge', { code_challenge: undefined }, 'invalid_request'],
  ['PKCE with an empty challenge', { code_challenge: '' }, 'invalid_request'],
  ['PKCE with a short challenge', { code_challenge: 'short' }, 'invalid_request'],
  ['PKCE with the method misspelt', { code_challenge_method: 's256' }, 'invalid_request'],
  ['no aud', { aud: undefined }, 'invalid_request'],
  ['a false aud', { aud: 'https://evil.example/fhir' }, 'invalid_request'],
  ['an empty scope', { scope: '' }, 'invalid_scope'],
  ['scopes of nothing', { scope: 'nonsense email profile' }, 'invalid_scope'],
  ['scopes of systems alone', { scope: 'system/*.rs' }, 'invalid_scope'],
  ['a scope longer than the provider reads', { scope: `${scope} ${'patient/Goal.rs '.repeat(250)}` }, 'invalid_scope'],
  ['the scope launch without a launch', { scope: `${scope} launch` }, 'invalid_request'],
  ['a launch without its scope', { launch: 'x' }, 'invalid_scope'],
  ['a launch that is none', { scope: `${scope} launch`, launch: 'made-up' }, 'invalid_request'],
]

export const requestAttacks = (subject: Subject): void => {
  describe('an authorization request', () => {
    for (const [what, more, error] of refused)
      it(`with ${what} is answered ${error}, and nobody is asked to sign in`, async () => {
        const request = newRequest(subject(), { scope, more })
        const step = await newBrowser(subject()).open(request.url)
        if (!('back' in step)) throw new Error(`a page of status ${step.page.status}`)
        expect(told(step.back).get('error')).to.equal(error)
        expect(told(step.back).get('state')).to.equal(request.state)
        expect(told(step.back).has('code')).to.equal(false)
      })

    it('for the base of another organization, surface, realm or server is refused', async () => {
      const door = subject()
      const bases = [
        door.base('sevocity'),
        door.base('patients', '99'),
        door.base('patients', '1/../2'),
        door.base('patients', '%31'),
        `${door.base('patients')}/Patient`,
        `${door.base('patients')}//`,
        `${door.base('patients')}?x`,
        door.base('patients').replace('http:', 'https:'),
        door.base('patients').toUpperCase(),
        `${door.gatewayUrl}/api/patients/v1`,
        `${door.gatewayUrl}/api/patients/v1/`,
        `${door.gatewayUrl}/api/patients/v1/{organization}`,
        'null',
        '',
      ]
      for (const aud of bases) {
        const step = await newBrowser(door).open(newRequest(door, { scope, more: { aud } }).url)
        expect('back' in step && told(step.back).get('error'), aud).to.equal('invalid_request')
      }
    })

    it('with a parameter twice, or in two places, is refused on a page', async () => {
      const { url, parameters } = newRequest(subject(), { scope })
      for (const name of ['scope', 'aud', 'redirect_uri', 'client_id', 'state', 'code_challenge', 'anything']) {
        const twice = new URLSearchParams(parameters)
        twice.append(name, 'again')
        twice.append(name, 'and again')
        const answer = await fetch(`${url.origin}${url.pathname}?${twice.toString()}`, { redirect: 'manual' })
        expect([answer.status, answer.headers.get('location')], name).to.deep.equal([400, null])
      }
      const both = await fetch(`${url.origin}${url.pathname}?aud=x`, {
        method: 'POST',
        body: parameters,
        redirect: 'manual',
      })
      expect([both.status, both.headers.get('location')]).to.deep.equal([400, null])
    })
  })

  describe('PKCE', () => {
    it('is held to at the token endpoint: no verifier, a blank, a wrong one, the challenge itself', async () => {
      const door = subject()
      const browser = newBrowser(door)
      for (const verifier of [undefined, '', 'wrong'.repeat(10), 'challenge']) {
        const request = newRequest(door, { scope })
        const code = codeIn(await authorize(browser, request, { name: 'amy' }))
        const sent = verifier === 'challenge' ? String(request.parameters.get('code_challenge')) : verifier
        const form = {
          grant_type: 'authorization_code',
          code,
          redirect_uri: request.redirectUri,
          ...(sent !== undefined && { code_verifier: sent }),
        }
        const { status, json } = await askTokens(door.doorUrl, 'portal', form, asPublic(publicClient))
        expect(status, String(verifier)).to.be.oneOf([400, 401])
        expect(json).not.to.have.property('access_token')
      }
    })

    it('is held to by an app that need not, once it began so', async () => {
      const door = subject()
      const request = newRequest(door, { client: v1Client, scope, more: { code_challenge: challenge } })
      const code = codeIn(await authorize(newBrowser(door), request, { name: 'amy' }))
      const { status } = await redeem(door.doorUrl, request, code, {
        form: { client_id: v1Client, client_secret: 'demo-v1-secret' },
        headers: {},
      })
      expect(status).to.equal(400)
    })

    it('by plain is refused of an app that need not use it at all', async () => {
      const more = { code_challenge_method: 'plain', code_challenge: challenge }
      const step = await newBrowser(subject()).open(newRequest(subject(), { client: v1Client, scope, more }).url)
      expect('back' in step && told(step.back).get('error')).to.equal('invalid_request')
    })
  })
}
