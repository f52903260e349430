/** References by uuids that are held otherwise than the key is: as text in either case, as bytes, in a type of their own. They are joined, found and driven as all others. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { idsOf, serve, type Bundle, type Resource, type Served, opened } from './served.ts'

/** How a column holds a uuid: its type, whether capital letters are others there, and the literal. */
interface Form {
  readonly type: string
  readonly isText: boolean
  readonly isCased?: boolean
  literal(text: string): string
}

const asText = (type: string, isCased: boolean): Form => ({
  type,
  isText: true,
  isCased,
  literal: (text) => `'${text}'`,
})
const hex = (text: string): string => text.replaceAll('-', '')

const forms: Readonly<Record<string, Readonly<Record<string, Form>>>> = {
  sqlite: {
    text: asText('char(36)', true),
    nocase: asText('varchar(40) collate nocase', false),
    bytes: { type: 'binary(16)', isText: false, literal: (text) => `x'${hex(text)}'` },
  },
  postgres: {
    text: asText('char(36)', true),
    varying: asText('varchar(60)', true),
    own: { type: 'uuid', isText: false, literal: (text) => `'${text}'` },
    bytes: { type: 'bytea', isText: false, literal: (text) => `'\\x${hex(text)}'` },
  },
  mariadb: {
    general: asText('char(36) character set latin1', false),
    unicode: asText('varchar(60) character set utf8mb4 collate utf8mb4_unicode_ci', false),
    bin: asText('char(36) character set utf8mb4 collate utf8mb4_bin', true),
    own: { type: 'uuid', isText: false, literal: (text) => `'${text}'` },
    bytes: { type: 'binary(16)', isText: false, literal: (text) => `x'${hex(text)}'` },
  },
}

const uuid = (nr: number): string => `0f8fad5b-d9cb-469f-a165-7086772895a${nr}`
const mixed = uuid(1).replace('f8fad5b', 'F8fAD5b')

/** What a row holds -> the uuid that it names. */
const held = [
  [uuid(1), 1],
  [uuid(1).toUpperCase(), 1],
  [mixed, 1],
  [uuid(2), 2],
  [uuid(3), 3],
  [uuid(3).toUpperCase(), 3],
  ['no uuid', undefined],
  [`${uuid(1)}x`.slice(1), undefined],
  [uuid(9), undefined],
  [null, undefined],
] as const

/** Row number, as the tables have it -> the uuid that it names. */
function namedIn(form: Form): readonly (readonly [row: number, text: string | null, named: number | undefined])[] {
  return held.flatMap(([text, named], index) => {
    if (text !== null && !form.isText && !/^[0-9a-f]{8}-/i.test(text)) return []
    const isMixed = text === mixed && form.isCased === true
    return [[index + 1, text, isMixed ? undefined : named] as const]
  })
}

const source = (name: string): string => `
resource: Encounter
source: ${name}
from: visit_${name} v
key: v.id
patient: =v.pt | ref(pat)
rows: { docs: { from: vdoc_${name} x, on: x.visit = v.id, order: x.nr } }
map:
  status: finished
  class: { code: AMB, system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode' }
  serviceProvider: { display: x }
  participant: [{ individual: =v.doc | ref(doc) }]
  location: [{ each: docs, location: =x.loc | ref(loc), status: active }]
---
resource: Condition
source: c${name}
from: prob_${name} b
key: b.id
patient: =b.pt | ref(pat)
map: { code: { text: x }, encounter: =b.visit | ref(${name}) }
`

const filesFor = (names: readonly string[]): Readonly<Record<string, string>> => ({
  'system.yaml': 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n',
  'base.yaml': `
resource: Patient
source: pat
from: pt p
key: p.guid | uuid
tenant: p.org
patient: p.guid | uuid
merged: { when: { p.st: M }, into: p.into_guid, results: survivor }
map: { name: [{ family: =p.nm }] }
---
resource: Practitioner
source: doc
from: doc d
key: d.guid | uuid
tenant: d.org
patient: shared
map: { name: [{ family: =d.nm }] }
---
resource: Location
source: loc
from: doc d
key: d.guid | uuid
tenant: d.org
patient: shared
map: { status: active, name: =d.nm }
`.replace('patient: p.guid | uuid', 'patient: p.guid | uuid'),
  'visits.yaml': names.map(source).join('---'),
})

