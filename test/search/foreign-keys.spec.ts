/** A foreign key that holds spares the join of a reference where the row named is served whoever asks; the answers are those with the join. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { idsOf, serve, type Bundle, opened } from './served.ts'

/** Name of the source -> what its practitioners are, and the column that refers to them. */
const sources = {
  plain: { table: 'doc', clause: '', key: 'd.id', held: 'doc' },
  unheld: { table: 'doc', clause: '', key: 'd.id', held: 'loose' },
  unproven: { table: 'doc', clause: '', key: 'd.id', held: 'old' },
  excluded: { table: 'doc', clause: 'exclude: { d.st: D }', key: 'd.id', held: 'doc' },
  shaped: { table: 'doc', clause: 'kinds: [{ when: { d.st: A } }]', key: 'd.id', held: 'doc' },
  texts: { table: 'unit', clause: '', key: 'd.code', held: 'unit' },
  folded: { table: 'ward', clause: '', key: 'd.code', held: 'ward' },
} as const

type Name = keyof typeof sources

const own = (name: Name): string => {
  const { table, clause, key, held } = sources[name]
  return `
resource: Practitioner
source: d${name}
from: ${table} d
key: ${key}
patient: shared
${clause}
map: { name: [{ family: =d.nm }] }
---
resource: Encounter
source: e${name}
from: visit v
key: v.id
patient: never
map:
  status: finished
  class: { code: AMB, system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode' }
  participant: [{ individual: =v.${held} | ref(d${name}) }]
`
}

const files = {
  'system.yaml': "tenants: { one: { key: '1', zone: UTC } }\nnulls: ['0']\n",
  'all.yaml': (Object.keys(sources) as Name[]).map(own).join('---'),
}

const folding: Readonly<Record<string, string>> = {
  sqlite: 'varchar(10) collate nocase',
  postgres: 'varchar(10) collate spec_folded',
  mariadb: 'varchar(10) character set utf8mb4 collate utf8mb4_general_ci',
}

function tables({ dialect }: Engine): readonly string[] {
  const folded = folding[dialect]!
  const strict = dialect === 'mariadb' ? 'varchar(10) character set utf8mb4 collate utf8mb4_bin' : 'varchar(10)'
  return [
    ...['visit', 'doc', 'unit', 'ward'].map((name) => `drop table if exists ${name}`),
    ...(dialect === 'postgres'
      ? [
          "create collation if not exists spec_folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
        ]
      : []),
    'create table doc (id int primary key, st varchar(2), nm varchar(20))',
    `create table unit (code ${strict} primary key, nm varchar(20))`,
    `create table ward (code ${folded} primary key, nm varchar(20))`,
    `create table visit (id int primary key, doc int, loose int, old int, unit ${strict}, ward ${folded}, foreign key (doc) references doc (id), foreign key (unit) references unit (code), foreign key (ward) references ward (code))`,
    'create index visit_doc on visit (doc)',
    "insert into doc values (0, 'A', 'None'), (1, 'A', 'One'), (2, 'D', 'Two'), (3, 'A', 'Three')",
    "insert into unit values ('A', 'A'), ('B', 'B'), ('a', 'small')",
    "insert into ward values ('A', 'A'), ('B', 'B')",
    "insert into visit values (1, 1, 1, 1, 'A', 'a'), (2, 2, 9, 9, 'a', 'A'), (3, null, null, null, null, null), (4, 0, 0, 0, 'B', 'b'), (5, 3, 2, 2, 'B', 'B')",
    ...(dialect === 'postgres' ? ['alter table visit add foreign key (old) references doc (id) not valid'] : []),
  ]
}

/** Visit -> the key that its reference names. */
const named: Readonly<Record<Name, Readonly<Record<number, string>>>> = {
  plain: { 1: '1', 2: '2', 5: '3' },
  unheld: { 1: '1', 5: '2' },
  unproven: { 1: '1', 5: '2' },
  excluded: { 1: '1', 5: '3' },
  shaped: { 1: '1', 5: '3' },
  texts: { 1: 'A', 2: 'a', 4: 'B', 5: 'B' },
  folded: { 1: 'A', 2: 'A', 4: 'B', 5: 'B' },
}

const referencesIn = ({ entry = [] }: Bundle): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    entry.flatMap(({ resource }) => {
      const [, reference] = /"reference":"([^"]*)"/.exec(JSON.stringify(resource)) ?? []
      return reference === undefined ? [] : [[resource.id, reference]]
    }),
  )

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  describe('references by foreign keys', () => {
    const served = opened(() => serve(engine, tables(engine), files, { scanRows: 100_000 }))

    for (const name of Object.keys(sources) as Name[]) {
      it(`print, find, miss, count and include what is there: ${name}`, async () => {
        const entries = Object.entries(named[name])
        const all = await served.search('Encounter?_count=100')
        const printed = Object.entries(referencesIn(all)).filter(([id]) => id.startsWith(`e${name}-`))
        expect(printed).to.deep.equal(entries.map(([id, key]) => [`e${name}-${id}`, `Practitioner/d${name}-${key}`]))
        for (const key of new Set([...Object.values(named[name]), '9', '0', 'C'])) {
          const expected = entries.filter(([, each]) => each === key).map(([id]) => `e${name}-${id}`)
          const query = `Encounter?participant=Practitioner/d${name}-${key}`
          expect(idsOf(await served.search(query)), key).to.deep.equal(expected)
          expect((await served.search(`${query}&_summary=count`)).total, key).to.equal(expected.length)
          const reverse = await served.search(`Practitioner?_id=d${name}-${key}&_revinclude=Encounter:participant`)
          expect(idsOf(reverse, 'include'), key).to.have.members(reverse.entry === undefined ? [] : expected)
        }
        const missing = idsOf(await served.search('Encounter?participant:missing=true&_count=100'))
        const none = [1, 2, 3, 4, 5].filter((id) => !(id in named[name])).map((id) => `e${name}-${id}`)
        expect(missing.filter((id) => id.startsWith(`e${name}-`))).to.deep.equal(none)
        const included = await served.search(`Encounter?_id=e${name}-1,e${name}-5&_include=Encounter:participant`)
        expect(idsOf(included, 'include')).to.have.members(
          ['1', '5'].map((id) => `d${name}-${named[name][Number(id)]!}`),
        )
      })
    }

    it('are joined but where the engine holds to the key and nothing else is asked', () => {
      const joined = (Object.keys(sources) as Name[]).filter((name) =>
        served.mapping.byName.get(`e${name}`)!.joins.some(({ isReferred }) => isReferred === true),
      )
      const all = Object.keys(sources)
      expect(joined).to.deep.equal(
        engine.dialect === 'postgres' ? all.filter((name) => !['plain', 'texts'].includes(name)) : all,
      )
    })
  })
})
