/** Pieces of a text name rows: those that are served, of the same organization and patient, in their spelling. What is not is neither printed, found, counted nor included. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { idsOf, opened, serve, type Bundle, type Resource } from './served.ts'

const files = (results: string): Readonly<Record<string, string>> => ({
  'system.yaml': 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n',
  'pat.yaml': `
resource: Patient
source: pat
from: pt p
key: p.id
tenant: p.org
patient: p.id
exclude: { p.st: D }
merged: { when: { p.st: M }, into: p.into_id, results: ${results} }
map: { name: [{ family: =p.nm }] }
`,
  'prac.yaml': `
resource: Practitioner
source: prac
from: doc d
key: d.code
tenant: d.org
patient: shared
exclude: { d.st: D }
map: { name: [{ family: =d.nm }] }
`,
  'cond.yaml': `
resource: Condition
source: cond
from: prob b
key: b.id
patient: =b.pt | ref(pat)
exclude: { b.st: D }
map: { code: { text: =b.nm } }
`,
  'plan.yaml': `
resource: CarePlan
source: plan
from: plan c
key: c.id
patient: =c.pt | ref(pat)
map: { status: active, intent: plan, addresses: [{ each: 'split(c.probs ;)', is: =it | ref(cond) }] }
`,
  'enc.yaml': `
resource: Encounter
source: enc
from: plan v
key: v.id
patient: =v.pt | ref(pat)
rows: { dx: { from: plan_dx x, on: x.plan_id = v.id, order: x.nr } }
map:
  status: finished
  class: { code: AMB, system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode' }
  participant: [{ each: 'split(v.docs ;)', individual: { reference: =it | ref(prac), display: =it } }]
  diagnosis: [{ each: dx, condition: { each: 'split(x.probs ;)', is: =it | ref(cond) }, rank: =x.nr | number }]
`,
})

const tables = (text: string): readonly string[] => [
  ...['plan_dx', 'plan', 'prob', 'doc', 'pt', 'org'].map((name) => `drop table if exists ${name}`),
  'create table org (org_id int primary key, tz varchar(20))',
  `create table doc (code ${text} primary key, org int, st varchar(2), nm varchar(20))`,
  'create table pt (id int primary key, org int, st varchar(2), into_id int, nm varchar(20))',
  'create table prob (id int primary key, pt int, st varchar(2), nm varchar(40))',
  'create table plan (id int primary key, pt int, probs varchar(60), docs varchar(60))',
  'create table plan_dx (nr int primary key, plan_id int, probs varchar(60))',
  'create index plan_pt on plan (pt)',
  'create index dx_plan on plan_dx (plan_id)',
  "insert into org values (1, 'UTC'), (2, 'UTC')",
  "insert into doc values ('AB12', 1, 'A', 'Who'), ('BB', 1, 'D', 'Gone'), ('CC', 2, 'A', 'Far'), ('D-1', 1, 'A', 'Open')",
  "insert into pt values (1, 1, 'A', null, 'Doe'), (2, 1, 'A', null, 'Roe'), (3, 1, 'M', 1, 'Doe'), (5, 2, 'A', null, 'Far')",
  `insert into prob values (1, 1, 'A', 'ours'), (2, 1, 'D', 'deleted'), (3, 2, 'A', 'another patient'), (4, 3, 'A', 'merged chart'),
    (10, 1, 'A', 'ours too'), (11, 5, 'A', 'another organization')`,
  `insert into plan values (1, 1, '1;2;3;4;10;11;99;x;;010', 'AB12;ab12; BB ;CC;D-1'), (2, 2, '3; 3 ;1', 'ab12;ZZ'), (3, 3, '4;1', 'BB'),
    (4, 1, '2;x', null), (5, 1, null, 'd-1'), (6, 1, '0', '')`,
  "insert into plan_dx values (1, 1, '2;10'), (2, 1, '3'), (3, 2, '1;3'), (4, 3, 'x;;4'), (5, 5, '99')",
]

/** Of a key that ignores case, or is padded, the row's own spelling is served. */
const keyTypes = { sqlite: 'varchar(10) collate nocase', postgres: 'char(10)', mariadb: 'char(10)', mssql: '' } as const

const resourcesIn = ({ entry = [] }: Bundle): readonly Resource[] =>
  entry.filter(({ search }) => search.mode === 'match').map(({ resource }) => resource)

const referenceIn = (value: unknown): readonly string[] => {
  const { reference } = (value as { reference?: string } | undefined) ?? {}
  return reference === undefined ? [] : [reference]
}

const problems = {
  survivor: { 'plan-1': [1, 4, 10], 'plan-2': [3, 3], 'plan-3': [4, 1] },
  hide: { 'plan-1': [1, 10], 'plan-2': [3, 3] },
} as const

