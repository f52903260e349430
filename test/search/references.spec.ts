/** Patients whose keys are texts that the database compares in its own way: each is referred to by one spelling, that of their own row. */
import { expect } from 'chai'
import { mariadb, onEachEngine, sqlite } from '../rows/engines.ts'
import { idsOf, serve, type Bundle, type Served } from './served.ts'

const system = 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n'

const patient = `
resource: Patient
source: pat
from: pt p
key: p.mrn
tenant: p.org_id
patient: p.mrn
exclude: { p.stat: D }
merged: { when: { p.stat: M }, into: p.into_mrn, results: survivor }
map: { name: [{ family: =p.nm }], link: [{ when: { p.stat: M }, other: =p.into_mrn | ref(pat), type: replaced-by }] }
`

const observation = `
resource: Observation
source: lb
from: lb l
key: l.nr
patient: =l.mrn | ref(pat)
map: { status: final, code: { text: =l.cd }, valueString: =l.cd }
`

const tables = (text: string): readonly string[] => [
  'drop table if exists lb',
  'drop table if exists pt',
  'drop table if exists org',
  'create table org (org_id int primary key, tz varchar(40))',
  `create table pt (mrn varchar(20) ${text} primary key, org_id int, stat char(1), into_mrn varchar(20) ${text}, nm varchar(20))`,
  `create table lb (nr int primary key, mrn varchar(20) ${text} not null, cd varchar(20))`,
  'create index lb_mrn on lb (mrn)',
  "insert into org values (1, 'America/Chicago'), (2, 'America/Chicago')",
  `insert into pt values ('AB12', 1, 'A', null, 'Doe'), ('OLD1', 1, 'M', 'ab12', 'Doe'), ('CD34', 1, 'A', null, 'Roe'),
    ('GONE', 1, 'D', null, 'Poe'), ('OLD2', 1, 'M', 'gone', 'Poe'), ('OLD3', 1, 'M', 'XX', 'Poe'), ('FAR', 2, 'A', null, 'Far'), ('OLD4', 1, 'M', 'FAR', 'Far'),
    ('OLD5', 1, 'M', 'old1', 'Doe')`,
  `insert into lb values (1, 'AB12', 'a'), (2, 'ab12', 'b'), (3, 'OLD1', 'c'), (4, 'cd34', 'd'), (5, 'GONE', 'e'), (6, 'OLD2', 'f'), (7, 'OLD3', 'g'),
    (8, 'old4', 'h'), (9, 'OLD5', 'i'), (10, 'nobody', 'j')`,
]

const collations = { sqlite: 'collate nocase', mariadb: '' } as const

const subjectsOf = ({ entry = [] }: Bundle): readonly string[] =>
  entry.map(({ resource }) => `${resource.id} ${(resource['subject'] as { reference: string }).reference}`)

describe('A reference to a patient', () => {
  onEachEngine([sqlite, mariadb], (engine) => {
    let served: Served

    before(async () => {
      const files = { 'system.yaml': system, 'pat.yaml': patient, 'lb.yaml': observation }
      served = await serve(engine, tables(collations[engine.dialect as 'sqlite']), files)
    })
    after(() => served.close())

    const own = ['lb-1 Patient/pat-AB12', 'lb-2 Patient/pat-AB12', 'lb-3 Patient/pat-AB12']

    it('is printed as the row spells its key that it leads to', async () => {
      const all = subjectsOf(await served.search('Observation'))
      expect(all).to.deep.equal([...own, 'lb-4 Patient/pat-CD34', 'lb-9 Patient/pat-OLD1'])
      for (const each of new Set(all.map((text) => text.split('/')[1] ?? '')))
        expect((await served.read('Patient', each))?.id, each).to.equal(each)
    })

    it('is found by that spelling, under whichever its rows are filed', async () => {
      expect(subjectsOf(await served.search('Observation?patient=pat-AB12'))).to.deep.equal(own)
      expect(subjectsOf(await served.search('Observation?subject=Patient/pat-AB12&_total=accurate'))).to.deep.equal(own)
      expect(idsOf(await served.search('Observation?patient=pat-ab12'))).to.deep.equal([])
      expect(idsOf(await served.search('Observation?patient=pat-OLD1,pat-GONE,pat-FAR'))).to.deep.equal(['lb-9'])
      expect((await served.search('Observation?_summary=count')).total).to.equal(5)
    })

    it('is what includes follow, in both directions', async () => {
      const page = await served.search('Observation?_id=lb-2,lb-3,lb-4&_include=Observation:subject')
      expect([...idsOf(page, 'include')].sort()).to.deep.equal(['pat-AB12', 'pat-CD34'])
      const back = await served.search('Patient?_id=pat-AB12&_revinclude=Observation:patient')
      expect(idsOf(back, 'include')).to.deep.equal(['lb-1', 'lb-2', 'lb-3'])
    })

    it('keeps a compartment together', async () => {
      const token = { scope: 'patient/*.rs', patient: 'pat-AB12' }
      expect(subjectsOf(await served.as(token).search('Observation'))).to.deep.equal(own)
      expect(subjectsOf(await served.as(token, { scanRows: 0 }).search('Observation?_sort=-_id'))).to.have.members(own)
      for (const id of ['lb-1', 'lb-2', 'lb-3'])
        expect((await served.as(token).read('Observation', id))?.id).to.equal(id)
      for (const id of ['lb-4', 'lb-6', 'lb-9', 'lb-10'])
        expect(await served.as(token).read('Observation', id), id).to.equal(undefined)
    })
  })
})
