/** Every type that a column may have on each engine: what is served of it is found by what was served, as a value and as a key, or is refused by name. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { idsOf, serve, toldIn, type Resource } from '../search/served.ts'

/** A type and values of it, as the engine writes them. */
type Typed = readonly [type: string, ...values: readonly string[]]

const shared: readonly Typed[] = [
  ['smallint', '-32768', '0', '7'],
  ['bigint', '9007199254740993', '-9223372036854775808', '9223372036854775807'],
  ['real', '98.6', '1e-7', '16777217'],
  ['numeric(30,10)', '12345678901234567890.0123456789', '0.1', '100'],
]

const types: Readonly<Record<string, readonly Typed[]>> = {
  sqlite: [
    ...shared,
    ['integer', '1', '9223372036854775807'],
    ['text', "'a b'", "'12'", "'é'"],
    ['varchar(5)', "'toolongtext'", '12', '1.5'],
    ['boolean', '0', '1'],
    ['blob', "x'00ff'", "x'41'"],
    ['', "'untyped'", '5', '2.5'],
    ['double precision', '0.1', '1e300', '-5'],
    ['time', "'10:30:00'", "'23:59:59'"],
    ['datetime', "'2024-01-02 03:04:05'", "'2024-01-03'"],
    ['money', '12.5', '1000'],
    ['json', `'{"a":1}'`, `'[1,2]'`],
    ['int8', '5'],
    ['native character(70)', "'ab'"],
    ['string', "'12'", "'x'"],
    ['date', '2460000', "'2024-02-29'"],
    ['datetime', '1700000000', '2460000.5'],
    ['bit', '0', '2', "'x'"],
    ['float', '9e999', '-9e999', "'x'"],
  ],
  postgres: [
    ...shared,
    ['integer', '1', '-1'],
    ['money', "'12.50'", "'-1000'"],
    ['numeric', "'NaN'", '1.500', '1e20'],
    ['double precision', "'NaN'", "'Infinity'", '0.1'],
    ['boolean', 'true', 'false'],
    ['char(6)', "'ab'", "'abcdef'"],
    ['"char"', "'x'"],
    ['name', "'some_name'"],
    ['text', "'a b'", "'é'"],
    ['mood', "'sad'", "'ok'"],
    ['text[]', `'{a,b}'`, `'{}'`],
    ['int[]', `'{1,2}'`],
    ['numeric(5,2)[]', `'{1.50}'`],
    ['varchar(10)[]', `'{a}'`],
    ['timestamp(3)[]', `'{2024-01-02 03:04:05}'`],
    ['bytea', `'\\x00ff'`, `'\\x41'`],
    ['bit(4)', "B'1010'"],
    ['bit varying(8)', "B'101'"],
    ['date', "'2024-02-29'", "'infinity'", "'0044-03-15 BC'"],
    ['time', "'10:30:00'", "'24:00:00'"],
    ['timetz', "'10:30:00+02'"],
    ['timestamp', "'2024-01-02 03:04:05.123456'", "'-infinity'"],
    ['timestamptz', "'2024-01-02 03:04:05+02'"],
    ['interval', "'1 day 02:00:00'"],
    ['uuid', "'0F8FAD5B-D9CB-469F-A165-708677289501'"],
    ['inet', "'10.0.0.1/24'"],
    ['cidr', "'10.0.0.0/8'"],
    ['macaddr', "'08:00:2b:01:02:03'"],
    ['json', `'{"a": 1}'`],
    ['jsonb', `'{"a": 1}'`],
    ['xml', "'<a/>'"],
    ['point', "'(1,2)'"],
    ['int4range', "'[1,5)'"],
    ['oid', '4294967295'],
    ['tsvector', "'a b'"],
    ['positive', '5'],
    ['email', "'A@x.org'"],
  ],
  mariadb: [
    ...shared,
    ['tinyint(1)', '0', '1', '7'],
    ['tinyint unsigned', '255', '0'],
    ['mediumint', '-8388608'],
    ['int(6) zerofill', '42'],
    ['bigint unsigned', '18446744073709551615', '9007199254740993'],
    ['decimal(65,30)', '12345678901234567890123456789012345.123456789012345678901234567890'],
    ['float', '98.6', '1e20'],
    ['double', '0.1', '1e300'],
    ['bit(1)', "b'1'", "b'0'"],
    ['bit(12)', "b'101010101010'"],
    ['boolean', 'true', 'false'],
    ["enum('a','B c')", "'a'", "'B c'"],
    ["set('x','y')", "'x,y'", "''"],
    ['char(6)', "'ab'", "'é'"],
    ['binary(4)', "x'00ff'", "x'41424344'"],
    ['varbinary(8)', "x'00ff'", "x'41'"],
    ['tinytext', "'a b'"],
    ['longtext', "'é'"],
    ['tinyblob', "x'41'"],
    ['json', `'{"a": 1}'`],
    ['date', "'2024-02-29'", "'0000-00-00'"],
    ['time', "'10:30:00'", "'-12:00:00'", "'838:59:59'"],
    ['datetime(6)', "'2024-01-02 03:04:05.123456'", "'0000-00-00 00:00:00'"],
    ['timestamp null', "'2024-01-02 03:04:05'"],
    ['year', '2024', '0'],
    ['uuid', "'0F8FAD5B-D9CB-469F-A165-708677289501'"],
    ['inet6', "'::1'"],
    ['point', 'point(1,2)'],
  ],
}

