/** A search -> how many resources match it and can be given, over all pages. https://hl7.org/fhir/R4/bundle.html#total */
import { Problem } from '../fhir/problem.ts'
import { inPieces } from '../mapping/pause.ts'
import type { SourcePlan } from '../plan/model.ts'
import { countedBySql, wholeOf, type Whole } from '../plan/page/whole.ts'
import { compileCount } from '../query/count.ts'
import type { BadValue } from '../write/frame.ts'
import { layoutFor } from './asked.ts'
import { entryWriter } from './entries.ts'
import { readAllRows } from './read-rows.ts'
import type { Search } from './search.ts'
import { walkSource, type Step } from './walk.ts'

/** SQL counts what SQL decides. */
async function countInDatabase({ database, signal }: Search, plan: SourcePlan, whole: Whole): Promise<number> {
  const [row] = await readAllRows(database, compileCount(plan, database.dialect, whole), signal)
  return Number(row?.[0] ?? 0)
}

async function countWhole({ found, shape }: Step, plan: SourcePlan, { write }: Search): Promise<number> {
  const writer = entryWriter(plan, shape, write)
  const bad: BadValue[] = []
  const given = await inPieces(found, (each) => writer.resource(each, bad) !== '')
  return given.filter(Boolean).length
}

/** Rows are looked at one by one, and those that may lack something are written; not more of them than may be gathered. */
async function countOnRows(search: Search, plan: SourcePlan): Promise<number> {
  const { database, signal, plan: asked, write } = search
  const most = asked.context.limits.gatherRows
  const isWritten = wholeOf(plan, asked.facts)?.size !== 0
  const layout = layoutFor(plan, { isWritten, hits: [], ...(write.elements && { elements: write.elements }) })
  const walk = { plan, layout, facts: asked.facts, database, ...(signal && { signal }), room: () => most }
  let count = 0
  let examined = 0
  for await (const step of walkSource(walk)) {
    count += isWritten ? await countWhole(step, plan, search) : step.found.length
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
    const whole = countedBySql(plan, search.plan.facts)
    total += await (whole === undefined ? countOnRows(search, plan) : countInDatabase(search, plan, whole))
  }
  return total
}