function tables(target: Form, all: Readonly<Record<string, Form>>): readonly string[] {
  const own = (nr: number): string => target.literal(target.isText && nr === 3 ? uuid(nr).toUpperCase() : uuid(nr))
  const visits = Object.entries(all).flatMap(([name, form]) => {
    const rows = namedIn(form)
    const literal = (text: string | null): string => (text === null ? 'null' : form.literal(text))
    return [
      ...['prob', 'vdoc', 'visit'].map((table) => `drop table if exists ${table}_${name}`),
      `create table visit_${name} (id int primary key, pt ${form.type}, doc ${form.type})`,
      `create table vdoc_${name} (nr int primary key, visit int, loc ${form.type})`,
      `create table prob_${name} (id int primary key, pt ${form.type}, visit int)`,
      ...['pt', 'doc'].map((column) => `create index visit_${name}_${column} on visit_${name} (${column})`),
      `create index vdoc_${name}_visit on vdoc_${name} (visit)`,
      `create index vdoc_${name}_loc on vdoc_${name} (loc)`,
      `create index prob_${name}_pt on prob_${name} (pt)`,
      `insert into visit_${name} values ${rows.map(([id, text]) => `(${id}, ${form.literal(uuid((id % 3) + 1))}, ${literal(text)})`).join(', ')}`,
      `insert into visit_${name} values ${rows.map(([id, text]) => `(${id + 20}, ${literal(text)}, null)`).join(', ')}`,
      `insert into vdoc_${name} values ${rows.map(([id, text]) => `(${id}, 1, ${literal(text)})`).join(', ')}`,
      `insert into prob_${name} values ${rows.map(([id]) => `(${id}, ${form.literal(uuid(((id + 1) % 3) + 1).toUpperCase())}, ${id})`).join(', ')}`,
    ]
  })
  return [
    ...['doc', 'pt', 'org'].map((table) => `drop table if exists ${table}`),
    'create table org (org_id int primary key, tz varchar(20))',
    "insert into org values (1, 'UTC')",
    `create table doc (guid ${target.type} not null, org int, nm varchar(20), primary key (guid))`,
    `create table pt (guid ${target.type} not null, org int, st varchar(2), into_guid varchar(60), nm varchar(20), primary key (guid))`,
    `insert into doc values ${[1, 2, 3].map((nr) => `(${own(nr)}, 1, 'D${nr}')`).join(', ')}`,
    `insert into pt values (${own(1)}, 1, 'A', null, 'P1'), (${own(2)}, 1, 'M', '${uuid(1).toUpperCase()}', 'P2'), (${own(3)}, 1, 'A', null, 'P3')`,
    ...visits,
  ]
}

const resourcesIn = ({ entry = [] }: Bundle, mode = 'match'): readonly Resource[] =>
  entry.filter(({ search }) => search.mode === mode).map(({ resource }) => resource)

const referencesIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value ?? null).matchAll(/"reference":"([^"]*)"/g)].map(([, text]) => text!)

/** The chart under which a uuid's results are served: 2 was merged into 1. */
const chart = (nr: number | undefined): number | undefined => (nr === 2 ? 1 : nr)

