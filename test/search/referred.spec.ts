/** What a reference names has to be there: served, of the same organization and the same patient. What is not is neither printed, found, counted nor included. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { idsOf, serve, type Bundle, type Resource, opened } from './served.ts'

const patient = (results: string): string => `
resource: Patient
source: pat
from: pt p
key: p.id
tenant: p.org
patient: p.id
exclude: { p.st: D }
merged: { when: { p.st: M }, into: p.into_id, results: ${results} }
map:
  name: [{ family: =p.nm }]
  generalPractitioner: [=p.doc | ref(prac)]
  link: [{ when: { p.st: M }, other: =p.into_id | ref(pat), type: replaced-by }]
`

const files = (results: string): Readonly<Record<string, string>> => ({
  'system.yaml': 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n',
  'pat.yaml': patient(results),
  'prac.yaml': `
resource: Practitioner
source: prac
from: doc d
join: { w: ward w on w.nr = d.ward }
key: d.code
tenant: d.org
patient: shared
exclude: { d.st: D, w.st: X }
map: { name: [{ family: =d.nm }] }
`,
  'enc.yaml': `
resource: Encounter
source: enc
from: visit v
key: v.id
patient: =v.pt | ref(pat)
where: { v.st: [A, F] }
rows: { dx: { from: vdx x, on: x.visit = v.id, order: x.nr } }
map:
  status: finished
  class: { code: AMB, system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode' }
  participant: [{ individual: { reference: =v.doc | ref(prac), display: =v.doc_nm } }]
  diagnosis: [{ each: dx, condition: =x.prob | ref(cond), rank: =x.nr | number }]
kinds: [{ when: { v.cls: A } }, { when: { v.cls: B } }]
`,
  'cond.yaml': `
resource: Condition
source: cond
from: prob b
key: b.id
patient: =b.pt | ref(pat)
exclude: { b.st: D }
map: { code: { text: =b.nm }, encounter: =b.visit | ref(enc), asserter: { first: [=b.doc | ref(prac), =b.doc2 | ref(prac)] } }
`,
})

const tables = (text: string): readonly string[] => [
  ...['vdx', 'prob', 'visit', 'doc', 'ward', 'pt', 'org'].map((name) => `drop table if exists ${name}`),
  'create table org (org_id int primary key, tz varchar(20))',
  'create table ward (nr int primary key, st varchar(2))',
  `create table doc (code varchar(10) ${text} primary key, org int, st varchar(2), ward int, nm varchar(20))`,
  `create table pt (id int primary key, org int, st varchar(2), into_id int, nm varchar(20), doc varchar(10) ${text})`,
  `create table visit (id int primary key, pt int, st varchar(2), cls varchar(2), doc varchar(10) ${text}, doc_nm varchar(20))`,
  `create table prob (id int primary key, pt int, st varchar(2), nm varchar(40), visit int, doc varchar(10) ${text}, doc2 varchar(10) ${text})`,
  'create table vdx (nr int primary key, visit int, prob int)',
  'create index visit_pt on visit (pt)',
  'create index prob_pt on prob (pt)',
  'create index prob_visit on prob (visit)',
  'create index vdx_visit on vdx (visit)',
  "insert into org values (1, 'UTC'), (2, 'UTC')",
  "insert into ward values (1, 'A'), (2, 'X')",
  "insert into doc values ('AA', 1, 'A', null, 'Who'), ('BB', 1, 'D', null, 'Gone'), ('CC', 2, 'A', null, 'Far'), ('DD', 1, 'A', 2, 'Shut'), ('EE', 1, 'A', 1, 'Open')",
  `insert into pt values (1, 1, 'A', null, 'Doe', 'AA'), (2, 1, 'A', null, 'Roe', 'BB'), (3, 1, 'M', 1, 'Doe', 'CC'), (4, 1, 'D', null, 'Poe', 'AA'),
    (5, 2, 'A', null, 'Far', 'CC'), (6, 1, 'M', 1, 'Doe', 'DD'), (7, 1, 'M', 4, 'Poe', 'EE')`,
  `insert into visit values (1, 1, 'A', 'A', 'AA', null), (2, 1, 'X', 'A', 'AA', null), (3, 1, 'A', 'C', 'AA', null), (4, 2, 'A', 'B', 'BB', 'Dr. Gone'),
    (5, 3, 'A', 'A', 'ZZ', null), (6, 6, 'F', 'A', 'DD', 'Dr. Shut'), (7, 4, 'A', 'A', 'AA', null), (8, 5, 'A', 'A', 'CC', 'Dr. Far'), (9, 1, 'A', 'A', 'EE', null)`,
  `insert into prob values (1, 1, 'A', 'ours', 1, 'AA', null), (2, 1, 'A', 'voided', 2, 'BB', 'AA'), (3, 1, 'A', 'no shape', 3, 'ZZ', null), (4, 1, 'A', 'another patient', 4, null, null),
    (5, 1, 'A', 'merged chart', 5, null, null), (6, 3, 'A', 'from a merged chart', 1, null, null), (7, 3, 'A', 'between merged charts', 6, null, null),
    (8, 1, 'A', 'deleted patient', 7, null, null), (9, 1, 'A', 'another organization', 8, 'CC', null), (10, 1, 'A', 'not there', 99, 'DD', null), (11, 1, 'A', 'none', null, null, null),
    (12, 2, 'A', 'ours too', 4, 'EE', null), (13, 1, 'D', 'deleted', 1, null, null), (14, 2, 'A', 'merged, and another', 5, null, null)`,
  'insert into vdx values (1, 1, 1), (2, 1, 13), (3, 1, 12), (4, 1, 6), (5, 5, 1), (6, 5, 7), (7, 4, 12), (8, 4, 1), (9, 9, 99)',
]

const collations = { sqlite: 'collate nocase', postgres: '', mariadb: '', mssql: '' } as const

const resourcesIn = ({ entry = [] }: Bundle): readonly Resource[] =>
  entry.filter(({ search }) => search.mode === 'match').map(({ resource }) => resource)

const encounters = {
  survivor: {
    'cond-1': 'Encounter/enc-1',
    'cond-5': 'Encounter/enc-5',
    'cond-6': 'Encounter/enc-1',
    'cond-7': 'Encounter/enc-6',
    'cond-12': 'Encounter/enc-4',
  },
  hide: { 'cond-1': 'Encounter/enc-1', 'cond-12': 'Encounter/enc-4' },
} as const

const diagnoses = {
  survivor: {
    'enc-1': ['Condition/cond-1', 'Condition/cond-6'],
    'enc-5': ['Condition/cond-1', 'Condition/cond-7'],
    'enc-4': ['Condition/cond-12'],
  },
  hide: { 'enc-1': ['Condition/cond-1'], 'enc-4': ['Condition/cond-12'] },
} as const

const referenceIn = (value: unknown): string | undefined => (value as { reference?: string } | undefined)?.reference

for (const results of ['survivor', 'hide'] as const)
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    describe(`references to rows that are served, results: ${results}`, () => {
      const served = opened(() => serve(engine, tables(collations[engine.dialect]), files(results)))

      const listOf = (resource: Resource): readonly string[] =>
        ((resource['diagnosis'] ?? []) as { condition: unknown }[]).flatMap(
          ({ condition }) => referenceIn(condition) ?? [],
        )

      it('lead to visits of the same patient that are there', async () => {
        const found = resourcesIn(await served.search('Condition?_count=100'))
        const pairs = found.flatMap(({ id, encounter }) =>
          encounter === undefined ? [] : [[id, referenceIn(encounter)]],
        )
        expect(Object.fromEntries(pairs)).to.deep.equal(encounters[results])
        for (const resource of found) expect(await served.read('Condition', resource.id)).to.deep.equal(resource)
      })

      it('are found, missing, counted and included as they are printed', async () => {
        const all = idsOf(await served.search('Condition?_count=100'))
        const printed = Object.keys(encounters[results])
        for (let visit = 1; visit <= 9; visit++) {
          const reference = `Encounter/enc-${visit}`
          const own = Object.entries(encounters[results]).filter(([, named]) => named === reference)
          const bundle = await served.search(`Condition?encounter=${reference}&_count=100`)
          expect(idsOf(bundle), reference).to.deep.equal(own.map(([id]) => id))
          const total = await served.search(`Condition?encounter=${reference}&_summary=count`)
          expect(total.total, reference).to.equal(own.length)
        }
        expect(idsOf(await served.search('Condition?encounter:missing=false&_count=100'))).to.deep.equal(printed)
        expect(idsOf(await served.search('Condition?encounter:missing=true&_count=100'))).to.deep.equal(
          all.filter((id) => !printed.includes(id)),
        )
        expect((await served.search('Condition?encounter:missing=true&_summary=count')).total).to.equal(
          all.length - printed.length,
        )
        const included = await served.search('Condition?_include=Condition:encounter&_count=100')
        expect(idsOf(included, 'include')).to.have.members([
          ...new Set(Object.values(encounters[results]).map((named) => named.split('/')[1])),
        ])
        const referring = await served.search('Encounter?_id=enc-1,enc-4,enc-5,enc-6&_revinclude=Condition:encounter')
        const here = new Set(idsOf(referring).map((id) => `Encounter/${id}`))
        expect(idsOf(referring, 'include')).to.have.members(
          Object.entries(encounters[results]).flatMap(([id, named]) => (here.has(named) ? [id] : [])),
        )
      })

      it('of child rows lead to the same patient too', async () => {
        const found = resourcesIn(await served.search('Encounter?_count=100'))
        const pairs = found.filter((each) => listOf(each).length > 0).map((each) => [each.id, listOf(each)])
        expect(Object.fromEntries(pairs)).to.deep.equal(diagnoses[results])
        // A diagnosis has to say which: its rank alone keeps it there.
        const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }]
        expect((await served.read('Encounter', 'enc-9'))?.['diagnosis']).to.deep.equal([
          { condition: { extension }, rank: 9 },
        ])
        const conditions = idsOf(await served.search('Condition?_count=100'))
        for (const id of [...conditions, 'cond-13']) {
          const bundle = await served.search(`Encounter?diagnosis=Condition/${id}&_count=100`)
          const own = pairs.filter(([, list]) => list!.includes(`Condition/${id}`))
          expect(idsOf(bundle), id).to.deep.equal(own.map(([encounter]) => encounter))
        }
        const included = await served.search('Encounter?_include=Encounter:diagnosis&_count=100')
        expect(idsOf(included, 'include')).to.have.members([
          ...new Set(pairs.flatMap(([, list]) => list as string[]).map((named) => named.split('/')[1])),
        ])
        expect(idsOf(await served.search('Encounter?diagnosis:missing=false&_count=100'))).to.deep.equal(
          pairs.map(([id]) => id),
        )
      })

      it('keep their words where the row is not served, and let the next alternative stand', async () => {
        const found = resourcesIn(await served.search('Encounter?_count=100'))
        const participants = found.map(({ id, participant }) => [id, participant])
        const gone = (display: string): unknown => [{ individual: { display } }]
        const there = (id: string): unknown => [{ individual: { reference: `Practitioner/prac-${id}` } }]
        const expected = [
          ['enc-1', there('AA')],
          ['enc-4', gone('Dr. Gone')],
          ...(results === 'survivor'
            ? [
                ['enc-5', undefined],
                ['enc-6', gone('Dr. Shut')],
              ]
            : []),
          ['enc-9', there('EE')],
        ]
        expect(participants).to.deep.equal(expected)
        expect(idsOf(await served.search('Encounter?practitioner:missing=true'))).to.deep.equal(
          results === 'survivor' ? ['enc-4', 'enc-5', 'enc-6'] : ['enc-4'],
        )
        const asserters = resourcesIn(await served.search('Condition?asserter:missing=false&_count=100'))
        expect(asserters.map(({ id, asserter }) => [id, referenceIn(asserter)])).to.deep.equal([
          ['cond-1', 'Practitioner/prac-AA'],
          ['cond-2', 'Practitioner/prac-AA'],
          ['cond-12', 'Practitioner/prac-EE'],
        ])
        expect(idsOf(await served.search('Condition?asserter=Practitioner/prac-AA'))).to.deep.equal([
          'cond-1',
          'cond-2',
        ])
      })

      it('of patients lead to practitioners and other charts that are there', async () => {
        const found = resourcesIn(await served.search('Patient?_count=100'))
        expect(found.map(({ id, generalPractitioner, link }) => [id, generalPractitioner, link])).to.deep.equal([
          ['pat-1', [{ reference: 'Practitioner/prac-AA' }], undefined],
          ['pat-2', undefined, undefined],
          ['pat-3', undefined, [{ other: { reference: 'Patient/pat-1' }, type: 'replaced-by' }]],
          ['pat-6', undefined, [{ other: { reference: 'Patient/pat-1' }, type: 'replaced-by' }]],
          ['pat-7', [{ reference: 'Practitioner/prac-EE' }], undefined],
        ])
        expect(idsOf(await served.search('Patient?link=Patient/pat-1'))).to.deep.equal(['pat-3', 'pat-6'])
        expect(idsOf(await served.search('Patient?general-practitioner:missing=true'))).to.deep.equal([
          'pat-2',
          'pat-3',
          'pat-6',
        ])
      })

      it('are driven by the indexes over what holds them', async () => {
        const driven = served.as({}, { scanRows: 0 })
        expect(idsOf(await driven.search('Condition?encounter=Encounter/enc-4'))).to.deep.equal(['cond-12'])
        const own = served.as({ scope: 'patient/*.rs', patient: 'pat-2' })
        expect(idsOf(await own.search('Condition?_include=Condition:encounter'), 'include')).to.deep.equal(['enc-4'])
      })
    })
  })
