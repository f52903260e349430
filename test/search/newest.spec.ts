/** Of rows that belong together the newest wins, the whole of it: what is served, read, found and counted is that row on every engine. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { openWorld, quoted, type Files, opened } from './world.ts'

/** HX is a history of what is known of a patient; RX of prescriptions, by their uuid; AD of addresses, by type. */
const tables = [
  ...['PT', 'HX', 'RX', 'AD', 'VS'].map((name) => `drop table if exists "${name}"`),
  'create table "PT" ("ID" integer not null primary key, "NM" varchar(20))',
  `create table "HX" ("HX_ID" integer not null primary key, "PT_ID" integer, "EFF_DT" varchar(8), "SEX" char(1), "PHONE" varchar(20), "VOID" integer)`,
  'create index "HX_PT" on "HX" ("PT_ID", "EFF_DT")',
  `create table "RX" ("ROW_ID" integer not null primary key, "UUID" varchar(10), "PT_ID" integer, "VER" integer, "STAT" varchar(10), "TXT" varchar(20))`,
  `create table "AD" ("AD_ID" integer not null primary key, "PT_ID" integer, "TYP" char(1), "EFF_DT" varchar(8), "CITY" varchar(20))`,
  `create table "VS" ("VS_ID" integer not null primary key, "PT_ID" integer, "DT" varchar(8), "WT" integer)`,
  `insert into "PT" values (1, 'ANN'), (2, 'BOB'), (3, 'CAL'), (4, 'DEE')`,
  `insert into "HX" values (11, 1, '20200101', 'F', '111', 0), (12, 1, '20210101', null, '222', 0), (13, 1, '', 'M', '333', 0), (14, 1, null, 'M', '444', 0),
    (21, 2, '20200101', 'M', '555', 0), (22, 2, '20200101', 'F', '666', 0), (23, 2, '20220101', 'M', '777', 1),
    (31, 3, null, 'M', '888', 0), (32, 3, '00000000', 'F', '999', 0)`,
  `insert into "RX" values (1, 'a', 1, 1, 'A', 'old'), (2, 'a', 1, 2, 'A', 'new'), (3, 'b', 1, 1, 'A', 'only'), (4, 'c', 2, 1, 'A', 'was'), (5, 'c', 2, 2, 'D', 'gone'),
    (6, 'd', 2, null, 'A', 'null'), (7, 'd', 2, 1, 'A', 'one')`,
  `insert into "AD" values (1, 1, 'H', '2019', 'Waco'), (2, 1, 'H', '2021', 'Austin'), (3, 1, 'W', '2020', 'Dallas'), (4, 2, 'H', '2020', 'Waco')`,
  `insert into "VS" values (1, 1, '20200101', 70), (2, 1, '20200201', 71), (3, 1, '20200301', 72), (4, 1, null, 73)`,
]

const files: Files = {
  'system.yaml': `
tenants: { one: { key: '1', zone: America/Chicago } }
systems: { loinc: http://loinc.org }
nulls: ['', '00000000']
codes: { sex: { file: sex.csv, else: unknown } }`,
  'sex.csv':
    'local,system,code,display\nM,http://hl7.org/fhir/administrative-gender,male,\nF,http://hl7.org/fhir/administrative-gender,female,\n',
  'pat.yaml': `
resource: Patient
source: pat
from: PT p
key: p.ID
patient: p.ID
join:
  h: { from: HX h, on: h.PT_ID = p.ID, newest: { by: h.EFF_DT, of: { h.VOID: '0' } } }
rows:
  homes: { from: AD a, on: a.PT_ID = p.ID, newest: { by: a.EFF_DT, within: a.TYP }, order: a.TYP }
map:
  name: [{ text: =p.NM | title }]
  gender: =h.SEX | codes(sex)
  telecom: [{ system: phone, value: =h.PHONE }]
  address: [{ each: homes, city: =a.CITY }]`,
  'rx.yaml': `
resource: MedicationRequest
source: rx
from: RX r
key: r.UUID
newest: { within: r.UUID, by: r.VER }
patient: =r.PT_ID | ref(pat)
exclude: { r.STAT: D }
map:
  status: active
  intent: order
  medication: { CodeableConcept: { text: =r.TXT } }`,
  'vs.yaml': `
resource: Observation
source: last
from: VS v
key: v.VS_ID
patient: =v.PT_ID | ref(pat)
exclude: { exists: { from: VS w, on: w.PT_ID = v.PT_ID and w.DT > v.DT } }
map:
  status: final
  code: { text: Weight }
  value: { Quantity: { value: =v.WT | number, unit: kg } }`,
  'before.yaml': `
resource: Observation
source: before
from: VS v
key: v.VS_ID
patient: =v.PT_ID | ref(pat)
join: { w: { from: VS w, on: w.PT_ID = v.PT_ID and w.DT < v.DT, newest: w.DT } }
map:
  status: final
  code: { text: Weight before }
  value: { Quantity: { value: =w.WT | number, unit: kg } }`,
}

