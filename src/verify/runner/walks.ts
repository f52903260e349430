/** One type, narrowed -> questions of order, pages and totals, each held against all that there is, walked by long pages. */
import type { SearchParameterRequest, SearchRequest } from '../../parse/request.ts'
import type { Difference } from '../report.ts'
import { differ } from './attempt.ts'
import { askAs, staff } from './caller.ts'
import { compare } from './compare.ts'
import type { Known, World } from './model.ts'
import { pagesFor, requestFor, type Answered, type Given } from './pipeline.ts'

type Parameters = readonly SearchParameterRequest[]

/** What one control is proved with. */
export interface Case {
  readonly label: string
  readonly request: SearchRequest
  /** Of so many pages at most. */
  readonly pages?: number
  readonly check: (answer: Answered, query: string) => Promise<Difference | undefined> | Difference | undefined
}

/** What a type is narrowed to, and all of that by long pages, which are asked for once. */
export interface Narrowed {
  readonly known: Known
  readonly parameters: Parameters
  /** So many pages may be walked: what is narrowed by nothing has no end where not all is known. */
  readonly pages: number
  whole(): Promise<Answered>
}

export function narrowedTo(known: Known, parameters: Parameters, world: World): Narrowed {
  const request = requestFor(known.type, parameters, { count: world.subject.limits.maximumCount })
  const pages = pagesFor({ isWhole: known.isWhole || parameters.length > 0 })
  let asked: Promise<Answered> | undefined
  return { known, parameters, pages, whole: () => (asked ??= askAs(staff(world), request, world, pages)) }
}

/** Short pages need not come to the end of a long answer: what they have is held against long ones. */
const mostPages = 30

/** Undefined keys come last both ways; where two are equal any order will do. */
function wrongNeighbours({ byId, items }: Known, matches: readonly Given[], sort: SearchRequest['sort'][number]) {
  const at = matches.findIndex((each, index) => {
    const next = matches[index + 1]
    const { oracle } = byId.get(each.id) ?? items[0]!
    return next !== undefined && oracle.compare(each.resource, next.resource, sort) > 0
  })
  return at < 0 ? undefined : `${matches[at]?.id} stands before ${matches[at + 1]?.id}`
}

/** Both have come to their ends. */
function compareSets(answer: Answered, whole: Answered, query: string): Difference | undefined {
  const [given, all] = [answer, whole].map(({ matches }) => new Set(matches.map(({ id }) => id))) as [
    Set<string>,
    Set<string>,
  ]
  const missing = [...all].filter((id) => !given.has(id))
  const unexpected = [...given].filter((id) => !all.has(id))
  return missing.length + unexpected.length === 0 ? undefined : { query, missing, unexpected }
}

function sortCase(narrowed: Narrowed, sort: SearchRequest['sort'][number]): Case {
  const { known, parameters, pages, whole } = narrowed
  return {
    label: '(sort)',
    request: requestFor(known.type, parameters, { sort: [sort], count: 7 }),
    pages: Math.min(mostPages, pages),
    check: async (answer, query) => {
      const wrong = wrongNeighbours(known, answer.matches, sort)
      if (wrong !== undefined) return differ(query, wrong)
      const all = await whole()
      return answer.isWhole && all.isWhole ? compareSets(answer, all, query) : undefined
    },
  }
}

/** R4 leaves open by which part of a name, or which code of a concept, to sort: there any order is right. */
const ordered: ReadonlySet<string> = new Set(['date', 'quantity', 'number', 'reference'])

export function sortCases(narrowed: Narrowed, { subject }: World): readonly Case[] {
  const offered = [...(subject.mapping.parameters.get(narrowed.known.type)?.values() ?? [])]
  return offered
    .filter(({ type }) => ordered.has(type))
    .flatMap(({ name }) => [false, true].map((descending) => sortCase(narrowed, { name, descending })))
}

/** The first of them, where one walk or the other was left before its end. */
function isBeginning(some: Answered, all: Answered): boolean {
  const least = Math.min(some.matches.length, all.matches.length)
  if (some.isWhole && all.matches.length > least) return false
  if (all.isWhole && some.matches.length > least) return false
  return some.matches.slice(0, least).every(({ id }, at) => id === all.matches[at]?.id)
}

/** The same resources in the same order, whatever the size of the page. */
export function pageCase({ known, parameters, pages, whole }: Narrowed, count: number): Case {
  return {
    label: '(pages)',
    request: requestFor(known.type, parameters, { count }),
    pages: Math.min(mostPages, pages),
    check: async (some, query) => {
      const all = await whole()
      return isBeginning(some, all)
        ? compare(known, parameters, all, query)
        : differ(query, `pages of ${count} give another walk than long ones`)
    },
  }
}

/** The total is what a walk gives, asked beside it or alone. */
export function totalCases({ known, parameters, whole }: Narrowed): readonly Case[] {
  const check = async ({ total }: Answered, query: string): Promise<Difference | undefined> => {
    const { matches, isWhole } = await whole()
    if (!isWhole || total === matches.length) return undefined
    return differ(query, `total says ${total}, the pages have ${matches.length}`)
  }
  const beside = requestFor(known.type, parameters, { total: 'accurate', count: 1 })
  const alone = requestFor(known.type, parameters, { summary: 'count' })
  return [
    { label: '(total)', request: beside, pages: 1, check },
    { label: '(total)', request: alone, check },
  ]
}
