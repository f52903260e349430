/** One mapping serves two versions of a database: a column that is not there is as NULL, on every engine. */
import { expect } from 'chai'
import { printDiagnostic } from '../../src/mapping/diagnostics.ts'
import { faults, patient, system } from '../mapping/clinic.ts'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { loadFiles, openWorld, quoted, type Files, type World } from './world.ts'

const both = [
  ...['PT', 'CD'].map((name) => `drop table if exists "${name}"`),
  'create table "CD" ("CD" varchar(4) not null primary key, "STD" varchar(30))',
  `insert into "CD" values ('S', 'LANG:es'), ('F', 'LANG:fr'), ('X', 'OTHER:x'), ('E', 'LANG:')`,
]
const older = [
  ...both,
  'create table "PT" ("ID" integer not null primary key, "NM" varchar(20), "LANG" varchar(4))',
  `insert into "PT" values (1, 'ANN', 'S'), (2, 'BOB', 'X')`,
]
const newer = [
  ...both,
  'create table "PT" ("ID" integer not null primary key, "NM" varchar(20), "LANG" varchar(4), "MOBILE" varchar(20), "GONE" char(1), "DOB" varchar(8), "UPD" varchar(8), "TAGS" varchar(20))',
  `insert into "PT" values (1, 'ANN', 'S', '5551111', null, '19800517', '20200101', 'A;B'), (2, 'BOB', 'X', '', null, null, null, null), (3, 'CAL', 'F', '5552222', 'Y', null, null, null)`,
]

const files: Files = {
  'system.yaml': `
tenants: { one: { key: '1', zone: UTC } }
optional: [PT.MOBILE, PT.GONE, PT.DOB, PT.UPD, PT.TAGS]
nulls: ['']
codes:
  lang: { table: CD c, local: c.CD, code: '=c.STD | part(: 2)', system: { case: '=c.STD | part(: 1)', LANG: 'urn:ietf:bcp:47', OTHER: 'urn:other' }, else: drop }`,
  'pat.yaml': `
resource: Patient
source: pat
from: PT p
key: p.ID
patient: p.ID
updated: =p.UPD | date(yyyymmdd) ?? 1999-01-01
exclude: { p.GONE: Y }
rows: { same: { from: PT q, on: q.ID = p.ID, order: [q.UPD, q.ID], when: { q.GONE: none } } }
map:
  name: [{ text: =p.NM | title, given: [{ each: 'split(p.TAGS ;)', is: =it }] }]
  telecom: [{ system: phone, use: { case: p.GONE, N: home, else: mobile }, value: =p.MOBILE }]
  birthDate: =p.DOB | date(yyyymmdd)
  contact: [{ each: same, telecom: [{ system: phone, value: =q.MOBILE }] }]
  communication: [{ language: =p.LANG | codes(lang) }]`,
}