const telecomOf = (value: string) => [{ system: 'phone', value }]

describe('the newest row', () => {
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    const world = opened(async () => {
      await engine.write(...tables.map((each) => quoted(engine, each)))
      return openWorld(engine, files)
    })

    const both = async (type: string, id: string) => {
      const read = await world.read(type, id)
      expect((await world.search(`${type}?_id=${id}`))[0]).to.deep.equal(read)
      return read
    }

    it('of a join wins as a whole, not column by column; what has no date is oldest', async () => {
      expect(await both('Patient', 'pat-1'))
        .to.deep.include({ telecom: telecomOf('222') })
        .and.not.have.property('gender')
    })

    it('is one where dates are the same or none: the greater key wins', async () => {
      expect(await both('Patient', 'pat-2')).to.deep.include({ telecom: telecomOf('666'), gender: 'female' })
      expect(await both('Patient', 'pat-3')).to.deep.include({ telecom: telecomOf('999'), gender: 'female' })
    })

    it('is none where there is none', async () => {
      expect(await both('Patient', 'pat-4')).to.not.have.any.keys('telecom', 'gender')
    })

    it('is the only one that is found, and serves each resource once', async () => {
      const found = async (query: string) => (await world.ids(`Patient?${query}`)).join()
      expect(await found('gender=female')).to.equal('pat-2,pat-3')
      expect(await found('gender=male')).to.equal('')
      expect(await found('gender:missing=true')).to.equal('pat-1,pat-4')
      expect(await found('phone=222')).to.equal('pat-1')
      expect(await found('phone=111')).to.equal('')
      expect(await found('_count=10')).to.equal('pat-1,pat-2,pat-3,pat-4')
    })

    it('of child rows is one of each kind', async () => {
      expect(await both('Patient', 'pat-1')).to.deep.include({ address: [{ city: 'Austin' }, { city: 'Dallas' }] })
      expect(await world.ids('Patient?address-city=Waco')).to.deep.equal(['pat-2'])
      expect(await world.ids('Patient?address-city=Austin')).to.deep.equal(['pat-1'])
    })

    it('of a source is the resource, and what is excluded goes with it', async () => {
      expect(await world.ids('MedicationRequest')).to.deep.equal(['rx-a', 'rx-b', 'rx-d'])
      expect(await both('MedicationRequest', 'rx-a')).to.deep.include({ medicationCodeableConcept: { text: 'new' } })
      expect(await both('MedicationRequest', 'rx-d')).to.deep.include({ medicationCodeableConcept: { text: 'one' } })
      expect(await world.ids('MedicationRequest?patient=pat-2')).to.deep.equal(['rx-d'])
      expect(await world.read('MedicationRequest', 'rx-c')).to.equal(undefined)
    })

    it('can be asked for by < and >, which hold where both have a value', async () => {
      expect(await world.ids('Observation?code:missing=false&_id=last-1,last-2,last-3,last-4')).to.deep.equal([
        'last-3',
        'last-4',
      ])
      const befores = await world.search('Observation?_id=before-1,before-2,before-3,before-4')
      expect(befores.map((each) => [each.id, each['valueQuantity']])).to.deep.equal([
        ['before-1', undefined],
        ['before-2', { value: 70, unit: 'kg' }],
        ['before-3', { value: 71, unit: 'kg' }],
        ['before-4', undefined],
      ])
    })
  })
})
