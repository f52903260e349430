/** A search as a client writes it -> its pages, with the texts of their entries as they would go over the wire. */
import { parseSearch } from '../../src/parse/search.ts'
import type { Context } from '../../src/plan/model.ts'
import { planRead } from '../../src/plan/read.ts'
import { planSearch } from '../../src/plan/search.ts'
import { runRead } from '../../src/search/run-read.ts'
import { runSearch } from '../../src/search/run-search.ts'
import { parseExactly } from '../../src/verify/oracle/decimal.ts'
import type { Subject } from '../../src/verify/runner/model.ts'

export interface Entry {
  readonly id: string
  readonly type: string
  /** The resource's text. */
  readonly text: string
  readonly mode: 'match' | 'include' | 'outcome'
}

export interface Answer {
  readonly entries: readonly Entry[]
  readonly total?: number
  readonly pages: number
}

interface Bundle {
  readonly total?: number
  readonly link?: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly {
    readonly resource: { readonly resourceType: string; readonly id?: string }
    readonly search?: { readonly mode: Entry['mode'] }
  }[]
}

/** More pages than rows mean a walk that does not end. */
const mostPages = 300

async function askPage(type: string, query: string, context: Context, { database }: Subject): Promise<string> {
  const request = parseSearch({ type, query })
  let text = ''
  for await (const piece of runSearch(planSearch(request, context), database)) text += piece
  return text
}

const entriesOf = ({ entry = [] }: Bundle): readonly Entry[] =>
  entry.map(({ resource, search }) => ({
    id: resource.id ?? '',
    type: resource.resourceType,
    text: JSON.stringify(resource),
    mode: search?.mode ?? 'match',
  }))

/** All pages, by their links. `search` is `Type?query`. Throws what the pipeline throws. */
export async function ask(search: string, context: Context, subject: Subject): Promise<Answer> {
  const [type = '', first = ''] = search.split(/\?(.*)/s)
  const entries: Entry[] = []
  let query: string | undefined = first
  let total: number | undefined
  let pages = 0
  while (query !== undefined) {
    if (pages++ === mostPages) throw new Error(`more than ${mostPages} pages`)
    const bundle = parseExactly(await askPage(type, query, context, subject)) as Bundle
    entries.push(...entriesOf(bundle))
    total ??= bundle.total
    const next: string | undefined = bundle.link?.find(({ relation }) => relation === 'next')?.url
    query = next === undefined ? undefined : new URL(next).search.slice(1)
  }
  return { entries, pages, ...(total !== undefined && { total }) }
}

/** The text of one resource. Throws what the pipeline throws. */
export async function read(type: string, id: string, context: Context, { database }: Subject): Promise<string> {
  const text = await runRead(planRead(type, id, context), database)
  return text === undefined ? '' : JSON.stringify(parseExactly(text))
}
