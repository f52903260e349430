/** A search, as text -> the answer of the whole pipeline, all of its pages: what a client would see, without HTTP. */
import { printSearch } from '../../parse/print-search.ts'
import type { SearchRequest } from '../../parse/request.ts'
import { parseSearch } from '../../parse/search.ts'
import type { Context } from '../../plan/model.ts'
import { planSearch } from '../../plan/search.ts'
import { runSearch } from '../../search/run-search.ts'
import type { Subject } from './model.ts'

export interface Answered {
  /** In the order of the pages. */
  readonly matches: readonly object[]
  readonly included: readonly object[]
  /** False when there were more pages than were read. */
  readonly isWhole: boolean
  readonly pages: number
  readonly total?: number
}

interface Entry {
  readonly resource: { readonly resourceType: string; readonly id?: string }
  readonly search?: { readonly mode: 'match' | 'include' | 'outcome' }
}

interface Page {
  readonly total?: number
  readonly entry?: readonly Entry[]
  readonly link: readonly { readonly relation: string; readonly url: string }[]
}

const mostPages = 500

/** A search for these parameters and nothing else. */
export const requestFor = (
  type: string,
  parameters: SearchRequest['parameters'],
  controls: Partial<SearchRequest> = {},
): SearchRequest => ({
  type,
  parameters,
  sort: [],
  elements: [],
  include: [],
  revinclude: [],
  handling: 'strict',
  ...controls,
})

async function askPage(type: string, query: string, context: Context, { database, signal }: Subject): Promise<Page> {
  const request = parseSearch({ type, query })
  let text = ''
  for await (const piece of runSearch(planSearch(request, context), database, signal)) text += piece
  return JSON.parse(text) as Page
}

const nextOf = ({ link }: Page): string | undefined => {
  const next = link.find(({ relation }) => relation === 'next')?.url
  return next === undefined ? undefined : new URL(next).search.slice(1)
}

const ofMode = (pages: readonly Page[], mode: string): readonly object[] =>
  pages.flatMap(({ entry = [] }) => entry.filter(({ search }) => search?.mode === mode).map(({ resource }) => resource))

/** Throws Problem as the pipeline does, and SyntaxError where what it wrote is no JSON. */
export async function ask(request: SearchRequest, context: Context, subject: Subject): Promise<Answered> {
  const pages: Page[] = []
  let query: string | undefined = printSearch(request)
  while (query !== undefined && pages.length < mostPages) {
    const page = await askPage(request.type, query, context, subject)
    pages.push(page)
    query = nextOf(page)
  }
  const total = pages[0]?.total
  return {
    matches: ofMode(pages, 'match'),
    included: ofMode(pages, 'include'),
    isWhole: query === undefined,
    pages: pages.length,
    ...(total !== undefined && { total }),
  }
}

export const idOf = (resource: object): string => ('id' in resource ? String(resource.id) : '')