const codingOf = (system: string, code: string) => [{ language: { coding: [{ system, code }] } }]

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  let world: World
  const open = async (tables: readonly string[]) => {
    await engine.write(...tables.map((each) => quoted(engine, each)))
    world = await openWorld(engine, files)
  }
  afterEach(() => world?.close())

  it('serves and finds what the newer one has', async () => {
    await open(newer)
    expect(await world.ids('Patient')).to.deep.equal(['pat-1', 'pat-2'])
    expect(await world.read('Patient', 'pat-1')).to.deep.include({
      name: [{ text: 'Ann', given: ['A', 'B'] }],
      telecom: [{ system: 'phone', value: '5551111', use: 'mobile' }],
      contact: [{ telecom: [{ system: 'phone', value: '5551111' }] }],
      birthDate: '1980-05-17',
    })
    expect(await world.ids('Patient?phone=5551111')).to.deep.equal(['pat-1'])
    expect(await world.ids('Patient?phone:missing=true')).to.deep.equal(['pat-2'])
    expect(await world.ids('Patient?birthdate=1980')).to.deep.equal(['pat-1'])
    expect(await world.ids('Patient?given=a')).to.deep.equal(['pat-1'])
  })

  it('serves and finds the rest in the older one', async () => {
    await open(older)
    const ann = await world.read('Patient', 'pat-1')
    expect(ann).to.deep.include({ name: [{ text: 'Ann' }], communication: codingOf('urn:ietf:bcp:47', 'es') })
    expect(ann).to.not.have.any.keys('telecom', 'birthDate', 'contact')
    expect((await world.search('Patient?_id=pat-1'))[0]).to.deep.equal(ann)
    for (const query of ['phone=5551111', 'birthdate=1980', 'given=a', 'phone:missing=false', 'birthdate=gt1900'])
      expect(await world.ids(`Patient?${query}`), query).to.deep.equal([])
    for (const query of [
      'phone:missing=true',
      'birthdate:missing=true',
      '_lastUpdated=1999',
      '_sort=birthdate',
      'phone:not=1',
    ])
      expect(await world.ids(`Patient?${query}`), query).to.deep.equal(['pat-1', 'pat-2'])
  })

  it('reads code tables through text lenses', async () => {
    await open(newer)
    expect(await world.read('Patient', 'pat-2')).to.deep.include({ communication: codingOf('urn:other', 'x') })
    expect(await world.ids('Patient?language=urn:ietf:bcp:47|es')).to.deep.equal(['pat-1'])
    expect(await world.ids('Patient?language=x')).to.deep.equal(['pat-2'])
    expect(await world.ids('Patient?language=LANG:es')).to.deep.equal([])
  })

  it('still tells columns that nobody said to be optional', async () => {
    await open(older)
    const strict = { ...files, 'system.yaml': files['system.yaml']!.replace('PT.DOB, ', '') }
    const { diagnostics } = await loadFiles(engine, strict, world.database)
    expect(diagnostics.map(printDiagnostic)).to.deep.equal([
      'pat.yaml:13:15 error: PT has no column DOB (known: ID, NM, LANG)',
    ])
  })
})

describe('an optional column', () => {
  const faultsOf = (clause: string, source: string) =>
    faults({ 'system.yaml': `${system}${clause}\n`, 'pat.yaml': source })

  it('names a table that is there, and can neither be a key nor tie rows', async () => {
    expect(await faultsOf('optional: [PAT_MSTR, PAT.X, PAT_MSTR.NEW]', patient('gender: female'))).to.deep.equal([
      'system.yaml:11:12 error: an optional column is one of a table (write TABLE.COLUMN)',
      'system.yaml:11:22 error: the database has no table PAT (known: ORG_MSTR, PAT_MSTR, PAT_NAME_HX, PROV_MSTR, VIT_SGN, CARE_TEAM, CODE_TBL)',
    ])
    const tied = patient('gender: female').replace('n.PAT_ID = p.PAT_ID', 'n.NEW_ID = p.PAT_ID')
    expect((await faultsOf('optional: [PAT_NAME_HX.NEW_ID]', tied)).join()).to.include(
      'error: PAT_NAME_HX.NEW_ID is optional, and not in this database: it cannot stand here (name a column that every version has)',
    )
    const keyed = patient('gender: female').replace('tenant: p.ORG_ID', 'tenant: p.NEW_ID')
    expect((await faultsOf('optional: [PAT_MSTR.NEW_ID]', keyed)).join()).to.match(/NEW_ID is optional, and not/)
  })
})

describe('a text of a code list', () => {
  const faultsOf = (clause: string) =>
    faults({ 'system.yaml': system.replace('code: c.STD_CD', clause), 'pat.yaml': patient('gender: female') })

  it('is one column with text lenses', async () => {
    expect(await faultsOf("code: '=c.STD_CD | part(: 2) | upper'")).to.deep.equal([])
    expect((await faultsOf("code: '=c.STD_CD | codes(sex)'")).join()).to.match(
      /^system.yaml:10:\d+ error: "codes" is no text lens, as stand in a code list/,
    )
    expect((await faultsOf("code: '=c.STD_CD ?? c.CD_VAL'")).join()).to.match(/a code list reads one column here/)
    expect((await faultsOf("code: '=c.STD_CC | upper'")).join()).to.match(
      /CODE_TBL has no column STD_CC \(did you mean STD_CD\?\)/,
    )
    expect((await faultsOf("code: '=c.STD_CD | part(: x)'")).join()).to.match(/is not how part is written/)
  })
})
