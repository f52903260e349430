/** A search plan -> the JSON text of its Bundle, piece by piece. https://hl7.org/fhir/R4/search.html */
import { inPieces } from '../mapping/pause.ts'
import type { SearchPlan } from '../plan/model.ts'
import { nextUrl } from '../plan/page/cursor.ts'
import type { Database } from '../rows/database.ts'
import { bundleText, outcomeEntry, type Link } from '../write/bundle.ts'
import { warningsText } from '../write/outcome.ts'
import { entryWriter, joinEntries, lostEntry } from './entries.ts'
import { includedEntries } from './included.ts'
import { startIncludes, noteMatches } from './include-targets.ts'
import { pageMatches } from './page.ts'
import { startSearch, type Progress, type Search, type Taken } from './search.ts'
import { sortedMatches } from './sorted.ts'
import { countMatches } from './total.ts'

/** Their text, and those that are given in it: what is withheld refers to nothing. */
async function writeMatches(
  { write }: Search,
  taken: Taken,
): Promise<{ readonly text: string; readonly given: Taken }> {
  const { plan, shape, found, lost } = taken
  const writer = entryWriter(plan, shape, write)
  const entries = await inPieces(found, (each) => writer.entry(each, 'match'))
  const given = found.filter((_, index) => entries[index]!.isGiven)
  return {
    text: joinEntries([...entries.map(({ text }) => text), lostEntry(plan, lost)]),
    given: { ...taken, found: given },
  }
}

async function* pageEntries(search: Search, progress: Progress): AsyncGenerator<string, void> {
  const { plan } = search
  const includes = startIncludes(plan)
  const matches = plan.sort.length > 0 ? sortedMatches(search, progress) : pageMatches(search, progress)
  for await (const taken of matches) {
    const { text, given } = await writeMatches(search, taken)
    noteMatches(includes, plan, given)
    yield text
  }
  yield* includedEntries(search, includes)
  // Last, so that nothing is given out before the database has answered.
  if (plan.warnings.length > 0) yield outcomeEntry(warningsText(plan.warnings))
}

const linksOf = (plan: SearchPlan, { next }: Progress): readonly Link[] => {
  const self: Link = { relation: 'self', url: plan.self }
  return next ? [self, { relation: 'next', url: nextUrl(plan, next) }] : [self]
}

async function* warningsOnly({ warnings }: SearchPlan): AsyncGenerator<string, void> {
  if (warnings.length > 0) yield outcomeEntry(warningsText(warnings))
}

/**
 * Text in pieces, the first when the first rows are there: up to then an error can still become a status of its own, later ones break
 * off the text. Leaving early, or `signal`, ends the statements. Throws what the database throws, `plan-sort-unbounded` and
 * `plan-total-unbounded`.
 */
export async function* runSearch(
  plan: SearchPlan,
  database: Database,
  signal?: AbortSignal,
): AsyncGenerator<string, void> {
  const search = startSearch(plan, database, signal)
  const progress: Progress = { taken: 0, examined: 0, next: undefined }
  const isCounted = plan.countOnly || plan.total === 'accurate'
  const head = isCounted ? { total: await countMatches(search) } : {}
  const entries = plan.countOnly ? warningsOnly(plan) : pageEntries(search, progress)
  yield* bundleText(head, entries, () => linksOf(plan, progress))
}
