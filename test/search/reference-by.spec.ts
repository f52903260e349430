/** References by another unique column than the key: ids are uuids, what refers to them holds a number. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { idsOf, serve, type Served } from './served.ts'

const files = {
  'system.yaml': 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n',
  'prac.yaml': `
resource: Practitioner
source: prac
from: prov v
key: v.code
tenant: v.org_id
patient: shared
map: { name: [{ family: =v.nm }] }
`,
  'pat.yaml': `
resource: Patient
source: pat
from: pat p
key: p.guid | uuid
tenant: p.org_id
patient: p.guid | uuid
map: { name: [{ family: =p.nm }], generalPractitioner: [=p.prov_nr | ref(prac by nr)] }
`,
  'obs.yaml': `
resource: Observation
source: obs
from: obs o
key: o.nr
patient: =o.pid | ref(pat by pid)
map: { status: final, code: { text: =o.cd }, performer: [=o.prov_nr | ref(prac by nr)] }
`,
}

const guids = ['0f8fad5b-d9cb-469f-a165-70867728950e', '7c9e6679-7425-40de-944b-e07fc1f90ae7']

const statements = [
  ...['org', 'prov', 'pat', 'obs'].map((name) => `drop table if exists ${name}`),
  'create table org (org_id integer not null primary key, tz varchar(20))',
  "insert into org values (1, 'UTC')",
  'create table prov (code varchar(10) not null primary key, nr integer not null unique, org_id integer, nm varchar(20))',
  "insert into prov values ('DR-1', 7, 1, 'WHO')",
  'create table pat (guid char(36) not null primary key, pid integer not null unique, org_id integer, nm varchar(20), prov_nr integer)',
  ...guids.map(
    (guid, index) => `insert into pat values ('${guid}', ${index + 1}, 1, 'N${index}', ${index === 0 ? 7 : 'null'})`,
  ),
  'create table obs (nr integer not null primary key, pid integer, cd varchar(20), prov_nr integer)',
  'create index obs_pid on obs (pid)',
  'create index obs_prov on obs (prov_nr)',
  "insert into obs values (1, 1, 'A', 7), (2, 1, 'B', 8), (3, 2, 'C', null), (4, 99, 'D', 7)",
]

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  describe('a reference by another column than the key', () => {
    let served: Served
    const [one, other] = guids.map((guid) => `pat-${guid}`)

    before(async () => {
      served = await serve(engine, statements, files)
    })
    after(() => served.close())

    it('is the id of the row that it names, and none where there is no such row', async () => {
      const { entry = [] } = await served.search('Observation')
      expect(entry.map(({ resource }) => [resource.id, resource['subject'], resource['performer']])).to.deep.equal([
        ['obs-1', { reference: `Patient/${one}` }, [{ reference: 'Practitioner/prac--DRx2d1' }]],
        ['obs-2', { reference: `Patient/${one}` }, undefined],
        ['obs-3', { reference: `Patient/${other}` }, undefined],
      ])
      for (const { resource } of entry) expect(await served.read('Observation', resource.id)).to.deep.equal(resource)
    })

    it('is driven by its own index, for searches, compartments and what refers to a page', async () => {
      const driven = served.as({}, { scanRows: 0 })
      expect(idsOf(await driven.search(`Observation?patient=${one}`))).to.deep.equal(['obs-1', 'obs-2'])
      expect(idsOf(await driven.search('Observation?performer=Practitioner/prac--DRx2d1'))).to.deep.equal(['obs-1'])
      const own = served.as({ scope: 'patient/*.rs', patient: other! }, { scanRows: 0 })
      expect(idsOf(await own.search('Observation'))).to.deep.equal(['obs-3'])
      const bundle = await driven.search(
        `Patient?_id=${one}&_revinclude=Observation:patient&_include=Patient:general-practitioner`,
      )
      expect(idsOf(bundle)).to.deep.equal([one])
      expect(idsOf(bundle, 'include')).to.have.members(['obs-1', 'obs-2', 'prac--DRx2d1'])
      expect((await driven.search(`Observation?patient=${one}&_summary=count`)).total).to.equal(2)
    })
  })
})
