/** The parameters that say how much of an answer is given, and what comes along. https://hl7.org/fhir/R4/search.html#return */
import { expect } from 'chai'
import { backendOf, callerOf, entriesOf, idsOf, nextOf, type Bundle, type Caller, type Outcome } from './client.ts'

describe('an answer', () => {
  let caller: Caller
  let amy: Caller

  before(async function () {
    this.timeout(30_000)
    caller = await backendOf(1)
    amy = await callerOf('amy')
  })

  const problemOf = async (path: string): Promise<string> => {
    const { status, json } = await caller.get<Outcome>(path)
    return `${status} ${json.issue?.[0]?.details.coding[0].code}`
  }

  it('is a searchset with absolute addresses and a true self link', async () => {
    const bundle = await caller.search('/Encounter?patient=pat-1&_count=2')
    expect(bundle).to.include({ resourceType: 'Bundle', type: 'searchset' })
    expect(bundle.link[0]).to.deep.equal({ relation: 'self', url: `${caller.base}/Encounter?patient=pat-1&_count=2` })
    expect(bundle.entry?.map(({ fullUrl }) => fullUrl)).to.deep.equal(
      [1, 2].map((id) => `${caller.base}/Encounter/enc-${id}`),
    )
    expect(bundle.entry?.map(({ search }) => search.mode)).to.deep.equal(['match', 'match'])
  })

  it('leaves out of the self link what was left out of the search', async () => {
    const { json } = await caller.get<Bundle>('/Encounter?patient=pat-1&nonsense=1', {
      headers: { prefer: 'handling=lenient' },
    })
    expect(json.link[0]?.url).to.equal(`${caller.base}/Encounter?patient=pat-1`)
  })

  it('is empty, without entries, when nothing matches', async () => {
    const bundle = await caller.search('/Encounter?patient=pat-1&status=cancelled')
    expect(bundle).to.not.have.property('entry')
  })

  it('takes _id in several forms', async () => {
    expect(idsOf(await caller.search('/Encounter?_id=enc-2,enc-1,enc-4711'))).to.deep.equal(['enc-1', 'enc-2'])
    expect(idsOf(await caller.search('/Observation?_id=vit-1-8867-4,rslt-1,soc-1'))).to.have.members([
      'vit-1-8867-4',
      'rslt-1',
      'soc-1',
    ])
    expect(idsOf(await caller.search('/Encounter?_id=nonsense'))).to.deep.equal([])
  })

  it('takes _lastUpdated', async () => {
    const ids = async (query: string) => idsOf(await caller.search(`/Encounter?patient=pat-1&${query}`))
    expect(await ids('_lastUpdated=ge2026-01-01')).to.deep.equal(['enc-4', 'enc-5'])
    expect(await ids('_lastUpdated=lt2006-01-01')).to.deep.equal(['enc-3'])
    expect(await ids('_lastUpdated=2026-06-16')).to.deep.equal(['enc-4', 'enc-5'])
  })

  it('has _count entries at most, and never more than the setting allows', async () => {
    expect(idsOf(await caller.search('/Observation?patient=pat-1&_count=7'))).to.have.length(7)
    expect(idsOf(await caller.search('/Observation'))).to.have.length(50)
    const most = await caller.search('/Observation?_count=999999')
    expect(idsOf(most)).to.have.length(1000)
    expect(nextOf(most)).to.be.a('string')
    expect(await problemOf('/Observation?patient=pat-1&_count=-1')).to.equal('400 parse-parameter')
    expect(await problemOf('/Observation?patient=pat-1&_count=ten')).to.equal('400 parse-parameter')
  })

  it('counts when it is asked to', async () => {
    const total = async (query: string) => (await caller.search(`/Encounter?patient=pat-1&${query}`)).total
    expect(await total('_total=accurate')).to.equal(6)
    expect(await total('_total=accurate&_count=2')).to.equal(6)
    expect(await total('_total=estimate')).to.equal(6)
    expect(await total('_total=none')).to.equal(undefined)
    expect(await total('_count=2')).to.equal(undefined)
    const counted = await caller.search('/Encounter?patient=pat-1&_summary=count')
    expect([counted.total, counted.entry]).to.deep.equal([6, undefined])
    const none = await caller.search('/Encounter?patient=pat-1&_count=0&_total=accurate')
    expect([none.total, none.entry]).to.deep.equal([6, undefined])
    expect(await problemOf('/Encounter?patient=pat-1&_total=much')).to.equal('400 parse-parameter')
  })

  it('counts what the rows alone can decide', async () => {
    const found = await caller.search('/Patient?name:contains=iver&_total=accurate&_count=1000')
    expect(found.total).to.equal(idsOf(found).length)
    expect(idsOf(found)).to.include('pat-1')
  })

  it('sorts by dates, words and codes, both ways, with the missing last', async () => {
    const ids = async (query: string) => idsOf(await caller.search(`/Encounter?patient=pat-1&${query}`))
    const byDate = ['enc-3', 'enc-6', 'enc-2', 'enc-1', 'enc-4', 'enc-5']
    expect(await ids('_sort=date')).to.deep.equal(byDate)
    expect(await ids('_sort=-date')).to.deep.equal(byDate.toReversed())
    expect(await ids('_sort=-_lastUpdated')).to.deep.equal(['enc-5', 'enc-4', 'enc-1', 'enc-2', 'enc-6', 'enc-3'])
    expect((await ids('_sort=status,-date')).slice(0, 4)).to.deep.equal(['enc-1', 'enc-2', 'enc-6', 'enc-3'])
    expect(await problemOf('/Encounter?patient=pat-1&_sort=colour')).to.equal('400 plan-sort-unsupported')
  })

  it('gives the elements that are asked for, those that a resource cannot be without, and says so', async () => {
    const [encounter] = entriesOf(await caller.search('/Encounter?_id=enc-1&_elements=period'))
    expect(Object.keys(encounter ?? {})).to.include.members(['resourceType', 'id', 'meta', 'period'])
    expect(encounter).to.not.have.any.keys('participant', 'reasonCode', 'identifier')
    expect(JSON.stringify(encounter?.['meta'])).to.contain('SUBSETTED')
    expect(await problemOf('/Encounter?_id=enc-1&_elements=colour')).to.equal('400 plan-value')
  })

  it('gives summaries', async () => {
    const one = async (summary: string) => entriesOf(await caller.search(`/Encounter?_id=enc-1&_summary=${summary}`))[0]
    const short = await one('true')
    expect(short).to.include.keys('status', 'class', 'subject').and.not.include.any.keys('hospitalization')
    expect(JSON.stringify(short?.['meta'])).to.contain('SUBSETTED')
    expect(await one('text')).to.not.have.any.keys('period', 'participant')
    expect(await one('data')).to.have.property('participant')
    expect(JSON.stringify((await one('false'))?.['meta'])).to.not.contain('SUBSETTED')
    expect(await problemOf('/Encounter?_id=enc-1&_summary=short')).to.equal('400 parse-parameter')
  })

  it('includes what its entries refer to, each once', async () => {
    const bundle = await caller.search(
      '/MedicationRequest?patient=pat-1&intent=order&_include=MedicationRequest:medication',
    )
    const wanted = new Set(
      entriesOf(bundle).flatMap(
        ({ medicationReference }) => (medicationReference as { reference: string } | undefined)?.reference ?? [],
      ),
    )
    expect(wanted.size).to.be.greaterThan(3)
    const included = entriesOf(bundle, 'include')
    expect(included.map(({ resourceType, id }) => `${resourceType}/${id}`).sort()).to.deep.equal([...wanted].sort())
  })

  it('includes several kinds at once, and one target where a type is named', async () => {
    const types = async (query: string) =>
      [
        ...new Set(
          entriesOf(await caller.search(`/Encounter?_id=enc-1,enc-2&${query}`), 'include').map(
            ({ resourceType }) => resourceType,
          ),
        ),
      ].sort()
    expect(await types('_include=Encounter:practitioner&_include=Encounter:location')).to.deep.equal([
      'Location',
      'Practitioner',
    ])
    expect(await types('_include=Encounter:subject:Patient')).to.deep.equal(['Patient'])
    expect(await types('_include=*')).to.include.members(['Location', 'Patient', 'Practitioner', 'Condition'])
  })

  it('includes what refers to its entries', async () => {
    const bundle = await caller.search('/Encounter?_id=enc-8,enc-1&_revinclude=Condition:encounter')
    expect(idsOf(bundle)).to.deep.equal(['enc-1'])
    const included = entriesOf(bundle, 'include')
    expect(included.map(({ id }) => id)).to.include.members(['edx-1', 'edx-2', 'cond-1'])
    expect(new Set(included.map(({ encounter }) => (encounter as { reference: string }).reference))).to.deep.equal(
      new Set(['Encounter/enc-1']),
    )
  })

  it('includes who is behind each entry, of whatever profile', async () => {
    for (const query of [
      '/Observation?patient=pat-1&category=vital-signs',
      '/CareTeam?patient=pat-1',
      '/Patient?_id=pat-1',
    ]) {
      const bundle = await caller.search(`${query}&_count=20&_revinclude=Provenance:target`)
      const behind = entriesOf(bundle, 'include').map(({ id }) => id)
      expect(behind, query).to.have.members(idsOf(bundle).map((id) => `prv-${id}`))
    }
  })

  it('refuses includes that there are not', async () => {
    expect(await problemOf('/Encounter?_id=enc-1&_include=Encounter:colour')).to.equal('400 plan-include-unknown')
    expect(await problemOf('/Encounter?_id=enc-1&_include=nonsense')).to.equal('400 parse-parameter')
    expect(await problemOf('/Encounter?_id=enc-1&_revinclude=Group:member')).to.equal('400 plan-include-unknown')
  })

  it('finds the same by POST, whose form adds to the query', async () => {
    const { status, json } = await amy.post<Bundle>('Observation', 'code=8867-4&_sort=-date', '?patient=pat-1')
    expect([status, idsOf(json)]).to.deep.equal([
      200,
      idsOf(await amy.search('/Observation?patient=pat-1&code=8867-4&_sort=-date')),
    ])
    expect(json.link[0]?.url).to.contain('/Observation?')
  })
})
