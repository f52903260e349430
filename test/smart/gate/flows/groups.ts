/** Clients that are bound to groups of patients: a backend, and an app that people and EHRs launch. */
import { expect } from 'chai'
import {
  asAsserted,
  askTokens,
  idsOf,
  newRequest,
  read,
  redeem,
  refresh,
  signAssertion,
  signingKeysOf,
  told,
  type Asked,
  type Json,
  type Subject,
} from '../app.ts'
import { changeDatabase } from '../change-database.ts'
import { asPublic, registryApp, registryBackend } from '../clients.ts'
import { ehrToken, newLaunch } from '../ehr.ts'
import { authorize, codeIn, logIn, newBrowser, pageOf, search, type Person } from '../walk.ts'

export const groupFlows = (subject: Subject): void => {
  const setRemoved = (patient: number, list: string, day: string): void =>
    changeDatabase(
      subject().databaseUrl,
      `update PAT_LIST_MBR set RMV_DT = '${day}' where PAT_ID = ${patient} and trim(LIST_CD) = '${list}'`,
    )

  const launched = async (asked: Omit<Asked, 'client'>, person: Person): Promise<Json> => {
    const request = newRequest(subject(), { ...asked, client: registryApp })
    const back = await authorize(newBrowser(subject()), request, person)
    const { status, json, text } = await redeem(subject().doorUrl, request, codeIn(back))
    expect(status, text).to.equal(200)
    return json
  }

  const refused = async (asked: Omit<Asked, 'client'>, person: Person): Promise<string | null> => {
    const request = newRequest(subject(), { ...asked, client: registryApp })
    return told(await authorize(newBrowser(subject()), request, person)).get('error')
  }

  describe('a backend service bound to a group of patients', () => {
    const token = async (): Promise<unknown> => {
      const { rs384: key } = await signingKeysOf(subject())
      const assertion = asAsserted(await signAssertion(subject(), { client: registryBackend, key }))
      const form = { grant_type: 'client_credentials', scope: 'system/*.rs' }
      const { status, json, text } = await askTokens(subject().doorUrl, 'sevocity', form, assertion)
      expect(status, text).to.equal(200)
      return json['access_token']
    }

    it('sees its members in each of its organizations, and nobody else', async () => {
      const [access, base] = [await token(), subject().base('sevocity')]
      const patients = await idsOf(base, 'Patient', access)
      expect(patients).to.include.members(['pat-1', 'pat-23', 'pat-24'])
      for (const id of ['pat-4', 'pat-25']) {
        expect(patients).not.to.include(id)
        expect((await read(base, `Patient/${id}`, access)).status, id).to.equal(404)
        expect(await idsOf(base, `Encounter?patient=${id}`, access), id).to.deep.equal([])
      }
      expect(await idsOf(subject().base('sevocity', '2'), 'Patient', access)).to.include('pat-2')
      expect((await read(subject().base('sevocity', '3'), 'Patient', access)).status).to.equal(401)
    })

    it('sees nobody any more who was taken off the list, from the next request on', async () => {
      const [access, base] = [await token(), subject().base('sevocity')]
      const statusOf = async (): Promise<number> => (await read(base, 'Patient/pat-24', access)).status
      expect(await statusOf()).to.equal(200)
      setRemoved(24, 'DIABREG', '20200101')
      try {
        expect(await statusOf()).to.equal(404)
        expect(await idsOf(base, 'Patient', access)).not.to.include('pat-24')
      } finally {
        setRemoved(24, 'DIABREG', '20981231')
      }
      expect(await statusOf()).to.equal(200)
    })
  })

  describe('an app bound to a group of patients', () => {
    const scope = 'launch/patient openid offline_access patient/*.rs'

    it('is given to choose from by a mother the child who is a member, though she is none', async () => {
      const json = await launched({ scope }, { name: 'maria' })
      expect(json['patient']).to.equal('pat-25')
      expect(await idsOf(subject().base('patients'), 'Patient', json['access_token'])).to.deep.equal(['pat-25'])
    })

    it('is refused to who has no chart that is a member’s', async () => {
      expect(await refused({ scope }, { name: 'amy' })).to.equal('access_denied')
    })

    it('is renewed as long as the patient is a member', async () => {
      const { refresh_token: first } = await launched({ scope }, { name: 'maria' })
      const next = await refresh(subject().doorUrl, 'portal', first, asPublic(registryApp))
      expect(next.json['patient']).to.equal('pat-25')
      setRemoved(25, 'PEDREG', '20200101')
      try {
        const late = await refresh(subject().doorUrl, 'portal', next.json['refresh_token'], asPublic(registryApp))
        expect([late.status, late.json['error']]).to.deep.equal([400, 'invalid_grant'])
      } finally {
        setRemoved(25, 'PEDREG', '')
      }
    })

    it('lets staff find members alone, and sees no others by user scopes', async () => {
      const staff = 'launch/patient openid patient/Patient.rs'
      const request = newRequest(subject(), { realm: 'sevocity', client: registryApp, scope: staff })
      const browser = newBrowser(subject())
      const page = pageOf(await logIn(browser, await browser.open(request.url), { name: 'nurse' }))
      const found = pageOf(await search(browser, page, { name: 'delgado' }))
      const radios = found.html.querySelectorAll('input[name=patient]').map((each) => each.getAttribute('value'))
      expect(radios).to.deep.equal(['pat-25'])
      const json = await launched({ realm: 'sevocity', scope: 'openid user/Patient.rs' }, { name: 'nurse' })
      expect(await idsOf(subject().base('sevocity'), 'Patient', json['access_token'])).to.deep.equal(['pat-25'])
    })

    it('is launched by an EHR with a member, and with nobody else', async () => {
      const token = await ehrToken(subject())
      const asked = async (patient: string) => {
        const launch = await newLaunch(subject(), token, { client_id: registryApp, patient })
        return { realm: 'sevocity', scope: 'launch openid patient/Patient.rs', more: { launch } } as const
      }
      expect((await launched(await asked('pat-25'), { name: 'drlee' }))['patient']).to.equal('pat-25')
      expect(await refused(await asked('pat-24'), { name: 'drlee' })).to.equal('access_denied')
    })
  })
}
