/** A search -> how many resources match it, over all pages. */
import { Problem } from '../fhir/problem.ts'
import type { SourcePlan } from '../plan/model.ts'
import { compileCount } from '../query/count.ts'
import { layoutFor } from './asked.ts'
import { readAllRows } from './read-rows.ts'
import type { Search } from './search.ts'
import { isChecked, walkSource } from './walk.ts'

/** SQL counts what SQL decides. */
async function countInDatabase({ database, signal }: Search, plan: SourcePlan): Promise<number> {
  const [row] = await readAllRows(database, compileCount(plan, database.dialect), signal)
  return Number(row?.[0] ?? 0)
}

/** Where rows are checked one by one, they are all read; not more of them than may be gathered. */
async function countOnRows({ database, signal, plan: search }: Search, plan: SourcePlan): Promise<number> {
  const most = search.context.limits.gatherRows
  const layout = layoutFor(plan, { isWritten: false, hits: [] })
  let count = 0
  let examined = 0
  const walk = { plan, layout, facts: search.facts, database, ...(signal && { signal }), room: () => most }
  for await (const step of walkSource(walk)) {
    count += step.found.length
    examined += step.examined
    if (examined > most) {
      const message = `Counting this search would look at more than ${most} rows.`
      throw new Problem('plan-total-unbounded', message, { hint: 'Narrow the search, or leave _total out.' })
    }
  }
  return count
}

/** Throws `plan-total-unbounded` where too many rows would have to be looked at. */
export async function countMatches(search: Search): Promise<number> {
  let total = 0
  for (const plan of search.plan.sources) {
    total += await (isChecked(plan) ? countOnRows(search, plan) : countInDatabase(search, plan))
  }
  return total
}