const idOf = (number: number): string => `Condition/cond-${number}`

for (const results of ['survivor', 'hide'] as const)
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    describe(`references by pieces of a text, results: ${results}`, () => {
      const served = opened(() => serve(engine, tables(keyTypes[engine.dialect]), files(results)))
      const printed = Object.entries(problems[results]).map(([id, numbers]) => [id, numbers.map(idOf)] as const)

      it('lead to rows of the same patient that are there', async () => {
        const found = resourcesIn(await served.search('CarePlan?_count=100'))
        const pairs = found.map(({ id, addresses }) => [id, ((addresses ?? []) as unknown[]).flatMap(referenceIn)])
        expect(Object.fromEntries(pairs.filter(([, list]) => list!.length > 0))).to.deep.equal(
          Object.fromEntries(printed),
        )
        for (const resource of found) expect(await served.read('CarePlan', resource.id)).to.deep.equal(resource)
      })

      it('are found, missing, counted and included as they are printed', async () => {
        const all = idsOf(await served.search('CarePlan?_count=100'))
        for (const number of [1, 2, 3, 4, 10, 11, 99]) {
          const own = printed.filter(([, list]) => list.includes(idOf(number))).map(([id]) => id)
          expect(
            idsOf(await served.search(`CarePlan?condition=${idOf(number)}&_count=100`)),
            idOf(number),
          ).to.deep.equal(own)
          const counted = await served.search(`CarePlan?condition=${idOf(number)}&_summary=count`)
          expect(counted.total, idOf(number)).to.equal(own.length)
        }
        const there = printed.map(([id]) => id)
        expect(idsOf(await served.search('CarePlan?condition:missing=false&_count=100'))).to.deep.equal(there)
        expect(idsOf(await served.search('CarePlan?condition:missing=true&_count=100'))).to.deep.equal(
          all.filter((id) => !there.includes(id as never)),
        )
        const included = await served.search('CarePlan?_include=CarePlan:condition&_count=100')
        expect(idsOf(included, 'include')).to.have.members([
          ...new Set(printed.flatMap(([, list]) => list).map((each) => each.split('/')[1])),
        ])
        const referring = await served.search('Condition?_id=cond-1,cond-2,cond-3&_revinclude=CarePlan:condition')
        expect(idsOf(referring, 'include')).to.have.members(there)
      })

      it('are spelled as the row is, and keep their words where it is not there', async () => {
        const participants = async (id: string): Promise<unknown> =>
          (await served.read('Encounter', id))?.['participant']
        const isSensitive = engine.dialect === 'postgres'
        const [who, open] = ['Practitioner/prac-AB12', 'Practitioner/prac--Dx2d1']
        const other = isSensitive ? { display: 'ab12' } : { reference: who, display: 'ab12' }
        expect(await participants('enc-1')).to.deep.equal(
          [
            { reference: who, display: 'AB12' },
            other,
            { display: 'BB' },
            { display: 'CC' },
            { reference: open, display: 'D-1' },
          ].map((individual) => ({ individual })),
        )
        expect(await participants('enc-2')).to.deep.equal([{ individual: other }, { individual: { display: 'ZZ' } }])
        expect(idsOf(await served.search(`Encounter?practitioner=${who}`))).to.deep.equal(
          isSensitive ? ['enc-1'] : ['enc-1', 'enc-2'],
        )
        expect(idsOf(await served.search(`Encounter?practitioner=${open}`))).to.deep.equal(
          isSensitive ? ['enc-1'] : ['enc-1', 'enc-5'],
        )
        expect(idsOf(await served.search('Encounter?_include=Encounter:practitioner'), 'include')).to.have.members([
          'prac-AB12',
          'prac--Dx2d1',
        ])
      })

      it('of texts in child rows are the first that is there', async () => {
        const found = resourcesIn(await served.search('Encounter?_count=100'))
        const pairs = found.map(({ id, diagnosis = [] }) => [
          id,
          (diagnosis as { condition: unknown }[]).flatMap(({ condition }) => referenceIn(condition)),
        ])
        const expected = {
          'enc-1': ['Condition/cond-10'],
          'enc-2': ['Condition/cond-3'],
          ...(results === 'survivor' && { 'enc-3': ['Condition/cond-4'] }),
        }
        expect(Object.fromEntries(pairs.filter(([, list]) => list!.length > 0))).to.deep.equal(expected)
        expect(idsOf(await served.search('Encounter?diagnosis=Condition/cond-10'))).to.deep.equal(['enc-1'])
        expect(idsOf(await served.search('Encounter?diagnosis=Condition/cond-1'))).to.deep.equal([])
      })
    })
  })
