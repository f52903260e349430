/** The most that a search may ask, from its text to all of its statements: an answer or a refusal, in bounds of CPU and memory. */
import { expect } from 'chai'
import { Problem } from '../../../src/fhir/problem.ts'
import { parseSearch } from '../../../src/parse/search.ts'
import { planSearch } from '../../../src/plan/search.ts'
import type { Database } from '../../../src/rows/database.ts'
import { runSearch } from '../../../src/search/run-search.ts'
import { staffOf } from '../../declared/reader.ts'
import { sqliteUrl, subjectAt } from '../../declared/subject.ts'
import { costOf } from './cost.ts'
import { worstRequests, type Worst } from './requests.ts'

/** A tenth of a second, where a unit takes a millisecond. */
const most = { units: 100, megabytes: 50 }

const nameOf = ({ type, form }: Worst): string => `${type}?${form.slice(0, 60)}`

describe('the most that a search may ask', () => {
  it('is planned and stated in bounds, whatever the type of the parameter and its modifier', async () => {
    const subject = await subjectAt(sqliteUrl)
    const empty: Database = { ...subject.database, async *read() {} }
    const context = staffOf(subject)
    /** Undefined where it is answered. */
    async function refusal({ type, form }: Worst): Promise<string | undefined> {
      try {
        const plan = planSearch(parseSearch({ type, query: '', body: form }), context)
        for await (const text of runSearch(plan, empty)) expect(text).to.be.a('string')
        return undefined
      } catch (error) {
        if (error instanceof Problem) return error.code
        throw error
      }
    }
    const requests = worstRequests(subject.mapping)
    const over: string[] = []
    const refused = new Set<Worst>()
    for (const request of requests) {
      let code: string | undefined
      const { units, megabytes } = await costOf(async () => (code = await refusal(request)), most)
      if (code !== undefined) refused.add(request)
      if (code !== undefined) expect(code, nameOf(request)).to.match(/^(plan-too-many-values|parse-value)$/)
      if (units > most.units || megabytes > most.megabytes)
        over.push(`${nameOf(request)}: ${Math.round(units)} units, ${Math.round(megabytes)} MB`)
    }
    expect(over).to.deep.equal([])
    expect(requests).to.have.length.greaterThan(30)
    expect(refused.size).to.be.lessThan(requests.length / 4)
  })
})
