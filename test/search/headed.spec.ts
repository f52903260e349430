/** Lines whose patient stands in the header that is joined: read, searched, paged, counted and included as rows that name their patient themselves. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { idsOf, serve, type Bundle, type Resource, opened } from './served.ts'

const files = {
  'system.yaml': 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n',
  'pat.yaml': `
resource: Patient
source: pat
from: pt p
key: p.id
tenant: p.org
patient: p.id
exclude: { p.st: D }
merged: { when: { p.st: M }, into: p.into_id, results: survivor }
map: { name: [{ family: =p.nm }] }
`,
  'line.yaml': `
resource: ServiceRequest
source: line
from: ord_line l
join: { h: ord h on h.nr = l.ord }
key: [l.ord, l.seq]
patient: =h.pt | ref(pat)
exclude: { h.st: X }
map:
  status: { case: l.st, D: completed, else: active }
  intent: order
  code: { text: =l.tst }
  authoredOn: =h.dt | date
`,
  'report.yaml': `
resource: DiagnosticReport
source: rep
from: report r
key: r.id
patient: =r.pt | ref(pat)
map: { status: final, code: { text: =r.nm }, basedOn: =r.ord r.seq | ref(line) }
`,
}

/** Order -> the chart that it is filed under, and its lines. 3 was merged into 1, 5 is deleted, 6 is another organization's. */
const orders: Readonly<Record<number, readonly [chart: number | null, lines: number, status: string]>> = {
  10: [1, 3, 'A'],
  11: [2, 2, 'A'],
  12: [3, 2, 'A'],
  13: [1, 1, 'X'],
  14: [5, 1, 'A'],
  15: [6, 1, 'A'],
  16: [1, 1, 'A'],
  17: [null, 1, 'A'],
}

const linesOf = (order: number): readonly number[] => Array.from({ length: orders[order]![1] }, (_, index) => index + 1)

const numbers = Object.keys(orders).map(Number)

const lineRows = numbers.flatMap((order) =>
  linesOf(order).map((seq) => `(${order}, ${seq}, '${seq % 2 === 0 ? 'D' : 'A'}', 'test ${seq}')`),
)

const tables = [
  ...['report', 'ord_line', 'ord', 'pt', 'org'].map((name) => `drop table if exists ${name}`),
  'create table org (org_id int primary key, tz varchar(20))',
  'create table pt (id int primary key, org int, st varchar(2), into_id int, nm varchar(20))',
  'create table ord (nr int primary key, pt int, st varchar(2), dt date)',
  'create table ord_line (ord int, seq int, st varchar(2), tst varchar(20), primary key (ord, seq))',
  'create table report (id int primary key, pt int, ord int, seq int, nm varchar(40))',
  'create index ord_pt on ord (pt)',
  'create index report_pt on report (pt)',
  'create index report_line on report (ord, seq)',
  "insert into org values (1, 'UTC'), (2, 'UTC')",
  `insert into pt values (1, 1, 'A', null, 'Doe'), (2, 1, 'A', null, 'Roe'), (3, 1, 'M', 1, 'Doe'), (4, 1, 'A', null, 'Poe'),
    (5, 1, 'D', null, 'Gone'), (6, 2, 'A', null, 'Far')`,
  `insert into ord values ${numbers.map((nr) => `(${nr}, ${orders[nr]![0] ?? 'null'}, '${orders[nr]![2]}', '2024-01-${nr}')`).join(', ')}`,
  `insert into ord_line values ${lineRows.join(', ')}`,
  `insert into report values (1, 1, 10, 1, 'ours'), (2, 1, 12, 2, 'of a merged chart'), (3, 1, 11, 1, 'of another patient'), (4, 2, 11, 1, 'hers'),
    (5, 3, 10, 1, 'filed under the merged chart'), (6, 1, 13, 1, 'of a cancelled order')`,
]

const idsOfOrders = (...own: readonly number[]): readonly string[] =>
  own.flatMap((order) => linesOf(order).map((seq) => `line-${order}.${seq}`))

const mine = idsOfOrders(10, 12, 16)
const hers = idsOfOrders(11)
const all = idsOfOrders(10, 11, 12, 16)
const orderings: Readonly<Record<string, readonly string[]>> = {
  'pat-1': mine,
  'pat-2': hers,
  'pat-4': [],
  'pat-5': [],
  'pat-6': [],
}

const matchesOf = (bundles: readonly Bundle[]): readonly string[] => bundles.flatMap((bundle) => idsOf(bundle))
const basedOn = ({ entry = [] }: Bundle): readonly (readonly [string, unknown])[] =>
  entry.map(({ resource }) => [
    resource.id,
    (resource['basedOn'] as { reference: string }[] | undefined)?.[0]?.reference,
  ])

