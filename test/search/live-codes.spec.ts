/** A code list too large to hold is looked up in its table, by the rows of a page and by a search, on every engine as if it were held. */
import { expect } from 'chai'
import { printDiagnostic } from '../../src/mapping/diagnostics.ts'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { loadFiles, openWorld, quoted, type Files, type World } from './world.ts'

const tables = [
  ...['PT', 'CO', 'ALLERGY', 'CONCEPT'].map((name) => `drop table if exists "${name}"`),
  `create table "CONCEPT" ("CID" integer not null primary key, "VOC" varchar(10), "CODE" varchar(20), "NM" varchar(30))`,
  'create index "CONCEPT_CODE" on "CONCEPT" ("CODE")',
  'create table "PT" ("ID" integer not null primary key, "SEX_CID" integer)',
  'create table "CO" ("ID" integer not null primary key, "PT_ID" integer, "CID" integer)',
  'create table "ALLERGY" ("ID" integer not null primary key, "CO_ID" integer, "SITE" integer)',
  `insert into "CONCEPT" values (1, 'SNOMED', '44054006', 'Diabetes'), (2, 'ICD10CM', 'I10', 'Hypertension'), (3, 'LOCAL', 'X1', 'Odd'), (4, 'SNOMED', null, 'No code'),
    (5, 'SNOMED', '39607008', null), (6, 'Gender', 'F', 'FEMALE'), (7, 'Gender', 'M', 'MALE')`,
  `insert into "PT" values (1, 6), (2, 7), (3, 99), (4, null)`,
  `insert into "CO" values (1, 1, 1), (2, 1, 2), (3, 1, 3), (4, 2, 4), (5, 2, 99), (6, 2, null), (7, 3, 0), (8, 3, 5)`,
  `insert into "ALLERGY" values (1, 1, 5), (2, 1, 1), (3, 2, 99)`,
]

const lists = (live: string): string => `
tenants: { one: { key: '1', zone: UTC } }
systems: { sct: http://snomed.info/sct, icd10: http://hl7.org/fhir/sid/icd-10-cm }
columns: { 'CO.CID': { nulls: ['0'] } }
codes:
  concept: { table: CONCEPT c, local: c.CID, code: c.CODE, display: c.NM, system: { case: c.VOC, SNOMED: sct, ICD10CM: icd10 }, else: text${live} }
  own: { like: concept, own: 'urn:own', else: local }
  gender: { table: CONCEPT c, where: { c.VOC: Gender }, local: c.CID, code: '=c.NM | lower', in: http://hl7.org/fhir/administrative-gender, else: unknown${live} }`

const files = (live: string): Files => ({
  'system.yaml': lists(live),
  'pat.yaml': `
resource: Patient
source: pat
from: PT p
key: p.ID
patient: p.ID
map: { gender: =p.SEX_CID | codes(gender) }`,
  'con.yaml': `
resource: Condition
source: con
from: CO d
key: d.ID
patient: =d.PT_ID | ref(pat)
rows: { sites: { from: ALLERGY a, on: a.CO_ID = d.ID, order: a.ID } }
map:
  code: =d.CID | codes(concept)
  category: [{ coding: [=d.CID | codes(own)] }]
  stage: [{ summary: { text: =d.CID | codes(concept) | display } }]
  bodySite: [{ each: sites, is: =a.SITE | codes(concept) }]`,
})

const sct = 'http://snomed.info/sct'
const queries = [
  'Patient?gender=female',
  'Patient?gender=unknown',
  'Patient?gender:missing=true',
  'Patient?gender:not=male',
  ...[
    `code=${sct}|44054006`,
    'code=I10',
    `code=${sct}|`,
    'code=X1',
    'code=|X1',
    'code:missing=true',
    'code:not=I10',
    `code=${sct}|I10`,
  ],
  ...['category=urn:own|5', 'category=urn:own|99', 'category=urn:own|', 'category=44054006', 'category:missing=true'],
  ...['body-site=39607008', `body-site=${sct}|44054006`, 'body-site:missing=true', 'body-site:not=39607008'],
].map((query) => (query.startsWith('Patient') ? query : `Condition?${query}`))

describe('a live code list', () => {
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    let live: World
    let held: World
    before(async () => {
      await engine.write(...tables.map((each) => quoted(engine, each)))
      live = await openWorld(engine, files(', live: true'))
      held = await openWorld(engine, files(''))
    })
    after(() => Promise.all([live?.close(), held?.close()]))

    it('serves what a list serves that is held', async () => {
      for (const type of ['Patient', 'Condition']) {
        const [found, expected] = [await live.search(type), await held.search(type)]
        expect(found.length).to.be.greaterThan(3)
        expect(found).to.deep.equal(expected)
        for (const each of found) expect(await live.read(type, each.id)).to.deep.equal(each)
      }
      expect((await live.read('Condition', 'con-1'))?.['code']).to.deep.equal({
        coding: [{ system: sct, code: '44054006', display: 'Diabetes' }],
        text: 'Diabetes',
      })
    })

    it('finds what a list finds that is held', async () => {
      for (const query of queries) expect(await live.ids(query), query).to.deep.equal(await held.ids(query))
      expect(await live.ids('Condition?code=I10')).to.deep.equal(['con-2'])
    })

    it('is as new as its table', async () => {
      await engine.write(quoted(engine, `insert into "CONCEPT" values (99, 'SNOMED', '195967001', 'Asthma')`))
      expect(await live.ids('Condition?code=195967001')).to.deep.equal(['con-5'])
      await engine.write(quoted(engine, `delete from "CONCEPT" where "CID" = 99`))
      expect(await live.ids('Condition?code=195967001')).to.deep.equal([])
    })

    const wrong: readonly (readonly [string, Files, RegExp])[] = [
      [
        'a day',
        { 'system.yaml': lists(', live: true, valid: [c.CODE, c.CODE]') },
        /error: a live list cannot have valid \(leave live out/,
      ],
      [
        'a code that several rows have',
        { 'system.yaml': lists(', live: true').replaceAll('local: c.CID', 'local: c.CODE') },
        /error: several rows of CONCEPT may have one CODE, and a live list takes one/,
      ],
      [
        'pieces of a text',
        {
          'con.yaml': files('')['con.yaml']!.replace(
            'category: [{ coding: [=d.CID | codes(own)] }]',
            'category: [{ coding: [{ each: "split(d.CID ;)", is: =it | codes(own) }] }]',
          ),
        },
        /con.yaml:10:\d+ error: the list own is looked up live: by a column as it is stored/,
      ],
      [
        'another lens',
        { 'con.yaml': files('')['con.yaml']!.replace('codes(own)', 'prefixed(own)') },
        /error: the list own is looked up live: prefixed cannot/,
      ],
      [
        'a step before it',
        { 'con.yaml': files('')['con.yaml']!.replace('d.CID | codes(own)', 'd.CID | upper | codes(own)') },
        /error: the list own is looked up live: by a column as it is stored/,
      ],
    ]
    for (const [title, changed, fault] of wrong) {
      it(`is refused with ${title}`, async () => {
        const { diagnostics } = await loadFiles(engine, { ...files(', live: true'), ...changed }, live.database)
        expect(diagnostics.map(printDiagnostic).join('\n')).to.match(fault)
      })
    }
  })
})
