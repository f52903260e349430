/** `id: hash`: rows whose keys find no room in an id are read, found, referred to and counted as all others, by texts, several texts, uuids and numbers. */
import { expect } from 'chai'
import { checkIds } from '../../src/cli/check/ids.ts'
import { decodeId } from '../../src/mapping/id.ts'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { idsOf, serve, type Bundle, type Resource, opened } from './served.ts'

const files = {
  'system.yaml': "tenants: { from: org o, key: o.org_id, zone: =o.tz }\nnulls: ['']\n",
  'pat.yaml': `
resource: Patient
source: pat
from: pt p
key: [p.site, p.mrn]
id: hash
tenant: p.org
patient: p.site
map: { name: [{ family: =p.nm }], generalPractitioner: [=p.doc | ref(doc)] }
`,
  'doc.yaml': `
resource: Practitioner
source: doc
from: doc d
key: d.urn
id: hash
tenant: d.org
patient: shared
map: { name: [{ family: =d.nm }] }
`,
  'enc.yaml': `
resource: Encounter
source: enc
from: visit v
key: [v.site_guid | uuid, v.guid | uuid]
id: hash
patient: =v.site v.mrn | ref(pat)
rows: { docs: { from: vdoc x, on: x.site_guid = v.site_guid and x.guid = v.guid, order: x.nr } }
map:
  status: finished
  class: { code: AMB, system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode' }
  participant: [{ each: docs, individual: =x.doc | ref(doc) }]
`,
  'obs.yaml': `
resource: Observation
source: obs
from: note n
key: [n.dept, n.nr, n.title]
id: hash
patient: =n.site n.mrn | ref(pat)
map: { status: final, code: { text: =n.title }, encounter: =n.site_guid n.guid | ref(enc) }
kinds:
  a: { when: { n.a: any }, map: { value: { string: =n.a } } }
  b: { when: { n.b: any }, map: { value: { string: =n.b } } }
`,
}

const site = 'urn:oid:1.2.840.114350.1.13.99998.8734'
const urn = (end: string): string => `urn:oid:2.16.840.1.113883.19.4.6.${'7.'.repeat(20)}${end}`
const guid = (nr: number): string => `0f8fad5b-d9cb-469f-a165-7086772895${String(nr).padStart(2, '0')}`
const siteGuid = 'ffffffff-ffff-4fff-bfff-ffffffffffff'
const title = `Discharge letter, neurology % _ [x] 'é' ${'long '.repeat(10)}`
const quoted = (text: string | null): string => (text === null ? 'null' : `'${text.replaceAll("'", "''")}'`)
const row = (...values: readonly (string | number | null)[]): string =>
  `(${values.map((each) => (typeof each === 'number' ? each : quoted(each))).join(', ')})`

const docs = [urn('1'), urn('10'), urn('1 x'), 'SHORT', 'SHORTER', 'É-1', urn('A'), urn('a')]
const patients = ['MRN/000000000000000000000000000001', 'MRN/000000000000000000000000000002', 'M', 'MRN']

const types: Readonly<Record<string, { readonly text: string; readonly uuid: string }>> = {
  sqlite: { text: 'varchar(200)', uuid: 'char(36)' },
  postgres: { text: 'varchar(200)', uuid: 'uuid' },
  mariadb: { text: 'varchar(200) character set utf8mb4 collate utf8mb4_bin', uuid: 'char(36)' },
}

