/** Every flow of the front door and every attack on it, before a real Keycloak. */
import { expect } from 'chai'
import type { JWK } from 'jose'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from '../../scripts/demo/identity-provider/browser.ts'
import { backendClient, demoClientList, type DemoClient } from '../../scripts/demo/identity-provider/clients.ts'
import { backendKeyFile, makeClientKeys, saveClientKeys } from '../../scripts/demo/identity-provider/keys.ts'
import { KeycloakUnavailable } from '../../scripts/demo/keycloak/distribution.ts'
import { startKeycloak } from '../../scripts/demo/keycloak/keycloak.ts'
import { demoClient, demoInputs } from '../../scripts/demo/keycloak/realms.ts'
import type { AdminApi } from '../../src/smart/realms/admin.ts'
import { allAttacks } from '../abuse/door/all.ts'
import { startDoor, type DoorUnderTest, type ProviderPlaces } from '../smart/door.ts'
import { asAsserted, askTokens, challengeOf, endpoint, postForm, randomText, signAssertion } from '../smart/gate/app.ts'
import { testClients } from '../smart/gate/clients.ts'
import { allFlows } from '../smart/gate/flows/all.ts'

/** Keycloak itself takes no script for the page of an app's policy. */
const registrable = (client: DemoClient): DemoClient => {
  const { policyUri: _, ...attributes } = client.attributes as Record<string, string>
  return { ...client, attributes }
}

/** With the clients of these tests. */
async function testKeycloak({ ports, gatewayUrl, doorUrl: publicUrl, folder }: ProviderPlaces) {
  const settings = { publicUrl, gatewayUrl }
  const keycloak = await startKeycloak({
    ...settings,
    port: ports.provider,
    say: (text) => console.log(`      ${text}`),
  })
  const own = { ...settings, clientKeys: keycloak.clientKeys }
  for (const input of demoInputs(settings))
    for (const each of testClients)
      await keycloak.admin.post(`/${input.realm}/clients`, demoClient(registrable(each), input, own))
  admin = keycloak.admin
  await saveClientKeys(backendKeyFile(folder, ports.door), keycloak.clientKeys)
  return { url: `http://localhost:${ports.provider}`, stop: () => keycloak.stop() }
}

let admin: AdminApi | undefined

/** A client whose keys Keycloak fetches. */
async function addBackend({ doorUrl, gatewayUrl }: DoorUnderTest, url: string): Promise<void> {
  const settings = { publicUrl: doorUrl, gatewayUrl }
  const [input] = demoInputs(settings).filter(({ realm }) => realm === 'sevocity')
  const [like] = demoClientList.filter(({ id }) => id === backendClient)
  const made = demoClient({ ...like!, id: 'test-jwks-url' }, input!, settings)
  const attributes = { ...made.attributes, 'use.jwks.url': 'true', 'jwks.url': url }
  await admin!.post('/sevocity/clients', { ...made, attributes })
}

/** By the account console's own way: it signs in, by the session that there is, and asks the account's API. */
async function withdraw({ doorUrl }: DoorUnderTest, browser: Browser, client: string): Promise<void> {
  const [verifier, redirect_uri] = [randomText(), `${doorUrl}/realms/portal/account/`]
  const query = new URLSearchParams({
    client_id: 'account-console',
    redirect_uri,
    response_type: 'code',
    scope: 'openid',
    state: 'x',
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
  })
  const answer = await browser.request(new URL(`${endpoint(doorUrl, 'portal', 'auth')}?${query.toString()}`))
  const back = new URL(answer.headers.get('location') ?? '')
  const code = back.searchParams.get('code') ?? ''
  const form = {
    grant_type: 'authorization_code',
    client_id: 'account-console',
    code,
    redirect_uri,
    code_verifier: verifier,
  }
  const { json } = await postForm(endpoint(doorUrl, 'portal', 'token'), form)
  const deleted = await fetch(`${doorUrl}/realms/portal/account/applications/${client}/consent`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${String(json['access_token'])}`, accept: 'application/json' },
  })
  if (deleted.status !== 204) throw new Error(`the consent was not withdrawn: ${deleted.status}`)
}

describe('front door before Keycloak', function () {
  this.timeout(120_000)
  let door: DoorUnderTest | undefined
  before(async function () {
    this.timeout(900_000)
    try {
      door = await startDoor({ provider: testKeycloak })
    } catch (error) {
      if (!(error instanceof KeycloakUnavailable)) throw error
      console.log(`      skipped: ${error.message}`)
      this.skip()
    }
  })
  after(async function () {
    this.timeout(60_000)
    await door?.stop()
  })
  const subject = (): DoorUnderTest => door!

  it('takes a backend service whose keys are at a URL, and no other key', async () => {
    const [own, strange] = [await makeClientKeys(), await makeClientKeys()]
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ keys: [own.rs384.publicKey] }))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      await addBackend(subject(), `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`)
      const statusOf = async (key: object): Promise<number> => {
        const assertion = await signAssertion(subject(), { client: 'test-jwks-url', key: key as JWK })
        const form = { grant_type: 'client_credentials', scope: 'system/*.rs' }
        return (await askTokens(subject().doorUrl, 'sevocity', form, asAsserted(assertion))).status
      }
      expect(await statusOf(own.rs384.privateKey)).to.equal(200)
      expect(await statusOf(strange.rs384.privateKey)).to.be.oneOf([400, 401])
    } finally {
      server.close()
    }
  })

  allFlows(subject, { withdraw: (browser, _, client) => withdraw(subject(), browser, client), takesPasswords: false })
  allAttacks(subject)
})