describe('lines whose patient stands in their header', () => {
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    const served = opened(() => serve(engine, tables, files))

    const own = (patient: string) => served.as({ scope: 'patient/*.rs', patient })

    it('are read by their own ids, as they are found', async () => {
      const { entry = [] } = await served.search('ServiceRequest?_count=100')
      const found = new Map(entry.map(({ resource }): [string, Resource] => [resource.id, resource]))
      expect([...found.keys()]).to.deep.equal(all)
      for (const [id, resource] of found) {
        expect(await served.read('ServiceRequest', id), id).to.deep.equal(resource)
        expect(idsOf(await served.search(`ServiceRequest?_id=${id}`)), id).to.deep.equal([id])
      }
      expect(found.get('line-12.2')).to.deep.include({
        subject: { reference: 'Patient/pat-1' },
        authoredOn: '2024-01-12',
      })
    })

    it('are not served where the header or its patient is not', async () => {
      for (const id of [...idsOfOrders(13, 14, 15, 17), 'line-10.4', 'line-99.1'])
        expect(await served.read('ServiceRequest', id), id).to.equal(undefined)
    })

    for (const [patient, expected] of Object.entries(orderings))
      it(`are found by ${patient}, and counted`, async () => {
        for (const query of [`patient=${patient}`, `subject=Patient/${patient}`]) {
          expect(idsOf(await served.search(`ServiceRequest?${query}&_count=100`)), query).to.deep.equal(expected)
          const done = await served.search(`ServiceRequest?${query}&status=completed&_count=100&_total=accurate`)
          expect(idsOf(done)).to.deep.equal(expected.filter((id) => id.endsWith('.2')))
          expect(done.total).to.equal(expected.filter((id) => id.endsWith('.2')).length)
          for (const counting of ['_count=0', '_summary=count']) {
            const { total, entry } = await served.search(`ServiceRequest?${query}&${counting}`)
            expect([total, entry], counting).to.deep.equal([expected.length, undefined])
          }
        }
      })

    it('are the same by pages of any size, sorted or not', async () => {
      const newest = [...idsOfOrders(16), ...idsOfOrders(12), ...idsOfOrders(10)]
      for (let count = 1; count <= mine.length + 1; count++) {
        expect(matchesOf(await served.pages(`ServiceRequest?patient=pat-1&_count=${count}`))).to.deep.equal(mine)
        expect(matchesOf(await served.pages(`ServiceRequest?_count=${count}`))).to.deep.equal(all)
        const sorted = await served.pages(`ServiceRequest?patient=pat-1&_sort=-authored&_count=${count}`)
        expect(matchesOf(sorted)).to.deep.equal(newest)
        const both = await served.pages(`ServiceRequest?patient=pat-1,pat-2&_count=${count}&_total=accurate`)
        expect(matchesOf(both)).to.deep.equal(all)
        expect(both[0]?.total).to.equal(all.length)
      }
    })

    it("are there for their own patient's token, and for no other's", async () => {
      for (const [patient, expected] of Object.entries(orderings)) {
        const found = matchesOf(await own(patient).pages('ServiceRequest?_count=2'))
        expect(found, patient).to.deep.equal(expected)
        for (const id of all)
          expect((await own(patient).read('ServiceRequest', id))?.id, id).to.equal(
            expected.includes(id) ? id : undefined,
          )
      }
      expect(idsOf(await own('pat-2').search('ServiceRequest?_id=line-10.1'))).to.deep.equal([])
      expect((await own('pat-2').search('ServiceRequest?_id=line-10.1,line-11.1&_count=0')).total).to.equal(1)
    })

    it('are included with their patient, and their patient with them', async () => {
      for (const [patient, expected] of Object.entries(orderings).slice(0, 3)) {
        const bundle = await served.search(`Patient?_id=${patient}&_revinclude=ServiceRequest:subject`)
        expect(idsOf(bundle), patient).to.deep.equal([patient])
        expect(idsOf(bundle, 'include'), patient).to.have.members(expected)
        const narrow = await own(patient).search('Patient?_revinclude=ServiceRequest:patient')
        expect(idsOf(narrow, 'include'), patient).to.have.members(expected)
      }
      const line = await served.search('ServiceRequest?_id=line-12.1&_include=ServiceRequest:subject')
      expect(idsOf(line, 'include')).to.deep.equal(['pat-1'])
    })

    it('are referred to by reports of the same patient alone', async () => {
      expect(basedOn(await served.search('DiagnosticReport?_count=100'))).to.deep.equal([
        ['rep-1', 'ServiceRequest/line-10.1'],
        ['rep-2', 'ServiceRequest/line-12.2'],
        ['rep-3', undefined],
        ['rep-4', 'ServiceRequest/line-11.1'],
        ['rep-5', 'ServiceRequest/line-10.1'],
        ['rep-6', undefined],
      ])
      const lines = await served.search('ServiceRequest?patient=pat-1&_revinclude=DiagnosticReport:based-on&_count=100')
      expect(idsOf(lines)).to.deep.equal(mine)
      expect(idsOf(lines, 'include')).to.have.members(['rep-1', 'rep-2', 'rep-5'])
      const reports = await served.search(
        'DiagnosticReport?patient=pat-1&_include=DiagnosticReport:based-on&_count=100',
      )
      expect(idsOf(reports, 'include')).to.have.members(['line-10.1', 'line-12.2'])
    })

    it('need no more than the indexes over the header', async () => {
      const driven = served.as({}, { scanRows: 0 })
      expect(idsOf(await driven.search('ServiceRequest?patient=pat-1'))).to.deep.equal(mine)
    })
  })
})