function tables({ dialect }: Engine): readonly string[] {
  const { text, uuid } = types[dialect]!
  return [
    ...['note', 'vdoc', 'visit', 'doc', 'pt', 'org'].map((name) => `drop table if exists ${name}`),
    'create table org (org_id int primary key, tz varchar(20))',
    `create table pt (site ${text}, mrn ${text}, org int, nm varchar(20), doc ${text}, primary key (site, mrn))`,
    `create table doc (urn ${text} primary key, org int, nm varchar(20))`,
    `create table visit (site_guid ${uuid}, guid ${uuid}, site ${text}, mrn ${text}, primary key (site_guid, guid))`,
    `create table vdoc (nr int primary key, site_guid ${uuid}, guid ${uuid}, doc ${text})`,
    `create table note (dept ${text}, nr int, title ${text}, site ${text}, mrn ${text}, site_guid ${uuid}, guid ${uuid},
      a varchar(20), b varchar(20), primary key (dept, nr, title))`,
    'create index visit_pt on visit (site, mrn)',
    'create index note_pt on note (site, mrn)',
    'create index note_visit on note (site_guid, guid)',
    'create index vdoc_visit on vdoc (site_guid, guid)',
    "insert into org values (1, 'UTC'), (2, 'UTC')",
    `insert into doc values ${docs.map((each, nr) => row(each, each === 'SHORTER' ? 2 : 1, `Doc ${nr}`)).join(', ')}`,
    `insert into pt values ${patients.map((mrn, nr) => row(site, mrn, 1, `Pat ${nr}`, docs[nr]!)).join(', ')}`,
    `insert into pt values ${row(`${site}.9`, patients[0]!, 2, 'Far', null)}`,
    `insert into visit values ${[1, 2, 3, 4, 5].map((nr) => row(siteGuid, guid(nr), site, patients[nr % 2]!)).join(', ')}`,
    `insert into vdoc values ${row(1, siteGuid, guid(1), docs[0]!)}, ${row(2, siteGuid, guid(1), docs[4]!)}, ${row(3, siteGuid, guid(2), docs[1]!)}`,
    `insert into note values ${[1, 2, 3, 4]
      .map((nr) =>
        row('Neurology/Ward', nr, title, site, patients[nr % 2]!, siteGuid, guid(nr), 'A', nr % 2 === 0 ? 'B' : null),
      )
      .join(', ')}`,
    `insert into note values ${row('Neurology/Ward', 1, `${title}.`, site, patients[0]!, siteGuid, guid(1), 'C', 'D')}`,
  ]
}

const resourcesIn = ({ entry = [] }: Bundle, mode = 'match'): readonly Resource[] =>
  entry.filter(({ search }) => search.mode === mode).map(({ resource }) => resource)

const referenceIn = (value: unknown): string | undefined => (value as { reference?: string } | undefined)?.reference

