/** What an answer says of its other pages: how many there are in all, and links that lead to them. */
import { expect } from 'chai'
import { Problem } from '../../src/fhir/problem.ts'
import { sqlite } from '../rows/engines.ts'
import { idsOf, nextOf, serve, toldIn, type Bundle, type Served, opened } from './served.ts'

const source = (type: string, name: string, table: string, map: string): string => `
resource: ${type}
source: ${name}
from: ${table} t
key: t.nr
patient: =t.pat_nr | ref(pat)
map: ${map}
`

const files = {
  'system.yaml': 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n',
  'a-pat.yaml': `
resource: Patient
source: pat
from: pat p
key: p.nr
tenant: p.org_id
patient: p.nr
map: { name: [{ family: =p.nm }], identifier: [{ system: 'urn:x', value: =p.nm }] }
`,
  'b-aa.yaml': source('Observation', 'aa', 'lab', '{ status: =t.st, code: { text: =t.cd }, category: laboratory }'),
  'c-bb.yaml': source('Observation', 'bb', 'vit', '{ status: final, code: { text: =t.cd }, category: vital-signs }'),
  'd-cond.yaml': source('Condition', 'cond', 'prob', '{ code: { text: =t.cd } }'),
}

const letters = [...'ABCDEFGH']

const statements = [
  ...['org', 'pat', 'lab', 'vit', 'prob'].map((name) => `drop table if exists ${name}`),
  'create table org (org_id integer not null primary key, tz varchar(20))',
  "insert into org values (1, 'UTC')",
  'create table pat (nr integer not null primary key, org_id integer, nm varchar(20))',
  ...letters.map((nm, index) => `insert into pat values (${index + 1}, 1, '${nm}')`),
  ...['lab', 'vit', 'prob'].flatMap((name) => [
    `create table ${name} (nr integer not null primary key, pat_nr integer, cd varchar(20), st varchar(20))`,
    `create index ${name}_pat on ${name} (pat_nr)`,
    ...[1, 2, 3].map((nr) => `insert into ${name} values (${nr}, 1, '${name} ${nr}', 'final')`),
  ]),
  "insert into lab values (4, 1, 'no status', null), (5, 1, null, 'final'), (6, 1, 'bad', 'nonsense')",
]

async function problemOf(asked: Promise<unknown>): Promise<string> {
  const failure: unknown = await asked.catch((error: unknown) => error)
  return failure instanceof Problem ? `${failure.code} ${failure.status}` : 'none'
}

const count = ({ entry = [] }: Bundle): number => entry.filter(({ search }) => search.mode === 'match').length

