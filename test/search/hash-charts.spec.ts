/** `id: hash` of patients: what is filed under charts that were merged is the survivor's, by the indexes over keys of which an id has the beginning alone. */
import { expect } from 'chai'
import { mergedCharts } from '../../src/search/merged-charts.ts'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { idsOf, serve, type Bundle, opened } from './served.ts'

const textOf = (dialect: Engine['dialect']): string =>
  dialect === 'mariadb' ? 'varchar(200) character set utf8mb4 collate utf8mb4_bin' : 'varchar(200)'

const subjectsIn = ({ entry = [] }: Bundle): readonly unknown[] => entry.map(({ resource }) => resource['subject'])

const mrn = (end: string): string => `urn:oid:2.16.840.1.113883.3.4567/${'0'.repeat(30)}${end}`

const merging = {
  'system.yaml': 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n',
  'pat.yaml': `
resource: Patient
source: pat
from: pt p
key: p.mrn
id: hash
tenant: p.org
patient: p.mrn
merged: { when: { p.st: M }, into: p.into_mrn, results: survivor }
map: { name: [{ family: =p.nm }] }
`,
  'obs.yaml': `
resource: Observation
source: obs
from: note n
key: n.nr
patient: =n.mrn | ref(pat)
map: { status: final, code: { text: =n.title } }
`,
}

const mergingTables = ({ dialect }: Engine): readonly string[] => [
  ...['note', 'pt', 'org'].map((name) => `drop table if exists ${name}`),
  'create table org (org_id int primary key, tz varchar(20))',
  `create table pt (mrn ${textOf(dialect)} primary key, org int, st varchar(2), into_mrn ${textOf(dialect)}, nm varchar(20))`,
  `create table note (nr int primary key, title varchar(20), mrn ${textOf(dialect)})`,
  'create index note_pt on note (mrn)',
  'create index pt_into on pt (into_mrn)',
  "insert into org values (1, 'UTC')",
  `insert into pt values ('${mrn('1')}', 1, 'A', null, 'One'), ('${mrn('2')}', 1, 'A', null, 'Two'), ('${mrn('3')}', 1, 'M', '${mrn('1')}', 'Three'), ('4', 1, 'M', '${mrn('2')}', 'Four')`,
  `insert into note values ${['1', '2', '3', '3', '1'].map((end, nr) => `(${nr + 1}, 'note', '${mrn(end)}')`).join(', ')}, (6, 'note', '4'), (7, 'note', '${mrn('9')}')`,
]

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  describe('charts of patients with a hash that were merged', () => {
    const served = opened(() => serve(engine, mergingTables(engine), merging))

    const expected = {
      One: ['obs-1', 'obs-3', 'obs-4', 'obs-5'],
      Two: ['obs-2', 'obs-6'],
      Three: [],
      Four: [],
    } as const

    for (const [name, own] of Object.entries(expected))
      it(`give ${name} what is filed under them, by the indexes over the keys`, async () => {
        const [id = ''] = idsOf(await served.search(`Patient?name=${name}`))
        const driven = served.as({}, { scanRows: 0 })
        const query = `Observation?patient=${id}`
        for (const size of [1, 2, 100])
          expect((await driven.pages(`${query}&_count=${size}`)).flatMap((page) => idsOf(page))).to.deep.equal(own)
        expect((await driven.search(`${query}&_count=0`)).total).to.equal(own.length)
        const token = served.as({ scope: 'patient/*.rs', patient: id })
        expect(idsOf(await token.search('Observation?_count=100'))).to.deep.equal(own)
        expect((await token.search('Observation?_summary=count')).total).to.equal(own.length)
        for (let nr = 1; nr <= 7; nr++)
          expect((await token.read('Observation', `obs-${nr}`).catch(() => undefined))?.id === `obs-${nr}`).to.equal(
            (own as readonly string[]).includes(`obs-${nr}`),
          )
        for (const subject of subjectsIn(await served.search(query)))
          expect(subject).to.deep.equal({ reference: `Patient/${id}` })
      })

    it('are known by the chart that they were merged into', async () => {
      const idOf = async (name: string): Promise<string> => idsOf(await served.search(`Patient?name=${name}`))[0]!
      const merged = async (name: string) => mergedCharts([await idOf(name)], served.context({}), served.database)
      expect(await merged('One')).to.deep.equal([await idOf('Three')])
      expect(await merged('Two')).to.deep.equal([await idOf('Four')])
      expect(await merged('Three')).to.deep.equal([])
    })
  })
})
