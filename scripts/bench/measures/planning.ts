/** T8: microseconds from a query string of a known shape to its SQL, against URLSearchParams alone. */
import { parseSearch } from '../../../src/parse/search.ts'
import { planSearch } from '../../../src/plan/search.ts'
import { startSearch, matchWalk } from '../../../src/search/search.ts'
import { stateRows } from '../../../src/search/walk.ts'
import type { Database } from '../../../src/rows/database.ts'
import type { Measure } from '../measure.ts'
import { race, rateOf } from '../row.ts'
import { pageSize, patientScope } from '../subject.ts'

export const planning: Measure = {
  id: 'T8',
  on: 'one',
  async run({ engine, subject, seconds }) {
    const context = subject.context(patientScope, subject.patient)
    // Nothing is run: the statement is asked of a database that is none.
    const database = { dialect: engine } as Database
    const plan = (): unknown => {
      const asked = planSearch(parseSearch({ type: 'Observation', query: subject.pageQuery }), context)
      const walk = matchWalk(startSearch(asked, database), asked.sources[0]!)
      return stateRows(walk, { limit: pageSize + 1 })
    }
    const { rates } = await race(
      { floor: rateOf(() => [...new URLSearchParams(subject.pageQuery)]), ours: rateOf(plan, 10) },
      seconds,
    )
    const [floor, ours] = [1e6 / rates.floor, 1e6 / rates.ours]
    const what = 'parse, plan and SQL on a known shape, against URLSearchParams'
    return { what, unit: 'us', floor, ours, ratio: ours, target: 10, isLess: true }
  },
}
