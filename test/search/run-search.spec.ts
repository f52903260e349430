import { expect } from 'chai'
import type { SearchRequest } from '../../src/parse/request.ts'
import { planRead } from '../../src/plan/read.ts'
import { planSearch } from '../../src/plan/search.ts'
import { readAll } from '../../src/search/resources.ts'
import { runRead } from '../../src/search/run-read.ts'
import { runSearch } from '../../src/search/run-search.ts'
import { context, createTables, labCount, request, sources } from './clinic.ts'
import { memoryDatabase } from './memory-database.ts'

interface Entry {
  readonly fullUrl?: string
  readonly resource: { readonly resourceType: string; readonly id: string; readonly [name: string]: unknown }
  readonly search: { readonly mode: string }
}

interface Bundle {
  readonly total?: number
  readonly entry?: readonly Entry[]
  readonly link: readonly { readonly relation: string; readonly url: string }[]
}

const tables = createTables()

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += chunk
  return text
}

async function search(
  type: string,
  more: Partial<SearchRequest> = {},
  limits = {},
  database = memoryDatabase(tables),
): Promise<Bundle> {
  const plan = planSearch(request(type, more), context(limits))
  return JSON.parse(await textOf(runSearch(plan, database))) as Bundle
}

const idsOf = ({ entry = [] }: Bundle, mode = 'match'): readonly string[] =>
  entry
    .filter((each) => each.search.mode === mode && each.resource.resourceType !== 'OperationOutcome')
    .map(({ resource }) => resource.id)

const nextOf = ({ link }: Bundle): string | undefined => {
  const url = link.find(({ relation }) => relation === 'next')?.url
  return url === undefined ? undefined : (new URL(url).searchParams.get('_cursor') ?? undefined)
}

/** All pages, and how many there were. */
async function walk(more: Partial<SearchRequest>, limits = {}): Promise<{ ids: readonly string[]; pages: number }> {
  const ids: string[] = []
  let cursor: string | undefined
  for (let pages = 1; ; pages++) {
    const bundle: Bundle = await search('Observation', { ...more, ...(cursor !== undefined && { cursor }) }, limits)
    ids.push(...idsOf(bundle))
    cursor = nextOf(bundle)
    if (cursor === undefined) return { ids, pages }
    expect(pages).to.be.lessThan(200)
  }
}

async function allIds(): Promise<readonly string[]> {
  const ids: string[] = []
  for (const source of [sources.labs, sources.vitals]) {
    for await (const { id } of readAll(source, context(), memoryDatabase(tables))) ids.push(id)
  }
  return ids
}