const preparations: Readonly<Record<string, readonly string[]>> = {
  sqlite: ['drop table if exists pt'],
  postgres: [
    'drop table if exists pt',
    'drop type if exists mood',
    'drop domain if exists positive',
    'drop domain if exists email',
    "create type mood as enum ('sad', 'ok')",
    'create domain positive as integer check (value > 0)',
    "create domain email as varchar(40) check (value like '%@%')",
  ],
  mariadb: ['drop table if exists pt', "set session sql_mode = ''"],
}

const valueFiles = {
  'system.yaml': "tenants: { one: { key: '1', zone: UTC } }\n",
  'pat.yaml': `
resource: Patient
source: pat
from: pt p
key: p.id
patient: p.id
map: { identifier: [{ system: 'urn:x', value: =p.v }], name: [{ family: =p.v }] }
`,
}

const statements = ({ dialect }: Engine, [type, ...values]: Typed): readonly string[] => [
  ...preparations[dialect]!,
  `create table pt (id int primary key, v ${type})`,
  `insert into pt values ${[...values, 'null'].map((value, nr) => `(${nr + 1}, ${value})`).join(', ')}`,
]

const valueOf = (resource: Resource): string | undefined =>
  (resource['identifier'] as [{ value?: string }] | undefined)?.[0].value

const encoded = (value: string): string => encodeURIComponent(value.replace(/[\\,$|]/g, '\\$&'))

/** Identifiers and names are found whatever their case; the words of times have one. */
const casesOf = (type: string, value: string): readonly string[] =>
  /^(?:date|timestamp)/.test(type) ? [value] : [value, value.toUpperCase(), value.toLowerCase()]

const questionsOf = ([type]: Typed, value: string): readonly string[] => [
  ...casesOf(type, value).map((text) => `identifier=${encoded(text)}`),
  `family:exact=${encoded(value)}`,
  `family=${encoded(value.toLowerCase())}`,
  ...(value.length > 1 ? [`family:contains=${encoded(value.slice(1, 20))}`] : []),
]

const keyFiles = {
  ...valueFiles,
  'pat.yaml': `
resource: Patient
source: pat
from: { table: pt, as: p, unique: [v], index: [v] }
key: p.v
patient: p.v
map: { name: [{ family: =p.id }] }
`,
}

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  describe('each type of a column', () => {
    for (const typed of types[engine.dialect]!) {
      it(`${typed[0] || 'without a type'}: is found by what is served`, async () => {
        const served = await serve(engine, statements(engine, typed), valueFiles, { scanRows: 1_000_000 })
        try {
          const pages = await served.pages('Patient?_count=1')
          const resources = pages.flatMap(({ entry = [] }) =>
            entry.filter(({ search }) => search.mode === 'match').map(({ resource }) => resource),
          )
          expect(resources.length).to.equal(typed.length)
          for (const resource of resources) {
            expect(await served.read('Patient', resource.id)).to.deep.equal(resource)
            const value = valueOf(resource)
            if (value === undefined) continue
            for (const asked of questionsOf(typed, value))
              expect(idsOf(await served.search(`Patient?${asked}`)), asked).to.include(resource.id)
          }
          expect(idsOf(await served.search('Patient?family:missing=true'))).to.deep.equal(
            resources.filter((resource) => resource['name'] === undefined).map(({ id }) => id),
          )
        } finally {
          await served.close()
        }
      })

      it(`${typed[0] || 'without a type'}: is a key by which its row is found, or told`, async () => {
        const served = await serve(engine, statements(engine, typed), keyFiles, { scanRows: 1_000_000 })
        try {
          const pages = await served.pages('Patient?_count=2')
          const found = pages.flatMap((page) => idsOf(page))
          expect(new Set(found).size).to.equal(found.length)
          expect(pages.flatMap(toldIn).length + found.length).to.be.at.least(Math.min(typed.length, 2))
          for (const id of found) {
            expect((await served.read('Patient', id))?.id, id).to.equal(id)
            expect(idsOf(await served.search(`Patient?_id=${id}`)), id).to.deep.equal([id])
          }
        } finally {
          await served.close()
        }
      })
    }
  })
})
