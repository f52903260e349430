/** A patient's token never gives out what is another's: by read, search, include, sort, count or page. https://hl7.org/fhir/R4/compartmentdefinition-patient.html */
import { expect } from 'chai'
import { referencesIn } from '../demo/served/anchors.ts'
import { backendOf, callerOf, entriesOf, idsOf, nextOf, type Caller, type Resource } from './client.ts'
import { startDemo } from './demo.ts'

const patientTypes = [
  'AllergyIntolerance',
  'Condition',
  'Encounter',
  'Immunization',
  'MedicationRequest',
  'Observation',
  'Patient',
]
const others = ['pat-20', 'pat-4', 'pat-101']

const isOf = (patient: string, resource: Resource): boolean =>
  resource.resourceType === 'Patient'
    ? resource.id === patient
    : referencesIn(resource['subject'] ?? resource['patient']).includes(`Patient/${patient}`)

describe('the compartment of a patient', function () {
  this.timeout(30_000)
  let amy: Caller
  let staff: Caller

  before(async () => {
    amy = await callerOf('amy')
    staff = await backendOf(1)
  })

  const onlyHers = (resources: readonly Resource[]): boolean =>
    resources.filter(({ resourceType }) => patientTypes.includes(resourceType)).every((each) => isOf('pat-1', each))

  for (const type of patientTypes) {
    it(`holds all of her ${type}s and nobody else's`, async () => {
      const all = (await amy.pages(`/${type}?_count=50`)).flatMap((page) => entriesOf(page))
      expect(all.length).to.be.greaterThan(0)
      expect(onlyHers(all)).to.equal(true)
      const hers = type === 'Patient' ? '_id=pat-1' : 'patient=pat-1'
      expect(all.map(({ id }) => id)).to.deep.equal(idsOf(await staff.search(`/${type}?${hers}&_count=1000`)))
    })

    it(`lets nobody else's ${type} be found or read`, async () => {
      const foreign = entriesOf(
        await staff.search(
          type === 'Patient' ? `/Patient?_id=${others.join()}` : `/${type}?patient=${others.join()}&_count=3`,
        ),
      )
      expect(foreign.length).to.be.greaterThan(0)
      for (const { id } of foreign) {
        expect((await amy.get(`/${type}/${id}`)).status, id).to.equal(404)
        expect(idsOf(await amy.search(`/${type}?_id=${id}`)), id).to.deep.equal([])
      }
      if (type === 'Patient') return
      for (const other of others) {
        for (const query of [`patient=${other}`, `patient=Patient/${other}`, `patient=pat-1,${other}`]) {
          expect(onlyHers(entriesOf(await amy.search(`/${type}?${query}&_count=1000`))), query).to.equal(true)
        }
        expect((await amy.search(`/${type}?patient=${other}&_summary=count`)).total).to.equal(0)
      }
    })

    it(`includes and sorts ${type}s without anyone else's`, async () => {
      const { mapping } = await startDemo()
      const references = [...(mapping.parameters.get(type)?.values() ?? [])].filter((each) => each.type === 'reference')
      const includes = references.map(({ name }) => `_include=${type}:${name}`).join('&')
      const sort = type === 'Patient' ? 'birthdate' : '_lastUpdated'
      for (const page of await amy.pages(`/${type}?${includes}&_sort=-${sort}&_count=20`)) {
        expect(onlyHers([...entriesOf(page), ...entriesOf(page, 'include')])).to.equal(true)
      }
    })
  }

  it('is not left by _revinclude from what everyone may see', async () => {
    const paths = [
      '/Practitioner?_id=prac-1&_revinclude=Encounter:practitioner&_revinclude=Patient:general-practitioner',
      '/Location?_id=loc-1&_revinclude=Encounter:location',
      '/Organization?_id=org-1&_revinclude=Patient:organization',
      '/Medication?_revinclude=MedicationRequest:medication',
    ]
    for (const path of paths) {
      const included = entriesOf(await amy.search(path), 'include')
      expect(included.length, path).to.be.greaterThan(0)
      expect(onlyHers(included), path).to.equal(true)
    }
  })

  it('is not widened by other arguments, negations, or parameters that name another patient twice', async () => {
    const queries = [
      'Patient?_id:not=pat-1',
      'Patient?name:missing=false',
      'Patient?gender:not=female',
      'Observation?code:not=8867-4&_count=1000',
      'Observation?subject=Patient/pat-20',
      'Observation?patient=pat-1&patient=pat-20',
      'Condition?clinical-status:missing=true',
      'Encounter?date=ge1900-01-01&_count=1000',
      'Encounter?patient:missing=true',
    ]
    for (const query of queries) {
      const { status, json } = await amy.get<Awaited<ReturnType<Caller['search']>>>(`/${query}`)
      if (status === 200) expect(onlyHers(entriesOf(json)), query).to.equal(true)
      else expect(status, query).to.equal(400)
    }
    expect(entriesOf(await amy.search('/Observation?patient=pat-1&patient=pat-20'))).to.deep.equal([])
  })

  it('holds for the pages of someone else', async () => {
    const next = nextOf(await staff.search('/Observation?patient=pat-20&_count=2'))
    expect(next).to.be.a('string')
    const stolen = (next ?? '').replace('/sevocity/', '/patients/')
    expect((await amy.get(stolen)).status).to.equal(400)
  })

  it('lets her see the shop that her data refers to', async () => {
    const types = ['Practitioner', 'Organization', 'Location', 'Medication']
    for (const type of types) expect(idsOf(await amy.search(`/${type}?_count=5`)), type).to.have.length(5)
    expect((await amy.get('/Practitioner/prac-1')).status).to.equal(200)
    expect((await amy.get('/Practitioner/prac-2')).status, 'of another organization').to.equal(404)
  })

  it('follows the merged chart to the one that survived', async () => {
    const staffFound = idsOf(await staff.search('/Observation?patient=pat-8'))
    expect(staffFound).to.include('vit-32-8867-4')
    const old = await staff.search('/Observation?patient=pat-7')
    expect(entriesOf(old).every((each) => isOf('pat-8', each))).to.equal(true)
  })
})
