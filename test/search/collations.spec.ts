/** Keys whose columns have collations of their own: MariaDB and PostgreSQL refuse to compare two of them, and a page would not be served. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres } from '../rows/engines.ts'
import { idsOf, serve, type Bundle, opened } from './served.ts'

const files = {
  'system.yaml': 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n',
  'pat.yaml':
    'resource: Patient\nsource: pat\nfrom: pt p\nkey: p.id\ntenant: p.org\npatient: p.id\nmap: { name: [{ family: =p.id }] }\n',
  'prac.yaml':
    'resource: Practitioner\nsource: prac\nfrom: doc d\nkey: d.code\npatient: shared\nmap: { name: [{ family: =d.nm }] }\n',
  'cond.yaml': `
resource: Condition
source: cond
from: prob b
join: { t: term t on t.code = b.term }
key: b.id
patient: =b.pt | ref(pat)
map:
  code: { text: =t.nm }
  asserter: =b.doc | ref(prac)
  recorder: =b.clerk | ref(prac)
`,
}

/** The collations of what names a row, and of the key named. */
const pairs = {
  mariadb: [
    ['collate utf8mb4_unicode_ci', 'collate utf8mb4_general_ci'],
    ['collate utf8mb4_bin', 'collate utf8mb4_general_ci'],
    ['collate utf8mb4_general_ci', 'collate utf8mb4_bin'],
    ['character set latin1', 'collate utf8mb4_unicode_ci'],
    ['collate utf8mb4_unicode_ci', 'character set latin1'],
    ['character set latin2', 'character set latin1'],
  ],
  postgres: [
    ['collate "C"', 'collate "POSIX"'],
    ['collate "C"', ''],
    ['', 'collate "C"'],
  ],
} as const

const tables = (held: string, key: string): readonly string[] => [
  ...['prob', 'term', 'doc', 'pt', 'org'].map((name) => `drop table if exists ${name}`),
  'create table org (org_id int primary key, tz varchar(20))',
  `create table doc (code varchar(10) ${key} primary key, nm varchar(20))`,
  `create table term (code varchar(10) ${key} primary key, nm varchar(20))`,
  `create table pt (id varchar(10) ${key} primary key, org int)`,
  `create table prob (id int primary key, pt varchar(10) ${held}, doc varchar(10) ${held}, clerk varchar(10) ${held}, term varchar(10) ${held})`,
  'create index prob_pt on prob (pt)',
  "insert into org values (1, 'UTC')",
  "insert into doc values ('AA', 'Who'), ('BB', 'Which')",
  "insert into term values ('T1', 'Asthma')",
  "insert into pt values ('P1', 1), ('P2', 1)",
  "insert into prob values (1, 'P1', 'AA', 'BB', 'T1'), (2, 'P2', 'BB', 'ZZ', null)",
]

const referencesIn = ({ entry = [] }: Bundle): unknown =>
  entry.map(({ resource: { subject, code, asserter, recorder } }) => [subject, code, asserter, recorder])

const to = (reference: string): unknown => ({ reference })

onEachEngine([postgres, mariadb], (engine) => {
  for (const [held, key] of pairs[engine.dialect as keyof typeof pairs])
    describe(`a column of "${held}" that names a key of "${key}"`, () => {
      const served = opened(() => serve(engine, tables(held, key), files))

      it('leads to the row, and is found', async () => {
        const expected = [
          [to('Patient/pat-P1'), { text: 'Asthma' }, to('Practitioner/prac-AA'), to('Practitioner/prac-BB')],
          [to('Patient/pat-P2'), undefined, to('Practitioner/prac-BB'), undefined],
        ]
        const found = referencesIn(await served.search('Condition')) as unknown[][]
        expect(found.map(([subject, , asserter, recorder]) => [subject, asserter, recorder])).to.deep.equal(
          expected.map(([subject, , asserter, recorder]) => [subject, asserter, recorder]),
        )
        expect(found[0]![1]).to.deep.equal({ text: 'Asthma' })
        expect(idsOf(await served.search('Condition?asserter=Practitioner/prac-BB'))).to.deep.equal(['cond-2'])
        expect(
          idsOf(await served.search('Condition?patient=pat-P1&_include=Condition:asserter'), 'include'),
        ).to.deep.equal(['prac-AA'])
        expect(
          idsOf(await served.search('Patient?_id=pat-P1,pat-P2&_revinclude=Condition:patient'), 'include'),
        ).to.have.members(['cond-1', 'cond-2'])
      })
    })
})