describe('the pages of an answer', () => {
  const served = opened(() => serve(sqlite, statements, files))

  it('have in all as many entries as the total says, rows that give no resource left out and told of', async () => {
    for (const search of [
      'Observation?patient=pat-1',
      'Observation?category=laboratory',
      'Observation?_sort=code',
      'Patient?name=A,B',
    ]) {
      const pages = await served.pages(`${search}&_count=2&_total=accurate`)
      const walked = pages.reduce((sum, page) => sum + count(page), 0)
      expect(
        pages.map(({ total }) => total),
        search,
      ).to.deep.equal(pages.map(() => walked))
      expect((await served.search(`${search}&_summary=count`)).total, search).to.equal(walked)
    }
  })

  it('are none for a count of zero, which is the total alone', async () => {
    const { link, ...zero } = await served.search('Patient?_count=0')
    const { link: _, ...counted } = await served.search('Patient?_summary=count')
    expect(zero).to.deep.equal(counted)
    expect(zero.total).to.equal(letters.length)
    expect(link.map(({ relation }) => relation)).to.deep.equal(['self'])
  })

  it('end for a token that reaches less, where they ended for it, and do not begin again', async () => {
    const next = nextOf(await served.search('Observation?_count=8'))!
    const narrow = served.as({ scope: 'system/Observation.rs?category=laboratory' })
    expect((await narrow.pages(next)).flatMap((page) => idsOf(page))).to.deep.equal([])
    const wide = await served.pages(next)
    expect(wide.flatMap((page) => idsOf(page))).to.deep.equal(['bb-3'])
    const sorted = nextOf(await served.search('Observation?_count=8&_sort=patient'))!
    expect((await narrow.pages(sorted)).flatMap((page) => idsOf(page))).to.deep.equal([])
  })

  const identifiers = Array.from({ length: 400 }, (_, index) => `urn:x|${letters[index] ?? `0000${index}`}`).join()
  const form = `_count=2&identifier=${encodeURIComponent(identifiers)}`

  it('of a form are linked by URLs that are short and show nothing of it', async () => {
    const pages = [await served.post('Patient', form)]
    for (let next = nextOf(pages[0]!); next !== undefined; next = nextOf(pages.at(-1)!))
      pages.push(await served.search(next))
    expect(pages.map((page) => idsOf(page))).to.deep.equal([
      ['pat-1', 'pat-2'],
      ['pat-3', 'pat-4'],
      ['pat-5', 'pat-6'],
      ['pat-7', 'pat-8'],
    ])
    const urls = pages.flatMap(({ link }) => link.map(({ url }) => url))
    for (const url of urls) {
      expect(url.length).to.be.lessThan(8 * 1024)
      expect(decodeURIComponent(url)).to.match(/^http:\/\/fhir\.example\/1\/Patient\?_count=2&_cursor=[\w-]+$/)
    }
    const self = pages[0]!.link[0]!.url
    expect(idsOf(await served.search(self))).to.deep.equal(['pat-1', 'pat-2'])
  })

  it('of a form cannot be asked for with more in the URL, or by another', async () => {
    const next = nextOf(await served.post('Patient', form))!
    expect(await problemOf(served.search(`${next}&name=A`))).to.equal('plan-cursor-invalid 400')
    expect(await problemOf(served.as({ patient: 'pat-1', scope: 'patient/*.rs' }).search(next))).to.equal(
      'plan-cursor-invalid 400',
    )
  })

  it('of a long query have links that are read', async () => {
    const pages = await served.pages(`Patient?${form}`)
    expect(pages.flatMap((page) => idsOf(page))).to.have.length(letters.length)
    for (const { link } of pages) for (const { url } of link) expect(url.length).to.be.lessThan(8 * 1024)
  })

  it('are refused at once where no link could hold what was asked', async () => {
    const random = Array.from({ length: 490 }, () => `urn:x|${crypto.randomUUID()}`).join()
    expect(await problemOf(served.post('Patient', `identifier=${random}`))).to.equal('plan-link-too-long 413')
    const ids = Array.from({ length: 490 }, (_, index) => `pat-${index * 7919 * 7919 + 1}`).join()
    expect(idsOf(await served.post('Patient', `_id=${ids}&_count=500`))).to.deep.equal(['pat-1'])
  })
})

describe('_revinclude', () => {
  let served: Served
  const all = [1, 2, 3].flatMap((nr) => [`aa-${nr}`, `bb-${nr}`, `cond-${nr}`])

  before(async () => {
    served = await serve(sqlite, statements, files)
  })
  after(() => served.close())

  it('of * brings what refers to the page, of every type that is granted', async () => {
    const bundle = await served.search('Patient?_id=pat-1&_revinclude=*')
    expect(idsOf(bundle, 'include')).to.include.members(all)
    expect(bundle.link[0]!.url).to.equal('http://fhir.example/1/Patient?_id=pat-1&_revinclude=*')
    const fewer = served.as({ scope: 'system/Patient.rs system/Condition.rs' })
    expect(idsOf(await fewer.search('Patient?_id=pat-1&_revinclude=*'), 'include')).to.have.members([
      'cond-1',
      'cond-2',
      'cond-3',
    ])
  })

  it('says where there was more than a page may include', async () => {
    const bundle = await served.as({}, { maximumIncluded: 2 }).search('Patient?_id=pat-1&_revinclude=*')
    expect(idsOf(bundle, 'include')).to.have.length(2)
    expect(toldIn(bundle).at(-1)).to.match(/^More than 2 resources could be included/)
  })

  it('takes the searched type as its target, and no other', async () => {
    const named = await served.search('Patient?_id=pat-1&_revinclude=Condition:subject:Patient')
    expect(idsOf(named, 'include')).to.deep.equal(['cond-1', 'cond-2', 'cond-3'])
    expect(await problemOf(served.search('Patient?_revinclude=Condition:subject:Group'))).to.equal(
      'plan-include-unknown 400',
    )
  })

  it('finds nothing where nothing refers', async () => {
    expect(idsOf(await served.search('Condition?_id=cond-1&_revinclude=*'), 'include')).to.deep.equal([])
  })
})
