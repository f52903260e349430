import { expect } from 'chai'
import { patientKeys } from '../../src/plan/patients.ts'
import { ChartsMerged, endWatch, startWatch, watchRows, type Watch } from '../../src/search/watch.ts'
import { context, request } from './clinic.ts'

const watching = (): Watch => ({
  questions: [{ source: context().mapping.sources[0]!, tenant: '1', keys: [['1']] }],
  isSettled: false,
})

describe('a page that watches for merged charts', () => {
  it('settles with the first row whose flag says that none was merged', () => {
    const watch = watching()
    watchRows(watch, [['7', 'x', '0']])
    expect(watch.isSettled).to.equal(true)
    expect(() => endWatch(watch)).not.to.throw()
  })

  it('gives up on the first row whose flag says that one was', () => {
    expect(() => watchRows(watching(), [['7', 'x', '1']])).to.throw(ChartsMerged)
  })

  it('gives up at its end when no row came to say so', () => {
    const watch = watching()
    watchRows(watch, [])
    expect(() => endWatch(watch)).to.throw(ChartsMerged)
    expect(() => endWatch(undefined)).not.to.throw()
  })

  it('is settled from the start where nothing can be merged, and not begun where an answer is sorted, counted or long', () => {
    const asked = request('Observation')
    expect(patientKeys(asked, context())).to.deep.equal([])
    expect(startWatch(asked, context())?.isSettled).to.equal(true)
    const sort = [{ name: 'date', descending: false }]
    for (const other of [
      { sort },
      { total: 'accurate' as const },
      { summary: 'count' as const },
      { count: 101 },
      { count: 0 },
    ]) {
      expect(startWatch(request('Observation', other), context())).to.equal(undefined)
    }
  })
})
