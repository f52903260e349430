/** Charts merged into those asked about are so rare that a page is planned without them, and told by a flag in its own rows when that was wrong. */
import type { SearchRequest } from '../parse/request.ts'
import type { Context } from '../plan/model.ts'
import { patientKeys } from '../plan/patients.ts'
import type { MergedQuestion } from '../query/merge-question.ts'
import type { Row } from '../rows/database.ts'

/** A page on the lookout. `isSettled` once a row has said that nothing was merged. */
export interface Watch {
  readonly questions: readonly MergedQuestion[]
  isSettled: boolean
}

/** The page has to be planned again, with the merged charts: some were found, or no row came to say that there are none. */
export class ChartsMerged extends Error {
  constructor() {
    super('charts may have been merged into those asked about')
    this.name = 'ChartsMerged'
  }
}

/** Resources on a page that is surely not given out before its first row is looked at. */
const shortPage = 100

function isPlain({ count, sort, total, summary }: SearchRequest, { limits }: Context): boolean {
  const asked = count ?? limits.defaultCount
  return asked > 0 && asked <= shortPage && sort.length === 0 && total !== 'accurate' && summary !== 'count'
}

/** Undefined where the request has to look merged charts up first: it sorts, counts, or wants a long page. */
export function startWatch(request: SearchRequest, context: Context): Watch | undefined {
  if (!isPlain(request, context)) return undefined
  const questions = patientKeys(request, context).map((asked) => ({ ...asked, tenant: context.tenant.key }))
  return { questions, isSettled: questions.length === 0 }
}

/** Looks at the flags behind the columns of a statement's first row. Throws {@link ChartsMerged}. */
export function watchRows(watch: Watch, [first]: readonly Row[]): void {
  if (watch.isSettled || first === undefined) return
  if (first.slice(-watch.questions.length).includes('1')) throw new ChartsMerged()
  watch.isSettled = true
}

/** At the end of a page. Throws {@link ChartsMerged}. */
export function endWatch(watch: Watch | undefined): void {
  if (watch?.isSettled === false) throw new ChartsMerged()
}
