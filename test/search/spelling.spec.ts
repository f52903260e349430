/** Keys of text where the database takes `AB12` and `ab12` for the same: one row, one id, whoever refers to it. */
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
key: p.mrn
tenant: p.org_id
patient: p.mrn
map: { name: [{ family: =p.nm }] }
`,
  'obs.yaml': `
resource: Observation
source: obs
from: obs o
key: o.nr
patient: =o.mrn | ref(pat)
map: { status: final, code: { text: =o.cd }, performer: [=o.prov | ref(prac)] }
`,
}

const folded: Readonly<Record<string, string>> = {
  sqlite: 'varchar(10) collate nocase',
  postgres: 'varchar(10) collate folded',
  mariadb: 'varchar(10) collate utf8mb4_general_ci',
}

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  describe('a key that several spell each in their way', () => {
    const text = folded[engine.dialect]!
    let served: Served

    before(async () => {
      const collation =
        "create collation if not exists folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false)"
      const statements = [
        ...['org', 'prov', 'pat', 'obs'].map((name) => `drop table if exists ${name}`),
        ...(engine.dialect === 'postgres' ? [collation] : []),
        'create table org (org_id integer not null primary key, tz varchar(20))',
        "insert into org values (1, 'UTC')",
        `create table prov (code ${text} not null primary key, org_id integer, nm varchar(20))`,
        "insert into prov values ('Dr-One', 1, 'WHO')",
        `create table pat (mrn ${text} not null primary key, org_id integer, nm varchar(20))`,
        "insert into pat values ('AB12', 1, 'A'), ('CD34', 1, 'C')",
        `create table obs (nr integer not null primary key, mrn ${text}, cd varchar(20), prov ${text})`,
        'create index obs_mrn on obs (mrn)',
        'create index obs_prov on obs (prov)',
        "insert into obs values (1, 'AB12', 'A', 'DR-ONE'), (2, 'ab12', 'B', 'dr-one'), (3, 'cd34', 'C', 'nobody')",
      ]
      served = await serve(engine, statements, files)
    })
    after(() => served.close())

    it('is in every reference the id of the row, by which it is read', async () => {
      const { entry = [] } = await served.search('Observation')
      expect(entry.map(({ resource }) => [resource['subject'], resource['performer']])).to.deep.equal([
        [{ reference: 'Patient/pat-AB12' }, [{ reference: 'Practitioner/prac--Drx2dOne' }]],
        [{ reference: 'Patient/pat-AB12' }, [{ reference: 'Practitioner/prac--Drx2dOne' }]],
        [{ reference: 'Patient/pat-CD34' }, undefined],
      ])
      expect((await served.read('Patient', 'pat-AB12'))?.id).to.equal('pat-AB12')
    })

    it('finds all that refers to the row, in searches, compartments and what is included', async () => {
      const driven = served.as({}, { scanRows: 0 })
      expect(idsOf(await driven.search('Observation?patient=pat-AB12'))).to.deep.equal(['obs-1', 'obs-2'])
      expect(idsOf(await driven.search('Observation?patient=pat-ab12'))).to.deep.equal([])
      expect(idsOf(await driven.search('Observation?performer=prac--Drx2dOne'))).to.deep.equal(['obs-1', 'obs-2'])
      const own = served.as({ scope: 'patient/*.rs', patient: 'pat-AB12' }, { scanRows: 0 })
      expect(idsOf(await own.search('Observation'))).to.deep.equal(['obs-1', 'obs-2'])
      const included = await driven.search('Observation?patient=pat-AB12&_include=*')
      expect(idsOf(included, 'include')).to.have.members(['pat-AB12', 'prac--Drx2dOne'])
      const referring = await driven.search('Patient?_id=pat-AB12&_revinclude=*')
      expect(idsOf(referring, 'include')).to.deep.equal(['obs-1', 'obs-2'])
    })

    it('names the row in its own spelling only', async () => {
      expect(await served.read('Patient', 'pat-ab12')).to.equal(undefined)
      expect(idsOf(await served.search('Patient?_id=pat-ab12,pat-CD34'))).to.deep.equal(['pat-CD34'])
    })
  })
})