onEachEngine([sqlite, postgres, mariadb], (engine: Engine) => {
  const all = forms[engine.dialect]!
  for (const [targetName, target] of Object.entries(all))
    describe(`references to uuids held as ${targetName} (${target.type})`, () => {
      const served = opened(() => serve(engine, tables(target, all), filesFor(Object.keys(all)), { scanRows: 100_000 }))

      const idOf = (name: string, id: number): string => `${name}-${id}`

      for (const [name, form] of Object.entries(all)) {
        const rows = namedIn(form)
        const found = async (query: string): Promise<readonly string[]> =>
          idsOf(await served.search(`${query}&_count=200`)).filter((id) => id.startsWith(`${name}-`))

        it(`by columns of ${name} are printed in the spelling of ids, and lead to rows that are there`, async () => {
          const read = resourcesIn(await served.search('Encounter?_count=200'))
          const printed = rows.map(([id]) => {
            const visit = read.find((each) => each.id === idOf(name, id))
            return [id, referencesIn(visit?.['participant'])[0]]
          })
          const expected = rows.map(([id, , named]) => [id, named && `Practitioner/doc-${uuid(named)}`])
          expect(printed).to.deep.equal(expected)
          const first = await served.read('Encounter', idOf(name, 1))
          const locations = rows.flatMap(([, , named]) => (named === undefined ? [] : [`Location/loc-${uuid(named)}`]))
          expect(referencesIn(first?.['location'])).to.deep.equal(locations)
        })

        it(`by columns of ${name} are found, missing, counted and included as they are printed`, async () => {
          for (const nr of [1, 2, 3, 9]) {
            const own = rows.filter(([, , named]) => named === nr).map(([id]) => idOf(name, id))
            expect(await found(`Encounter?participant=Practitioner/doc-${uuid(nr)}`), String(nr)).to.deep.equal(own)
            const inRows = rows.some(([, , named]) => named === nr) ? [idOf(name, 1)] : []
            expect(await found(`Encounter?location=loc-${uuid(nr)}`), String(nr)).to.deep.equal(inRows)
            const reverse = await served.search(`Practitioner?_id=doc-${uuid(nr)}&_revinclude=Encounter:participant`)
            expect(idsOf(reverse, 'include').filter((id) => id.startsWith(`${name}-`))).to.deep.equal(own)
          }
          const some = rows.filter(([, , named]) => named !== undefined).map(([id]) => idOf(name, id))
          expect(await found('Encounter?participant:missing=false')).to.deep.equal(some)
          const included = await served.search(`Encounter?_id=${idOf(name, 1)}&_include=Encounter:participant`)
          expect(idsOf(included, 'include')).to.deep.equal([`doc-${uuid(1)}`])
        })

        it(`of patients by columns of ${name} file rows under their charts, by the indexes over them`, async () => {
          const driven = served.as({}, { scanRows: 0 })
          for (const nr of [1, 2, 3]) {
            const patients = rows.filter(([id]) => chart((id % 3) + 1) === nr).map(([id]) => id)
            const named = rows.filter(([, , own]) => chart(own) === nr).map(([id]) => id + 20)
            const expected = [...patients, ...named].map((id) => idOf(name, id))
            const search = async (caller: Pick<Served, 'search'>, query: string) =>
              idsOf(await caller.search(`${query}_count=200`)).filter((id) => id.startsWith(`${name}-`))
            expect(await search(driven, `Encounter?patient=pat-${uuid(nr)}&`), String(nr)).to.deep.equal(expected)
            const token = served.as({ scope: 'patient/*.rs', patient: `pat-${uuid(nr)}` })
            expect(await search(token, 'Encounter?'), String(nr)).to.deep.equal(expected)
          }
        })

        it(`of visits are those of one patient, who stands in ${name} in either case`, async () => {
          const conditions = resourcesIn(await served.search('Condition?_count=200'))
          for (const [id] of rows) {
            const own = conditions.find((each) => each.id === `c${name}-${id}`)
            const isSame = chart(((id + 1) % 3) + 1) === chart((id % 3) + 1)
            expect(referencesIn(own?.['encounter']), String(id)).to.deep.equal(
              isSame ? [`Encounter/${idOf(name, id)}`] : [],
            )
          }
        })
      }

      it('are driven by the indexes over what holds them', async () => {
        const driven = served.as({}, { scanRows: 0 })
        expect(idsOf(await driven.search(`Encounter?participant=doc-${uuid(2)}&_count=200`))).to.have.length(
          Object.keys(all).length,
        )
      })
    })
})
