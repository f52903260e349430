/** What SMART scopes let through: both versions, wildcards, search arguments. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html */
import { expect } from 'chai'
import { backendOf, callerOf, entriesOf, idsOf, type Caller, type Outcome } from './client.ts'

describe('a scope', function () {
  this.timeout(30_000)

  const statuses = async (caller: Caller, paths: readonly string[]): Promise<readonly number[]> => {
    const found: number[] = []
    for (const path of paths) found.push((await caller.get(path)).status)
    return found
  }

  const paths = ['/Observation/rslt-1', '/Observation?code=2345-7', '/Condition/cond-1', '/Condition']

  const category = 'http://terminology.hl7.org/CodeSystem/observation-category'

  const granted: readonly (readonly [string, readonly number[]])[] = [
    ['patient/*.read', [200, 200, 200, 200]],
    ['patient/*.*', [200, 200, 200, 200]],
    ['patient/Observation.read', [200, 200, 403, 403]],
    ['patient/Observation.*', [200, 200, 403, 403]],
    ['patient/*.rs', [200, 200, 200, 200]],
    ['patient/*.r', [200, 403, 200, 403]],
    ['patient/Observation.s', [403, 200, 403, 403]],
    ['patient/Observation.rs patient/Condition.r', [200, 200, 200, 403]],
    ['patient/Observation.cruds', [200, 200, 403, 403]],
    ['patient/Observation.write', [403, 403, 403, 403]],
    ['patient/Observation.cud', [403, 403, 403, 403]],
    ['openid fhirUser', [403, 403, 403, 403]],
    [`patient/Observation.rs?category=${category}|laboratory`, [200, 200, 403, 403]],
    [`patient/Observation.rs?category=${category}|vital-signs`, [404, 200, 403, 403]],
  ]

  for (const [scope, expected] of granted) {
    it(`of ${scope} gives what it says`, async () => {
      expect(await statuses(await callerOf('amy', `launch/patient ${scope}`), paths)).to.deep.equal(expected)
    })
  }

  it('with a category gives that category alone, by search, count, include and read', async () => {
    const amy = await callerOf(
      'amy',
      `launch/patient patient/Observation.rs?category=${category}|laboratory patient/Encounter.rs`,
    )
    const found = entriesOf(await amy.search('/Observation?_count=1000'))
    expect(found.length).to.be.greaterThan(5)
    expect(found.every(({ category }) => JSON.stringify(category).includes('"laboratory"'))).to.equal(true)
    expect((await amy.search('/Observation?_summary=count')).total).to.equal(found.length)
    expect(idsOf(await amy.search('/Observation?category=vital-signs'))).to.deep.equal([])
    expect((await amy.get('/Observation/vit-1-8867-4')).status).to.equal(404)
    const included = idsOf(await amy.search('/Encounter?_revinclude=Observation:encounter'), 'include')
    expect(included).to.include('rslt-1')
    expect(included.every((id) => id.startsWith('rslt-'))).to.equal(true)
  })

  it('with several categories gives them together', async () => {
    const diagnosis = 'http://terminology.hl7.org/CodeSystem/condition-category|encounter-diagnosis'
    const concern = 'http://hl7.org/fhir/us/core/CodeSystem/condition-category|health-concern'
    const scope = `launch/patient patient/Condition.rs?category=${diagnosis} patient/Condition.rs?category=${concern}`
    const ids = idsOf(await (await callerOf('amy', scope)).search('/Condition?_count=1000'))
    expect(ids).to.include.members(['edx-1', 'edx1-3.1', 'cond-5', 'cond-6']).and.not.include('cond-1')
  })

  it('whose argument is not registered is not granted', async () => {
    const amy = await callerOf('amy', 'launch/patient patient/Condition.rs patient/Observation.rs?colour=red')
    expect(await statuses(amy, paths)).to.deep.equal([403, 403, 200, 200])
  })

  it('of a user reaches all of the organization, and no other', async () => {
    const lee = await callerOf('drlee')
    const ids = idsOf(await lee.search('/Patient?_count=1000'))
    expect(ids).to.include.members(['pat-1', 'pat-20']).and.not.include.members(['pat-2', 'pat-3'])
    expect((await lee.get('/Patient/pat-2')).status).to.equal(404)
    expect(idsOf(await lee.search('/Observation?patient=pat-2'))).to.deep.equal([])
    expect(idsOf(await lee.search('/Organization?_id=org-1,org-2'))).to.deep.equal(['org-1'])
  })

  it('of a user gives nothing of a type that it does not name, not even by include', async () => {
    const lee = await callerOf('drlee', 'openid user/Encounter.rs user/Patient.rs')
    const bundle = await lee.search('/Encounter?_id=enc-1&_include=Encounter:practitioner&_include=Encounter:subject')
    expect(entriesOf(bundle, 'include').map(({ id }) => id)).to.deep.equal(['pat-1'])
    expect((await lee.get('/Practitioner/prac-1')).status).to.equal(403)
  })

  it('of the system reaches each organization by its own base', async () => {
    for (const [organization, patient] of [
      [1, 'pat-1'],
      [2, 'pat-2'],
      [3, 'pat-3'],
    ] as const) {
      const caller = await backendOf(organization, 'system/Patient.rs')
      expect(idsOf(await caller.search('/Patient?_id=pat-1,pat-2,pat-3'))).to.deep.equal([patient])
      expect((await caller.get<Outcome>('/Observation')).status).to.equal(403)
    }
  })
})
