/** Keys half of which stands in child rows are joined by what ties the rows; where no row can be joined, the mapping does not compile, and says what to write. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { idsOf, serve, type Resource, opened } from './served.ts'

const system = { 'system.yaml': 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n' }

const patient = `
resource: Patient
source: pat
from: pt p
key: p.id
tenant: p.org
patient: p.id
map: { name: [{ family: =p.nm }] }
`

const problem = (key: string): string => `
resource: Condition
source: cond
from: prob b
join: { d: code d on d.code = b.code }
key: ${key}
patient: =b.pt | ref(pat)
exclude: { b.st: D }
map: { code: { text: =b.nm } }
`

const visit = (on: string, reference: string): string => `
resource: Encounter
source: enc
from: visit v
key: v.id
patient: =v.pt | ref(pat)
rows: { dx: { from: vdx x, on: ${on}, order: x.seq } }
map:
  status: finished
  class: { code: AMB, system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode' }
  diagnosis: [{ each: dx, condition: =${reference} | ref(cond), rank: =x.seq | number }]
`

const tables = [
  ...['vdx', 'prob', 'code', 'visit', 'pt', 'org'].map((name) => `drop table if exists ${name}`),
  'create table org (org_id int primary key, tz varchar(20))',
  'create table pt (id int primary key, org int, nm varchar(20))',
  'create table code (code varchar(10) primary key, day date)',
  'create table visit (id int primary key, pt int)',
  'create table prob (pt int, nr int, st varchar(1), nm varchar(20), code varchar(10), dt date, primary key (pt, nr), unique (dt))',
  'create table vdx (visit int, pt int, seq int, prob int, dt varchar(10), primary key (visit, seq))',
  'create index visit_pt on visit (pt)',
  "insert into org values (1, 'UTC')",
  "insert into pt values (1, 1, 'Doe'), (2, 1, 'Roe')",
  'insert into visit values (1, 1), (2, 2), (3, 1)',
  "insert into prob (pt, nr, st, nm) values (1, 1, 'A', 'one'), (1, 2, 'D', 'gone'), (2, 1, 'A', 'hers'), (2, 3, 'A', 'hers too')",
  'insert into vdx (visit, pt, seq, prob) values (1, 1, 1, 1), (1, 1, 2, 2), (1, 1, 3, 3), (2, 2, 1, 1), (2, 2, 2, 3), (3, 1, 1, 9), (3, 2, 2, 3)',
]

const diagnoses = (resource: Resource): unknown =>
  ((resource['diagnosis'] ?? []) as { condition: { reference?: string } }[]).flatMap(
    ({ condition }) => condition.reference ?? [],
  )

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  describe('a key of which a part stands in child rows and a part in what they are tied to', () => {
    const served = opened(() =>
      serve(
        engine,
        tables,
        {
          ...system,
          'all.yaml': [patient, problem('[b.pt, b.nr]'), visit('x.visit = v.id and x.pt = v.pt', 'v.pt x.prob')].join(
            '---',
          ),
        },
        { scanRows: 100_000 },
      ),
    )

    it('leads to the rows that are served', async () => {
      const { entry = [] } = await served.search('Encounter')
      expect(entry.map(({ resource }) => [resource.id, diagnoses(resource)])).to.deep.equal([
        ['enc-1', ['Condition/cond-1.1']],
        ['enc-2', ['Condition/cond-2.1', 'Condition/cond-2.3']],
        ['enc-3', []],
      ])
      for (const [id, own] of Object.entries({
        '1.1': ['enc-1'],
        '1.2': [],
        '1.3': [],
        '2.1': ['enc-2'],
        '2.3': ['enc-2'],
      }))
        expect(idsOf(await served.search(`Encounter?diagnosis=cond-${id}`)), id).to.deep.equal(own)
      const bundle = await served.search('Encounter?_include=Encounter:diagnosis')
      expect(idsOf(bundle, 'include')).to.have.members(['cond-1.1', 'cond-2.1', 'cond-2.3'])
    })
  })
})

const refused: readonly (readonly [title: string, ...sources: readonly string[], told: RegExp])[] = [
  [
    'a key of which a part is not tied',
    problem('[b.pt, b.nr]'),
    visit('x.visit = v.id', 'v.pt x.prob'),
    /v\.pt, x\.prob stand partly in child rows and partly outside of them: no row can be joined by them \(tie the child rows by the columns outside \(on:\), or join their row inside of the rows\)/,
  ],
  [
    'a date that is held as a text',
    problem('b.dt'),
    visit('x.visit = v.id', 'x.dt'),
    /vdx\.dt is varchar\(10\), and the key of cond prob\.dt is date: no row can be joined by it \(join a view of prob that holds the key as varchar\(10\)|join a view of prob/i,
  ],
  [
    'a key in a table that is joined',
    problem('d.day'),
    visit('x.visit = v.id', 'x.dt'),
    /the key of cond stands in code, which its rows join: no row can be joined by it \(name columns of prob as the key, or read cond from code\)/,
  ],
]

describe('references that no row can be joined by', () => {
  for (const [title, ...rest] of refused)
    it(`do not compile, and say what to write: ${title}`, async () => {
      const told = rest.at(-1) as RegExp
      const sources = rest.slice(0, -1) as readonly string[]
      const message = await serve(sqlite, tables, { ...system, 'all.yaml': [patient, ...sources].join('---') }).then(
        () => 'it compiles',
        (error: unknown) => String(error),
      )
      expect(message).to.match(told)
    })
})
