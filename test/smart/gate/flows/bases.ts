/** One base URL for all organizations: which one a token is for is the grant's to say. */
import { expect } from 'chai'
import { backendClient, narrowBackendClient } from '../../../../scripts/demo/identity-provider/clients.ts'
import type { Settings } from '../../../../src/app/settings.ts'
import {
  asAsserted,
  askTokens,
  idsOf,
  newRequest,
  read,
  redeem,
  signAssertion,
  signingKeysOf,
  told,
  type Json,
  type RealmName,
  type Subject,
} from '../app.ts'
import { ehrToken, postLaunch } from '../ehr.ts'
import { authorize, codeIn, newBrowser } from '../walk.ts'

const withoutOrganization = (settings: Settings): Settings => ({
  ...settings,
  surfaces: settings.surfaces.map((each) => ({ ...each, path: each.path.replace('/{organization}', '') })),
})

export const baseFlows = (subject: Subject): void => {
  describe('a base for all organizations', () => {
    let [gatewayUrl, doorUrl] = ['', '']
    let stop: () => Promise<void> = async () => {}
    before(async () => {
      const replica = await subject().replica(withoutOrganization)
      ;[gatewayUrl, doorUrl, stop] = [replica.gatewayUrl, replica.doorUrl, replica.stop]
    })
    after(() => stop())

    const tokens = async (realm: RealmName, name: string, scope: string, more: Json = {}): Promise<Json> => {
      const door = subject()
      const aud = `${door.gatewayUrl}/api/${realm === 'portal' ? 'patients' : 'sevocity'}/v1`
      const request = newRequest({ ...door, doorUrl }, { realm, scope, more: { aud, ...more } })
      const back = await authorize(newBrowser(door), request, { name })
      const { status, json, text } = await redeem(doorUrl, request, codeIn(back))
      expect(status, text).to.equal(200)
      return json
    }

    it('gives each person the records of their own organization', async () => {
      const patients = `${gatewayUrl}/api/patients/v1`
      for (const [name, patient] of [
        ['amy', 'pat-1'],
        ['ben', 'pat-2'],
      ] as const) {
        const { access_token, patient: named } = await tokens('portal', name, 'launch/patient openid patient/*.rs')
        expect(named).to.equal(patient)
        expect(await idsOf(patients, 'Patient', access_token)).to.deep.equal([patient])
      }
      const staff = `${gatewayUrl}/api/sevocity/v1`
      const { access_token } = await tokens('sevocity', 'drkim', 'openid user/Patient.rs')
      expect((await read(staff, 'Patient/pat-2', access_token)).status).to.equal(200)
      expect((await read(staff, 'Patient/pat-1', access_token)).status).to.be.oneOf([403, 404])
    })

    it('follows a launch, which is of one organization', async () => {
      const token = await ehrToken({ doorUrl })
      const asked = { client_id: 'demo-app', organization: '1', patient: 'pat-24' }
      const { json } = await postLaunch({ doorUrl }, token, asked)
      const refused = await postLaunch({ doorUrl }, token, { ...asked, organization: '3' })
      expect([refused.status, json['launch'] === undefined], JSON.stringify(json)).to.deep.equal([401, false])
      const launch = String(json['launch'])
      const given = await tokens('sevocity', 'drlee', 'launch openid patient/*.rs', { launch })
      expect(given['patient']).to.equal('pat-24')
    })

    it('refuses a base that names an organization, which is another base here', async () => {
      const door = subject()
      const request = newRequest({ ...door, doorUrl }, { scope: 'launch/patient patient/*.rs' })
      const back = await authorize(newBrowser(door), request, { name: 'amy' })
      expect(told(back).get('error')).to.equal('invalid_request')
    })

    it('takes a backend service of one organization, and asks one of several which', async () => {
      const key = (await signingKeysOf(subject())).rs384
      for (const [client, status] of [
        [narrowBackendClient, 200],
        [backendClient, 401],
      ] as const) {
        const assertion = asAsserted(await signAssertion(subject(), { client, key }))
        const form = { grant_type: 'client_credentials', scope: 'system/*.rs' }
        const { json } = await askTokens(doorUrl, 'sevocity', form, assertion)
        const answer = await read(`${gatewayUrl}/api/sevocity/v1`, 'Patient/pat-2', json['access_token'])
        expect(answer.status, client).to.equal(status)
      }
    })
  })
}
