/** In which order an answer comes where times are open, and that its pages keep it, on every engine. https://hl7.org/fhir/R4/search.html#sort */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { idsOf, serve, opened } from './served.ts'
import { quoted } from './world.ts'

/** Key, start and end of a period. */
const rows = [
  [1, '20200301', '20200401'],
  [2, null, '20200501'],
  [3, '20200101', null],
  [4, null, null],
  [5, null, '20191231'],
  [6, '20200201', null],
] as const

const literal = (text: string | null): string => (text === null ? 'null' : `'${text}'`)

const statements = (engine: Engine): readonly string[] =>
  [
    'drop table if exists "PT"',
    'drop table if exists "EN"',
    'create table "PT" ("ID" integer not null primary key)',
    'insert into "PT" values (1)',
    'create table "EN" ("ID" integer not null primary key, "PT" integer, "S" varchar(8), "E" varchar(8))',
    ...rows.map(([id, start, end]) => `insert into "EN" values (${id}, 1, ${literal(start)}, ${literal(end)})`),
  ].map((each) => quoted(engine, each))

const files = {
  'system.yaml': "tenants: { one: { key: '1', zone: America/Chicago } }\nnulls: ['']\n",
  'pat.yaml': 'resource: Patient\nsource: pat\nfrom: PT p\nkey: p.ID\npatient: p.ID\nmap: { gender: unknown }\n',
  'enc.yaml': `
resource: Encounter
source: enc
from: EN e
key: e.ID
patient: =e.PT | ref(pat)
map:
  status: finished
  class: urn:x|AMB
  period: { start: =e.S | date(yyyymmdd), end: =e.E | date(yyyymmdd) }
`,
}

describe('a search sorted by a time', () => {
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    const served = opened(() => serve(engine, statements(engine), files))

    const walk = async (sort: string, count: number): Promise<readonly string[]> =>
      (await served.pages(`Encounter?patient=pat-1&_sort=${sort}&_count=${count}`)).flatMap((page) => idsOf(page))

    it('has what began nobody knows when first, and last of all that has a time when it is turned', async () => {
      expect(await walk('date', 10)).to.deep.equal(['enc-2', 'enc-5', 'enc-3', 'enc-6', 'enc-1', 'enc-4'])
      expect(await walk('-date', 10)).to.deep.equal(['enc-1', 'enc-6', 'enc-3', 'enc-2', 'enc-5', 'enc-4'])
    })

    for (const count of [1, 2, 3, 4])
      it(`has the same order in pages of ${count}`, async () => {
        for (const sort of ['date', '-date']) expect(await walk(sort, count), sort).to.deep.equal(await walk(sort, 10))
      })
  })
})