describe('a search', () => {
  it('gives every resource exactly once and in order over all pages, whatever their size', async () => {
    const expected = await allIds()
    expect(expected).to.have.length.greaterThan(40)
    for (const count of [1, 2, 3, 5, 7, 10, 23, expected.length - 1, expected.length, 500]) {
      const { ids, pages } = await walk({ count })
      expect(ids, `pages of ${count}`).to.deep.equal(expected)
      expect(pages).to.equal(Math.ceil(expected.length / count))
    }
  })

  it('reads on where the rows themselves decide, and stops at the rows it may examine', async () => {
    const parameters = [{ name: 'code', values: ['b'] }]
    const { ids } = await walk({ parameters, count: 2 })
    expect(ids).to.have.length.greaterThan(3)
    const small = await walk({ parameters, count: 2 }, { gatherRows: 3 })
    expect(small.ids).to.deep.equal(ids)
  })

  it('is one statement for each source where a page has neither children nor includes', async () => {
    const database = memoryDatabase(tables)
    const bundle = await search('Patient', { count: 3 }, {}, database)
    expect(idsOf(bundle)).to.deep.equal(['pat-1', 'pat-2', 'pat-3'])
    expect(database.statements).to.have.length(1)
  })

  it('is a valid Bundle when nothing matches', async () => {
    const bundle = await search('Observation', { parameters: [{ name: '_id', values: ['lab-999'] }] })
    expect(bundle).not.to.have.property('entry')
    expect(bundle.link.map(({ relation }) => relation)).to.deep.equal(['self'])
  })

  it('names the resource by its absolute URL and gives its child rows in order', async () => {
    const { entry = [] } = await search('Observation', { parameters: [{ name: '_id', values: ['lab-15'] }] })
    expect(entry[0]).to.deep.include({ fullUrl: 'http://fhir.example/1/Observation/lab-15', search: { mode: 'match' } })
    expect(entry[0]?.resource['note']).to.deep.equal([{ text: 'note 1 of 5' }, { text: 'note 2 of 5' }])
  })

  it('puts an outcome behind a resource with a bad value, without the value', async () => {
    const { entry = [] } = await search('Observation', { parameters: [{ name: '_id', values: ['lab-15'] }] })
    expect(entry).to.have.length(2)
    expect(entry[1]?.search.mode).to.equal('outcome')
    expect(entry[1]?.resource).to.have.nested.property('issue[0].expression[0]', 'Observation.value')
    expect(JSON.stringify(entry[1])).not.to.include('"bad"')
  })

  it('counts only, without reading a page', async () => {
    const all = await allIds()
    const database = memoryDatabase(tables)
    const bundle = await search('Observation', { summary: 'count' }, {}, database)
    expect(bundle).to.deep.include({ total: all.length }).and.not.have.property('entry')
    expect(database.statements).to.have.length(2)
    const checked = await search('Observation', {
      total: 'accurate',
      count: 1,
      parameters: [{ name: 'code', values: ['b'] }],
    })
    expect(checked.total).to.equal((await walk({ parameters: [{ name: 'code', values: ['b'] }] })).ids.length)
  })

  it('refuses to count more rows than may be gathered', async () => {
    const counting = search(
      'Observation',
      { total: 'accurate', parameters: [{ name: 'code', values: ['b'] }] },
      { gatherRows: 5 },
    )
    expect(await counting.catch((error: unknown) => error)).to.include({ code: 'plan-total-unbounded' })
  })

  it('writes only the elements asked for and reads no other columns', async () => {
    const database = memoryDatabase(tables)
    const { entry = [] } = await search('Observation', { elements: ['subject'], count: 1 }, {}, database)
    expect(Object.keys(entry[0]?.resource ?? {})).to.deep.equal([
      'resourceType',
      'id',
      'meta',
      'status',
      'code',
      'subject',
    ])
    expect(database.statements.join()).not.to.match(/VAL|TXT/)
  })

  it('tells what lenient handling ignored in an outcome entry', async () => {
    const parameters = [{ name: 'colour', values: ['red'] }]
    const { entry = [] } = await search('Patient', { handling: 'lenient', parameters })
    expect(entry.at(-1)?.search.mode).to.equal('outcome')
    expect(JSON.stringify(entry.at(-1))).to.include('colour')
  })
})

describe('a sorted search', () => {
  const days = ({ entry = [] }: Bundle): readonly unknown[] =>
    entry.filter(({ search }) => search.mode === 'match').map(({ resource }) => resource['effectiveDateTime'] ?? '-')

  it('merges the sources by date, missing values last in both directions', async () => {
    const up = days(await search('Observation', { count: 500, sort: [{ name: 'date', descending: false }] }))
    const dated = up.filter((day) => day !== '-')
    expect(up.slice(0, dated.length)).to.deep.equal([...dated].sort())
    const down = days(await search('Observation', { count: 500, sort: [{ name: 'date', descending: true }] }))
    expect(down).to.deep.equal([...[...dated].sort().reverse(), ...down.filter((day) => day === '-')])
  })

  it('gives the same walk for pages of any size', async () => {
    const sort = [{ name: 'date', descending: true }]
    const whole = await walk({ count: 500, sort })
    expect([...whole.ids].sort()).to.deep.equal([...(await allIds())].sort())
    for (const count of [1, 4, 9])
      expect((await walk({ count, sort })).ids, `pages of ${count}`).to.deep.equal(whole.ids)
  })

  it('is refused when it would gather more rows than it may', async () => {
    const sorting = search(
      'Observation',
      { sort: [{ name: 'date', descending: true }], parameters: [{ name: '_id', values: ['lab-3', 'lab-6'] }] },
      { gatherRows: 1 },
    )
    expect(await sorting.catch((error: unknown) => error)).to.include({ code: 'plan-sort-unbounded' })
  })
})

