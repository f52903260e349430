/** Results under the key of a merged chart are the survivor's, by whichever way a search finds out that there are some. */
import { expect } from 'chai'
import { callerOf, idsOf, type Bundle } from './client.ts'

describe('the results of a merged chart', () => {
  const search = async (query: string): Promise<readonly string[]> => {
    const caller = await callerOf('drlee')
    const { status, json: body } = await caller.get<Bundle>(`/${query}`)
    expect(status, query).to.equal(200)
    return idsOf(body)
  }

  it('are found under the survivor on a short page, a long one, a sorted one, and counted', async () => {
    const short = await search('Observation?patient=pat-8')
    expect(short).not.to.deep.equal([])
    expect(await search('Observation?patient=pat-8&_count=1000')).to.deep.equal(short)
    expect([...(await search('Observation?patient=pat-8&_sort=date'))].sort()).to.deep.equal([...short].sort())
    const caller = await callerOf('drlee')
    const { json: body } = await caller.get<Bundle>('/Observation?patient=pat-8&_summary=count')
    expect(body.total).to.equal(short.length)
  })

  it('are no longer found under the chart that was merged away', async () => {
    expect(await search('Observation?patient=pat-7')).to.deep.equal([])
  })

  it('do not turn up with other patients', async () => {
    const merged = new Set(await search('Observation?patient=pat-8'))
    const others = await search('Observation?patient=pat-1&_count=1000')
    expect(others.some((id) => merged.has(id))).to.equal(false)
  })
})
