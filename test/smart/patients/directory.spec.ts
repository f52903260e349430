/** Who may launch an app with whose chart: on the embedded demo database, and attacked. */
import { expect } from 'chai'
import { parseScopes } from '../../../src/auth/scope.ts'
import { Problem } from '../../../src/fhir/problem.ts'
import { parseSearch } from '../../../src/parse/search.ts'
import { planSearch } from '../../../src/plan/search.ts'
import { amongPatients, openDesk } from '../../../src/smart/patients/desk.ts'
import type { PatientDirectory } from '../../../src/smart/patients/directory.ts'
import {
  directoryOf,
  doctor,
  embeddedClinic,
  limits,
  maria,
  partsOf,
  patientPerson,
  portal,
  sevocity,
  type Clinic,
} from './clinic.ts'
import { describeDirectory, idsOf } from './contract.ts'

const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'served',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  )

const hostile: readonly string[] = [
  '',
  '*',
  'pat-23,pat-1',
  'pat-23|pat-1',
  'Patient/pat-1',
  'pat-01',
  "pat-1' or '1'='1",
  'pat-1\u0000',
  '../pat-1',
  'pat-23&_id=pat-1',
  '__proto__',
  `pat-${'9'.repeat(70)}`,
]

describe('the directory of patients', function () {
  this.timeout(30_000)
  let clinic: Clinic
  let directory: PatientDirectory

  before(async () => {
    clinic = await embeddedClinic()
    directory = clinic.directory
  })

  describeDirectory(embeddedClinic)

  it('tells the organizations and the types of the mapping', () => {
    expect(['1', '2', '4', 'toString', ''].map((key) => directory.hasOrganization(key))).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
    ])
    expect(directory.types()).to.include.members(['Patient', 'Observation', 'Encounter'])
  })

  it('finds a patient for an EHR, whoever is signed in, but none that is deleted, merged away or another’s', async () => {
    expect(await directory.find('1', 'pat-1')).to.include({ id: 'pat-1', name: 'Rivera, Margaret Ann', isSelf: false })
    for (const id of ['pat-2', 'pat-7', 'pat-9', 'pat-999'])
      expect(await directory.find('1', id), id).to.equal(undefined)
    expect(await directory.find('9', 'pat-1')).to.equal(undefined)
  })

  it('calls a chart without a name by its number', async () => {
    expect(await directory.find('1', 'pat-6')).to.deep.include({ name: '0000900006', chart: '0000900006' })
  })

  it('counts an encounter under the number of a chart that was merged into the patient’s as the patient’s', async () => {
    expect(await directory.hasEncounter('1', 'pat-23', 'enc-933')).to.equal(true)
    expect(await directory.hasEncounter('1', 'pat-26', 'enc-933')).to.equal(false)
    expect(await directory.hasEncounter('1', 'pat-24', 'enc-933')).to.equal(false)
  })

  it('lists a child of another organization only there, and only for who belongs there', async () => {
    const both = { ...maria, organizations: ['1', '2'] }
    expect(idsOf(await directory.own(both, '2'))).to.deep.equal(['pat-21'])
    expect(await directory.mayOpen(both, portal, '2', 'pat-21')).to.equal(true)
    expect(await directory.own(maria, '2')).to.deep.equal([])
    expect(await directory.mayOpen(maria, portal, '2', 'pat-21')).to.equal(false)
    expect(await directory.mayOpen(both, portal, '1', 'pat-21')).to.equal(false)
  })

  it('calls the person alone the person, where the account is given the charts of others too', async () => {
    const entries = await directory.own({ ...maria, patients: ['pat-24', 'pat-23'] }, '1')
    expect(entries.map(({ id, isSelf }) => [id, isSelf])).to.deep.equal([
      ['pat-23', true],
      ['pat-24', false],
      ['pat-25', false],
    ])
  })

  describe('attacked', () => {
    it('opens nothing to a person without an organization, of an unknown one, or of another’s', async () => {
      for (const organizations of [[], ['2'], ['9'], ['__proto__']]) {
        const person = { ...maria, organizations }
        expect(await directory.own(person, '1')).to.deep.equal([])
        expect(await directory.mayOpen(person, portal, '1', 'pat-23')).to.equal(false)
        expect(await refusal(directory.search({ ...doctor, organizations }, '1', { name: 'a' }, 5))).to.equal(
          'auth-scope',
        )
      }
      const nowhere = { ...maria, organizations: ['9'] }
      expect(await directory.own(nowhere, '9')).to.deep.equal([])
      expect(await directory.mayOpen(nowhere, portal, '9', 'pat-23')).to.equal(false)
      expect(await refusal(directory.search({ ...doctor, organizations: ['9'] }, '9', {}, 5))).to.equal(
        'plan-organization-unknown',
      )
    })

    it('opens nothing to an account of a chart that is deleted, merged away, another organization’s, or nobody’s', async () => {
      for (const chart of ['pat-9', 'pat-7', 'pat-2', 'pat-999', ...hostile]) {
        const person = patientPerson([chart])
        expect(await directory.own(person, '1'), chart).to.deep.equal([])
        expect(await directory.mayOpen(person, portal, '1', chart), chart).to.equal(false)
      }
    })

    it('lets no account act for others whose own chart is gone: the contacts still name its number', async () => {
      const old = patientPerson(['pat-26'])
      expect(await directory.own(old, '1')).to.deep.equal([])
      expect(await directory.mayOpen(old, portal, '1', 'pat-25')).to.equal(false)
    })

    it('opens no chart by a hostile id', async () => {
      for (const id of hostile) {
        expect(await directory.mayOpen(maria, portal, '1', id), id).to.equal(false)
        expect(await directory.mayOpen(doctor, sevocity, '1', id), id).to.equal(false)
        expect(await directory.find('1', id), id).to.equal(undefined)
        expect(await directory.find(id, 'pat-1'), id).to.equal(undefined)
        expect(await directory.hasEncounter('1', id, 'enc-1'), id).to.equal(false)
        expect(await directory.hasEncounter('1', 'pat-1', id), id).to.equal(false)
      }
    })

    it('gives a patient’s account no staff’s reach by another realm’s name, nor by the realm of the call', async () => {
      expect(await directory.mayOpen(maria, sevocity, '1', 'pat-1')).to.equal(false)
      expect(await directory.mayOpen(maria, { name: 'portal', reach: 'organization' }, '1', 'pat-1')).to.equal(false)
      expect(await directory.mayOpen(doctor, { name: 'portal', reach: 'organization' }, '1', 'pat-1')).to.equal(false)
      expect(await directory.mayOpen({ ...maria, realm: 'master' }, portal, '1', 'pat-23')).to.equal(false)
      expect(await directory.own({ ...maria, realm: 'master' }, '1')).to.deep.equal([])
      expect(await directory.own({ ...doctor, patients: ['pat-1'] }, '1')).to.deep.equal([])
    })

    it('searches for staff alone', async () => {
      const search = directory.search(maria, '1', { name: 'rivera' }, 5)
      const error: unknown = await search.catch((reason: unknown) => reason)
      expect(error).to.be.instanceOf(Problem)
      expect((error as Problem).code).to.equal('auth-scope')
      expect((error as Problem).message).to.equal('Only staff of the organization may search for its patients.')
    })

    it('takes what is typed as text, and says what cannot be read', async () => {
      const search = async (asked: Parameters<typeof directory.search>[2]) =>
        idsOf((await directory.search(doctor, '1', asked, 5)).patients)
      for (const text of ["' or 1=1 --", '%', '_elgado', '\\', '$|'])
        expect(await search({ name: text }), text).to.deep.equal([])
      for (const text of ['%', '0000900025|', 'urn:oid:1|0000900025', '|0000900025', '*'])
        expect(await search({ chart: text }), text).to.deep.equal([])
      expect(await search({ name: 'delgado\u0000' })).to.have.length(3)
      for (const asked of [{ birthDate: 'ge1900-01-01' }, { birthDate: '1986' }, { birthDate: '1986-13-45' }])
        expect(await refusal(directory.search(doctor, '1', asked, 5)), asked.birthDate).to.equal('parse-value')
      expect(await refusal(directory.search(doctor, '1', { name: 'x'.repeat(101) }, 5))).to.equal('parse-value')
      expect(await refusal(directory.search(doctor, '1', { name: 'a b c d e f g' }, 5))).to.equal('parse-value')
    })

    it('gives apps no way to ask who acts for whom: no parameter proxy, no include or sorting by it, no scope', async () => {
      const plan = async (query: string, scope = 'user/*.rs') => {
        const context = amongPatients(openDesk(partsOf(clinic), 'app'), '1')!
        const grant = { ...context.grant, rules: parseScopes(scope) }
        return planSearch(parseSearch({ type: 'Patient', query }), { ...context, grant }).sources.length
      }
      for (const query of ['proxy=Patient/pat-23', 'proxy:missing=true'])
        expect(await refusal(plan(query)), query).to.equal('plan-parameter-unknown')
      for (const query of ['_include=Patient:proxy', '_revinclude=Patient:proxy'])
        expect(await refusal(plan(query)), query).to.equal('plan-include-unknown')
      expect(await refusal(plan('_sort=proxy'))).to.equal('plan-sort-unsupported')
      expect(await plan('', 'user/Patient.rs?proxy=Patient/pat-23')).to.equal(0)
      expect(await plan('', 'user/Patient.rs?gender=female')).to.equal(1)
    })
  })

  describe('over a table too large to be read through', () => {
    const strict = { ...limits, scanRows: 40 }

    it('looks for a family among the words of a name', async () => {
      const large = directoryOf(clinic, strict)
      const search = async (name: string) => idsOf((await large.search(doctor, '1', { name }, 5)).patients)
      expect(await search('lucas delgado')).to.deep.equal(['pat-24'])
      expect(await search('delgado lucas')).to.deep.equal(['pat-24'])
      expect(await search('Delgado, L')).to.deep.equal(['pat-24'])
      expect(await search('lucas')).to.deep.equal([])
    })

    it('refuses what no index serves', async () => {
      const large = directoryOf(clinic, strict)
      expect(await refusal(large.search(doctor, '1', {}, 5))).to.equal('plan-needs-driver')
      expect(idsOf((await large.search(doctor, '1', { chart: '0000900025' }, 5)).patients)).to.deep.equal(['pat-25'])
    })

    it('rather refuses to list charts than to leave out those of others, and opens them by their number all the same', async () => {
      const large = directoryOf(clinic, strict)
      expect(await refusal(large.own(maria, '1'))).to.equal('plan-needs-driver')
      expect(await large.mayOpen(maria, portal, '1', 'pat-25')).to.equal(true)
      expect(await large.mayOpen(maria, portal, '1', 'pat-10')).to.equal(false)
    })
  })

  it('leaves out the charts of others where the mapping does not say whose they are', async () => {
    const { proxy: _, ...mapping } = clinic.mapping
    const silent = directoryOf({ ...clinic, mapping })
    expect(idsOf(await silent.own(maria, '1'))).to.deep.equal(['pat-23'])
    expect(await silent.mayOpen(maria, portal, '1', 'pat-24')).to.equal(false)
  })

  it('ends with its caller', async () => {
    const signal = AbortSignal.abort(new Error('left'))
    expect(await refusal(directory.own(maria, '1', signal))).to.equal('Error: left')
  })
})
