/** Codes and refresh tokens that come a second time: the grant ends everywhere, but for who lost an answer. https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2 */
import { expect } from 'chai'
import { gateClient, gateSecret } from '../../../../scripts/demo/identity-provider/clients.ts'
import { baseAt, endpoint, newRequest, postForm, read, redeem, refresh, type Json, type Subject } from '../app.ts'
import { asBasic } from '../clients.ts'
import { authorize, codeIn, newBrowser } from '../walk.ts'

const scope = 'launch/patient openid fhirUser patient/*.rs offline_access'

/** Keycloak tells two uses of one refresh token apart by whole seconds. */
const later = async <T>(work: () => Promise<T>): Promise<T> => {
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  return work()
}

export const replayFlows = (subject: Subject): void => {
  describe('what comes a second time', () => {
    let replicaUrl = ''
    let replicaDoor = ''
    let stop: () => Promise<void> = async () => {}
    before(async () => {
      const replica = await subject().replica()
      ;[replicaUrl, replicaDoor, stop] = [replica.gatewayUrl, replica.doorUrl, replica.stop]
    })
    after(() => stop())

    const begin = async () => {
      const request = newRequest(subject(), { scope })
      const code = codeIn(await authorize(newBrowser(subject()), request, { name: 'amy' }))
      return { request, code, json: (await redeem(subject().doorUrl, request, code)).json }
    }

    const renew = (json: Json, url = replicaDoor) => later(() => refresh(url, 'portal', json['refresh_token']))

    const expectOpen = async (isOpen: boolean, ...all: readonly Json[]): Promise<void> => {
      for (const url of [subject().gatewayUrl, replicaUrl])
        for (const json of all) {
          const answer = await read(baseAt(subject(), url, 'portal'), 'Patient/pat-1', json['access_token'])
          expect(answer.status).to.equal(isOpen ? 200 : 401)
          if (!isOpen) expect(answer.text).to.include('has been revoked or its session has ended')
        }
    }

    const expectNoGrant = ({ status, json }: { readonly status: number; readonly json: Json }): void => {
      expect([status, json['error']]).to.deep.equal([400, 'invalid_grant'])
    }

    /** Past the gate: the provider itself has ended it. */
    const expectEndedAtProvider = async (json: Json): Promise<void> => {
      const { providerUrl } = subject()
      expectNoGrant(await refresh(providerUrl, 'portal', json['refresh_token']))
      const form = { token: String(json['access_token']) }
      const headers = asBasic(gateClient, gateSecret).headers
      const told = await postForm(endpoint(providerUrl, 'portal', 'token/introspect'), form, headers)
      expect([told.status, told.json['active']]).to.deep.equal([200, false])
    }

    it('as a refresh token ends all that came of it, here and at the provider', async () => {
      const { json: first } = await begin()
      const second = (await renew(first)).json
      const third = (await renew(second, subject().doorUrl)).json
      await expectOpen(true, third)
      expectNoGrant(await refresh(replicaDoor, 'portal', first['refresh_token']))
      await expectOpen(false, first, second, third)
      expectNoGrant(await refresh(subject().doorUrl, 'portal', third['refresh_token']))
      await expectEndedAtProvider(third)
    })

    it('as a code ends all that came of it, here and at the provider', async () => {
      const { request, code, json: first } = await begin()
      const second = (await renew(first)).json
      expectNoGrant(await redeem(replicaDoor, request, code))
      await expectOpen(false, first, second)
      expectNoGrant(await refresh(subject().doorUrl, 'portal', second['refresh_token']))
      await expectEndedAtProvider(second)
    })

    it('is answered again for who lost an answer or has two tabs, and it goes on from there', async () => {
      const { json: first } = await begin()
      const doors = [subject().doorUrl, replicaDoor, replicaDoor, subject().doorUrl]
      const tabs = await later(() => Promise.all(doors.map((url) => refresh(url, 'portal', first['refresh_token']))))
      const [second] = tabs
      for (const { status, json } of tabs) expect([status, json]).to.deep.equal([200, second?.json])
      await expectOpen(true, second?.json ?? {})
      expect((await renew(second?.json ?? {})).status).to.equal(200)
    })

    it('is no more after ten seconds', async function () {
      this.timeout(60_000)
      const { json: first } = await begin()
      const second = (await renew(first)).json
      await new Promise((resolve) => setTimeout(resolve, 10_100))
      expectNoGrant(await refresh(subject().doorUrl, 'portal', first['refresh_token']))
      await expectOpen(false, second)
      expectNoGrant(await refresh(replicaDoor, 'portal', second['refresh_token']))
    })
  })
}