describe('an include', () => {
  const include = [{ type: 'Observation', parameter: 'subject', iterate: false }]
  const revinclude = [{ type: 'Observation', parameter: 'subject', iterate: false }]

  it('gives what the page points to once each, in one statement', async () => {
    const database = memoryDatabase(tables)
    const bundle = await search('Observation', { include, count: 12 }, {}, database)
    expect(idsOf(bundle, 'include')).to.deep.equal(['pat-1', 'pat-2', 'pat-3', 'pat-4', 'pat-5'])
    expect(database.statements.filter((sql) => sql.includes('"P"'))).to.have.length(1)
  })

  it('gives what points to the page from every source', async () => {
    const bundle = await search('Patient', { revinclude, parameters: [{ name: '_id', values: ['pat-2'] }] })
    const included = idsOf(bundle, 'include')
    expect(included.some((id) => id.startsWith('lab-'))).to.equal(true)
    expect(included.some((id) => id.startsWith('vit-'))).to.equal(true)
    expect(new Set(included).size).to.equal(included.length)
  })

  it('says so when there is more to include than a page may hold', async () => {
    const bundle = await search('Patient', { revinclude }, { maximumIncluded: 3 })
    expect(idsOf(bundle, 'include')).to.have.length(3)
    expect(JSON.stringify(bundle.entry?.at(-1))).to.include('write-included-capped')
  })
})

describe('a running search', () => {
  it('ends its statement when its reader leaves', async () => {
    const database = memoryDatabase(tables, 2)
    for await (const _ of runSearch(planSearch(request('Patient'), context()), database)) break
    expect(database.open).to.equal(0)
  })

  it('ends with the reason of its signal', async () => {
    const abort = new AbortController()
    const database = memoryDatabase(tables, 1)
    const running = runSearch(planSearch(request('Patient'), context()), database, abort.signal)
    await running.next()
    abort.abort(new Error('left'))
    expect(await textOf(running).catch((error: unknown) => error)).to.have.property('message', 'left')
    expect(database.open).to.equal(0)
  })

  it('fails before its first text when the database does', async () => {
    const database = {
      ...memoryDatabase(tables),
      read: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('down')) }) }),
    }
    const running = runSearch(planSearch(request('Patient'), context()), database)
    expect(await running.next().catch((error: unknown) => error)).to.have.property('message', 'down')
  })
})

describe('a read', () => {
  it('gives the resource of one kind of a row in one statement', async () => {
    const database = memoryDatabase(tables)
    const text = await runRead(planRead('Observation', 'vit-3-8867-4', context()), database)
    expect(JSON.parse(text ?? '')).to.deep.include({ id: 'vit-3-8867-4', valueQuantity: { value: 63, unit: 'x' } })
    expect(database.statements).to.have.length(1)
  })

  it('gives nothing where there is no such row', async () => {
    expect(await runRead(planRead('Observation', 'lab-4', context()), memoryDatabase(tables))).to.equal(undefined)
  })

  it('leaves a bad value out', async () => {
    const text = await runRead(planRead('Observation', 'lab-15', context()), memoryDatabase(tables))
    expect(JSON.parse(text ?? ''))
      .to.include({ id: 'lab-15' })
      .and.not.have.property('valueString')
  })
})

describe('all resources of a source', () => {
  it('come in key order with what was bad in them', async () => {
    const ids: string[] = []
    let bad = 0
    for await (const each of readAll(sources.labs, context(), memoryDatabase(tables))) {
      ids.push(each.id)
      bad += each.bad.length
    }
    expect(ids).to.have.length(labCount)
    expect(ids.slice(0, 2)).to.deep.equal(['lab-3', 'lab-6'])
    expect(bad).to.equal(6)
  })
})
