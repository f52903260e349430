/** Texts in types that their engine compares in a way of its own, or not at all: JSON, XML, CITEXT. They are read, found and asked in conditions as any text. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { idsOf, opened, serve } from './served.ts'

/** The types of the columns: of JSON, of XML, and of a text without regard to case. */
const types: Readonly<Record<string, readonly (readonly [json: string, xml: string, text: string])[]>> = {
  sqlite: [['json', 'text', 'text collate nocase']],
  postgres: [
    ['json', 'xml', 'public.citext'],
    ['jsonb', 'xml', 'public.citext'],
  ],
  mariadb: [['json', 'text', 'varchar(40)']],
}

const tables = ([json, xml, text]: readonly [string, string, string]): readonly string[] => [
  'drop table if exists pt',
  'drop table if exists org',
  'create table org (org_id integer primary key, tz varchar(40))',
  "insert into org values (1, 'UTC')",
  `create table pt (id integer primary key, org integer, doc ${json}, note ${xml}, nm ${text})`,
  `insert into pt values (1, 1, '{"mrn": "A1", "tags": ["x"]}', '<b>one</b>', 'Rivera')`,
  `insert into pt values (2, 1, '{"mrn": "B2"}', '<b>two</b>', 'rivera')`,
  `insert into pt values (3, 1, null, null, null)`,
]

const files = {
  'system.yaml': 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n',
  'pt.yaml': `
resource: Patient
source: pat
from: pt p
key: p.id
tenant: p.org
patient: p.id
map:
  active: { when: { p.doc: any }, is: true }
  identifier: [{ value: '=p.doc | json(mrn)' }]
  name: [{ family: =p.nm }]
  address: [{ when: { p.note: any }, text: =p.note }]
`,
}

const extension = (engine: Engine): readonly string[] =>
  engine.dialect === 'postgres' ? ['create extension if not exists citext with schema public'] : []

describe('Texts in types of their own', () => {
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    for (const each of types[engine.dialect] ?? []) {
      describe(each.join(', '), () => {
        const all = opened(() => serve(engine, [...extension(engine), ...tables(each)], files))
        const found = async (query: string): Promise<readonly string[]> => idsOf(await all.search(`Patient?${query}`))

        it('are served as they are read', async () => {
          const patient = await all.read('Patient', 'pat-1')
          expect(patient?.['identifier']).to.deep.equal([{ value: 'A1' }])
          expect(patient?.['address']).to.deep.equal([{ text: '<b>one</b>' }])
          expect(patient?.['active']).to.equal(true)
          expect(await all.read('Patient', 'pat-3')).to.not.have.any.keys('active', 'identifier', 'name', 'address')
        })

        it('are found by what is served', async () => {
          expect(await found('identifier=B2')).to.deep.equal(['pat-2'])
          expect(await found('family=rivera')).to.deep.equal(['pat-1', 'pat-2'])
          expect(await found('family:exact=Rivera')).to.deep.equal(['pat-1'])
          expect(await found('active=true')).to.deep.equal(['pat-1', 'pat-2'])
          expect(await found('active:missing=true')).to.deep.equal(['pat-3'])
          expect(await found('address:contains=two')).to.deep.equal(['pat-2'])
          expect(await found('identifier:missing=true')).to.deep.equal(['pat-3'])
        })
      })
    }
  })
})