const patientIn = ({ subject }: Resource): string => referenceIn(subject)!.replace('Patient/', '')

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  describe('ids with a hash', () => {
    const served = opened(() => serve(engine, tables(engine), files))

    const all = async (type: string): Promise<readonly Resource[]> =>
      resourcesIn(await served.search(`${type}?_count=100`))
    const named = async (family: string): Promise<string> =>
      (await served.search(`Patient?name=${encodeURIComponent(family)}`)).entry![0]!.resource.id

    const counts = { Patient: 4, Practitioner: 7, Encounter: 5, Observation: 8 } as const

    for (const [type, count] of Object.entries(counts)) {
      it(`are those of FHIR, one for each ${type}, and lead back to it by every way`, async () => {
        const found = await all(type)
        const ids = found.map(({ id }) => id)
        expect(new Set(ids).size).to.equal(count)
        for (const resource of found) {
          expect(resource.id).to.match(/^[A-Za-z0-9.-]{1,64}$/)
          expect(await served.read(type, resource.id)).to.deep.equal(resource)
          expect(resourcesIn(await served.search(`${type}?_id=${resource.id}`))).to.deep.equal([resource])
        }
        expect(idsOf(await served.search(`${type}?_id=${ids.join(',')}&_count=100`))).to.deep.equal(ids)
        expect(idsOf(await served.search(`${type}?_id:not=${ids[0]}&_count=100`))).to.deep.equal(ids.slice(1))
        expect((await served.search(`${type}?_id=${ids.slice(0, 2).join(',')}&_summary=count`)).total).to.equal(2)
        expect((await served.search(`${type}?_count=0`)).total).to.equal(count)
        for (const size of [1, 2, 3])
          expect((await served.pages(`${type}?_count=${size}`)).flatMap((page) => idsOf(page))).to.deep.equal(ids)
      })

      it(`are strict: no other spelling of an id names a ${type}`, async () => {
        for (const { id } of (await all(type)).slice(0, 3)) {
          const [head, hash] = [id.slice(0, id.lastIndexOf('.') + 1), id.slice(id.lastIndexOf('.') + 1)]
          const others = [
            id.toUpperCase(),
            `${head}${hash.slice(1)}0`,
            `${head}0${hash.slice(1)}`,
            `${head.split('-')[0]}-${hash}`,
            `${head.slice(0, -3)}-.${hash}`,
            `${head}.${hash}`,
          ]
          for (const other of others.filter((each) => each !== id)) {
            const read = await served.read(type, other).catch(() => undefined)
            expect(read, other).to.equal(undefined)
            expect(idsOf(await served.search(`${type}?_id=${other}`)), other).to.deep.equal([])
          }
        }
      })
    }

    it('stand in references, by which rows are found, counted and included, both ways', async () => {
      const practitioners = await all('Practitioner')
      for (const { id } of practitioners) {
        const patientsOf = (await all('Patient')).filter(
          (each) => referenceIn((each['generalPractitioner'] as unknown[] | undefined)?.[0]) === `Practitioner/${id}`,
        )
        const query = `Patient?general-practitioner=Practitioner/${id}`
        expect(resourcesIn(await served.search(query))).to.deep.equal(patientsOf)
        expect((await served.search(`${query}&_summary=count`)).total).to.equal(patientsOf.length)
        const reverse = await served.search(`Practitioner?_id=${id}&_revinclude=Patient:general-practitioner`)
        expect(resourcesIn(reverse, 'include')).to.deep.equal(patientsOf)
        const encounters = (await all('Encounter')).filter((each) =>
          JSON.stringify(each).includes(`Practitioner/${id}"`),
        )
        expect(resourcesIn(await served.search(`Encounter?participant=${id}`))).to.deep.equal(encounters)
      }
      const bundle = await served.search('Patient?_include=Patient:general-practitioner&_count=100')
      expect(idsOf(bundle, 'include')).to.have.length(4)
      const visits = await all('Encounter')
      expect(JSON.stringify(visits).match(/Practitioner\//g)).to.have.length(2)
      for (const visit of visits) {
        const notes = (await all('Observation')).filter(
          (each) => referenceIn(each['encounter']) === `Encounter/${visit.id}`,
        )
        expect(resourcesIn(await served.search(`Observation?encounter=${visit.id}`))).to.deep.equal(notes)
      }
      // The second note of the first visit is filed under another patient.
      expect((await all('Observation')).filter(({ encounter }) => encounter !== undefined)).to.have.length(6)
    })

    it('of patients bound what their tokens reach, and nothing else', async () => {
      for (const nr of [0, 1, 2, 3]) {
        const patient = await named(`Pat ${nr}`)
        const own = served.as({ scope: 'patient/*.rs', patient })
        expect(idsOf(await own.search('Patient'))).to.deep.equal([patient])
        for (const type of ['Encounter', 'Observation']) {
          const [mine, others] = [true, false].map(
            (isMine) => async () => (await all(type)).filter((each) => (patientIn(each) === patient) === isMine),
          )
          expect(resourcesIn(await own.search(`${type}?_count=100`))).to.deep.equal(await mine!())
          expect(resourcesIn(await served.search(`${type}?patient=${patient}&_count=100`))).to.deep.equal(await mine!())
          expect((await own.search(`${type}?_count=0`)).total).to.equal((await mine!()).length)
          for (const each of await mine!()) expect(await own.read(type, each.id)).to.deep.equal(each)
          for (const each of await others!())
            expect(await own.read(type, each.id).catch(() => undefined), each.id).to.equal(undefined)
          const reverse = await own.search(`Patient?_revinclude=${type}:patient`)
          expect(resourcesIn(reverse, 'include')).to.have.deep.members(await mine!())
        }
        const everyone = await own.search(`Encounter?_id=${(await all('Encounter')).map(({ id }) => id).join(',')}`)
        for (const each of resourcesIn(everyone)) expect(patientIn(each)).to.equal(patient)
      }
    })

    it('are driven by the index over the key, and over what holds it', async () => {
      const driven = served.as({}, { scanRows: 0 })
      for (const type of ['Practitioner', 'Encounter', 'Observation'])
        for (const { id } of await all(type))
          expect(idsOf(await driven.search(`${type}?_id=${id}`))).to.deep.equal([id])
      const [visit] = await all('Encounter')
      expect(idsOf(await driven.search(`Observation?encounter=${visit!.id}`))).to.have.length(1)
      const [doc] = await all('Practitioner')
      expect(decodeId(served.mapping, 'Practitioner', doc!.id)?.hashed).to.not.equal(undefined)
    })

    it('are told of by check where many keys begin alike', async () => {
      expect(await checkIds(served.mapping, served.database)).to.deep.equal([])
      const rows = Array.from({ length: 101 }, (_, nr) => row(urn(`9.${nr}`), 2, 'Many'))
      await engine.write(`insert into doc values ${rows.join(', ')}`)
      const findings = await checkIds(served.mapping, served.database)
      await engine.write("delete from doc where nm = 'Many'")
      expect(findings.map(({ what, rows: told }) => [what, told])).to.deep.equal([['doc (urn)', 106]])
      expect(findings[0]!.message).to.include('one read looks through them all')
    })
  })
})
