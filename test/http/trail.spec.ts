/** Answers of social history have no audit columns: what was mended in place is known to the audit trail alone. */
import { expect } from 'chai'
import { backendOf, entriesOf, idsOf, type Caller, type Resource } from './client.ts'

const updatedOf = ({ meta }: Resource): unknown => (meta as { readonly lastUpdated?: unknown }).lastUpdated

describe('a change that only the audit trail knows of', () => {
  let caller: Caller
  const social = (query: string) =>
    caller.search(`/Observation?patient=pat-1&category=social-history&_count=100${query}`)
  const ids = async (query: string) => idsOf(await social(query))

  before(async function () {
    this.timeout(30_000)
    caller = await backendOf(1)
  })

  it('is when the resource was last updated', async () => {
    const [answer] = entriesOf(await caller.search('/Observation?_id=soc-9'))
    expect(updatedOf(answer!)).to.equal('2026-01-08T09:30:00.000-06:00')
    const [other] = entriesOf(await caller.search('/Observation?_id=soc-8'))
    expect(updatedOf(other!)).to.equal('2025-11-03T09:55:00-06:00')
  })

  it('is found by _lastUpdated, and counted', async () => {
    expect(await ids('&_lastUpdated=ge2026-01-01')).to.deep.equal(['soc-9'])
    expect(await ids('&_lastUpdated=2026-01-08')).to.deep.equal(['soc-9'])
    expect((await social('&_lastUpdated=ge2026-01-01&_total=accurate')).total).to.equal(1)
  })

  it('is the newest one: what the trail has from before is not found', async () => {
    expect(await ids('&_lastUpdated=2025-11-10')).to.deep.equal([])
    const before = await ids('&_lastUpdated=lt2026-01-01')
    expect(before).to.include('soc-8').and.not.include('soc-9')
    expect((await ids('&_sort=-_lastUpdated'))[0]).to.equal('soc-9')
  })
})
