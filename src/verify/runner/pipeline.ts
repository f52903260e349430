/** A search -> the answer of the whole pipeline, all of its pages: what a client would see, without HTTP, held against what is known. */
import { printSearch } from '../../parse/print-search.ts'
import type { SearchRequest } from '../../parse/request.ts'
import type { Context } from '../../plan/model.ts'
import { parseExactly } from '../oracle/decimal.ts'
import { textMember } from '../oracle/json.ts'
import { doorOf } from './door.ts'
import type { Item, Subject } from './model.ts'
import { readPage, type Page, type Served } from './page.ts'

/** An entry of an answer. The resource is made of its text when it is looked at. */
export interface Given {
  readonly resourceType: string
  readonly id: string
  readonly resource: object
}

export interface Answered {
  /** In the order of the pages. */
  readonly matches: readonly Given[]
  readonly included: readonly Given[]
  /** `Type/id` of entries that are served otherwise than a read serves them. */
  readonly otherwise: readonly string[]
  /** False when there were more pages than were read. */
  readonly isWhole: boolean
  readonly pages: number
  readonly total?: number
}

/** What is known of a resource; undefined where it was not read before. */
export type LookUp = (type: string, id: string) => Item | undefined

/** Of a walk that has to come to its end. */
const allPages = 500
/** Where not all is known what an answer lacks cannot be told: some of it shows what it has. */
const somePages = 3

export const pagesFor = ({ isWhole }: { readonly isWhole: boolean }): number => (isWhole ? allPages : somePages)

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

export const idOf = (resource: object): string => ('id' in resource ? String(resource.id) : '')
export const nameOf = (resource: object): string => `${textMember(resource, 'resourceType') ?? ''}/${idOf(resource)}`

interface Entry {
  readonly mode: Served['mode']
  readonly given: Given
  readonly otherwise?: string
}

class ServedResource implements Given {
  readonly resourceType: string
  readonly id: string
  readonly #text: string

  constructor(resourceType: string, id: string, text: string) {
    this.resourceType = resourceType
    this.id = id
    this.#text = text
  }

  get resource(): object {
    return parseExactly(this.#text) as object
  }
}

/** What is known to the letter need not be read again. */
function entryOf({ mode, fullUrl, text }: Served, base: string, lookUp: LookUp): Entry {
  const name = fullUrl.startsWith(`${base}/`) ? fullUrl.slice(base.length + 1) : ''
  const [type = '', id = ''] = name.split('/')
  const item = mode === 'outcome' ? undefined : lookUp(type, id)
  if (item?.text === text) return { mode, given: new ServedResource(type, id, text) }
  const own = nameOf(parseExactly(text) as object)
  const given = new ServedResource(...(own.split('/') as [string, string]), text)
  const isAsNamed = mode === 'outcome' || own === name
  return { mode, given, ...((item !== undefined || !isAsNamed) && { otherwise: own }) }
}

const ofMode = (entries: readonly Entry[], mode: Served['mode']): readonly Given[] =>
  entries.flatMap((each) => (each.mode === mode ? [each.given] : []))

/** Of so many pages at most. Throws Problem as the pipeline does, and SyntaxError where what it wrote is no JSON. */
export async function ask(
  request: SearchRequest,
  context: Context,
  subject: Subject,
  lookUp: LookUp = () => undefined,
  mostPages = allPages,
): Promise<Answered> {
  const { search } = subject.door ?? doorOf(subject.database, subject.signal)
  const pages: Page[] = []
  let query: string | undefined = printSearch(request)
  while (query !== undefined && pages.length < mostPages) {
    const page = readPage(await search(request.type, query, context))
    pages.push(page)
    query = page.next
  }
  const total = pages[0]?.total
  const entries = pages.flatMap((page) => page.entries.map((each) => entryOf(each, context.base, lookUp)))
  return {
    matches: ofMode(entries, 'match'),
    included: ofMode(entries, 'include'),
    otherwise: entries.flatMap(({ otherwise }) => otherwise ?? []),
    isWhole: query === undefined,
    pages: pages.length,
    ...(total !== undefined && { total }),
  }
}
