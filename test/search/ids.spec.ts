/** Rows whose keys are of every kind: each has one id, by which it is listed, read, found, referred to and included. */
import { expect } from 'chai'
import type { Dialect } from '../../src/query/query.ts'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { idsOf, serve, toldIn, type Resource, type Served } from './served.ts'

const system = 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n'

const patient = ({ codec = '', id }: Keys): string => `
resource: Patient
source: pat
${id === undefined ? '' : `id: ${id}`}
from: pat p
key: p.k${codec}
tenant: p.org_id
patient: p.k${codec}
map: { name: [{ family: =p.nm }] }
`

const observation = `
resource: Observation
source: obs
from: obs o
key: o.nr
patient: =o.pat_k | ref(pat)
map: { status: final, code: { text: =o.cd }, valueString: =o.cd }
`

interface Keys {
  readonly type: string
  readonly codec?: string
  readonly id?: string
  /** As literals of SQL, with the id of each. */
  readonly rows: readonly (readonly [literal: string, id: string])[]
  readonly on?: readonly Dialect[]
}

const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e'
const other = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const digits = (text: string): string => text.replaceAll('-', '')

const kinds: Readonly<Record<string, Keys>> = {
  'a text with any characters': {
    type: 'varchar(20)',
    rows: [
      ["'P0_01'", 'pat--P0x5f01'],
      ["'A.B-C'", 'pat--Ax2eBx2dC'],
      ["'P 01'", 'pat--Px2001'],
      ["'A#B?'", 'pat--Ax23Bx3f'],
      ["'MOD-200002'", 'pat--MODx2d200002'],
      ["'AB12'", 'pat-AB12'],
      ["'50%_'", 'pat--50x25x5f'],
      ["' X'", 'pat--x20X'],
    ],
  },
  'a text in which blanks at the end count': {
    type: 'varchar(20)',
    rows: [
      ["'AB'", 'pat-AB'],
      ["'AB '", 'pat--ABx20'],
      ["'ab'", 'pat-ab'],
    ],
    on: ['sqlite', 'postgres'],
  },
  'a CHAR': {
    type: 'char(8)',
    rows: [
      ["'AB'", 'pat-AB'],
      ["'12'", 'pat-12'],
      ["'P-1'", 'pat--Px2d1'],
    ],
  },
  'a CHAR with the blanks that SQLite does not add': {
    type: 'char(8)',
    rows: [
      ["'AB      '", 'pat-AB'],
      ["'      12'", 'pat--x20x20x20x20x20x2012'],
    ],
    on: ['sqlite'],
  },
  'a whole number': {
    type: 'bigint',
    rows: [
      ['0', 'pat-0'],
      ['-5', 'pat--x2d5'],
      ['7', 'pat-7'],
    ],
  },
  'a whole number of nineteen digits': {
    type: 'bigint',
    rows: [
      ['9007199254740993', 'pat-9007199254740993'],
      ['9223372036854775806', 'pat-9223372036854775806'],
      ['9223372036854775807', 'pat-9223372036854775807'],
    ],
    on: ['postgres', 'mariadb'],
  },
  'a decimal': {
    type: 'numeric(12,2)',
    rows: [
      ['12', 'pat-12'],
      ['1.5', 'pat--1x2e5'],
      ['0', 'pat-0'],
      ['-0.25', 'pat--x2d0x2e25'],
    ],
  },
  'served as it stands, for clients of an older server': {
    type: 'integer',
    id: 'plain',
    rows: [
      ['7', '7'],
      ['-7', '-x2d7'],
    ],
  },
  'served within a text': {
    type: 'varchar(10)',
    id: '"P{p.k}-1"',
    rows: [
      ["'AB'", 'PAB-1'],
      ["'A-B'", 'P-Ax2dB-1'],
    ],
  },
  'a uuid as a text of either case': {
    type: 'varchar(36)',
    codec: ' | uuid',
    rows: [
      [`'${uuid.toUpperCase()}'`, `pat-${uuid}`],
      [`'${other}'`, `pat-${other}`],
    ],
  },
  'a uuid as CHAR(36)': {
    type: 'char(36)',
    codec: ' | uuid',
    rows: [
      [`'${uuid.toUpperCase()}'`, `pat-${uuid}`],
      [`'${other}'`, `pat-${other}`],
    ],
  },
}

const uuidTypes: Readonly<Record<string, string>> = {
  sqlite: '"UNIQUEIDENTIFIER TEXT"',
  postgres: 'uuid',
  mariadb: 'uuid',
}
const binaryTypes: Readonly<Record<string, string>> = { sqlite: 'BLOB', postgres: 'bytea', mariadb: 'binary(16)' }

const typedKinds = (dialect: Dialect): Readonly<Record<string, Keys>> => {
  const byte = (text: string): string => (dialect === 'postgres' ? `'\\x${digits(text)}'` : `x'${digits(text)}'`)
  return {
    'a uuid of its own type': {
      type: uuidTypes[dialect]!,
      rows: [
        [`'${uuid.toUpperCase()}'`, `pat-${uuid}`],
        [`'${other}'`, `pat-${other}`],
      ],
    },
    'a uuid as bytes': {
      type: binaryTypes[dialect]!,
      codec: ' | uuid',
      rows: [
        [byte(uuid), `pat-${uuid}`],
        [byte(other), `pat-${other}`],
      ],
    },
    'bytes that are no uuid': {
      type: dialect === 'mariadb' ? 'varbinary(16)' : binaryTypes[dialect]!,
      rows: [
        [byte('00ff'), 'pat-00ff'],
        [byte('abcdef'), 'pat-abcdef'],
      ],
    },
  }
}

const tables = ({ type, rows }: Keys): readonly string[] => [
  ...['org', 'pat', 'obs'].map((name) => `drop table if exists ${name}`),
  'create table org (org_id integer not null primary key, tz varchar(20))',
  "insert into org values (1, 'UTC')",
  `create table pat (k ${type} not null primary key, org_id integer, nm varchar(20))`,
  `create table obs (nr integer not null primary key, pat_k ${type}, cd varchar(20))`,
  'create index obs_pat on obs (pat_k)',
  ...rows.flatMap(([literal], index) => [
    `insert into pat values (${literal}, 1, 'NAME ${index}')`,
    `insert into obs values (${index + 1}, ${literal}, 'CODE ${index}')`,
  ]),
]

const patientsOf = (all: readonly { readonly entry?: readonly { readonly resource: Resource }[] }[]) =>
  all.flatMap(({ entry = [] }) => entry.map(({ resource }) => resource))

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  const all = { ...kinds, ...typedKinds(engine.dialect) }
  const here = Object.entries(all).filter(([, { on }]) => on?.includes(engine.dialect) ?? true)
  for (const [name, keys] of here) {
    describe(`a key that is ${name}`, () => {
      const ids = keys.rows.map(([, id]) => id)
      let served: Served

      before(async () => {
        const files = { 'system.yaml': system, 'pat.yaml': patient(keys), 'obs.yaml': observation }
        served = await serve(engine, tables(keys), files)
      })
      after(() => served.close())

      it('has one id for each row, whatever the size of a page, and each row is counted', async () => {
        for (const count of [1, 2, 100]) {
          const pages = await served.pages(`Patient?_count=${count}&_total=accurate`)
          expect(pages.flatMap((page) => idsOf(page))).to.have.members(ids)
          expect(pages.map(({ total }) => total)).to.deep.equal(pages.map(() => ids.length))
          expect(pages.flatMap(toldIn)).to.deep.equal([])
        }
      })

      it('says the same id in the resource, its address, its links, and what is read by it', async () => {
        const { entry = [] } = await served.search('Patient')
        for (const { fullUrl, resource } of entry) {
          expect(fullUrl).to.equal(`http://fhir.example/1/Patient/${resource.id}`)
          expect(await served.read('Patient', resource.id)).to.deep.equal(resource)
        }
      })

      it('is found by its id, exactly that one, and is the one that others refer to', async () => {
        const listed = new Map(patientsOf([await served.search('Patient')]).map((each) => [each.id, each]))
        for (const [index, id] of ids.entries()) {
          const byId = await served.search(`Patient?_id=${id}&_revinclude=Observation:patient`)
          expect(patientsOf([byId])[0]).to.deep.equal(listed.get(id))
          expect(idsOf(byId)).to.deep.equal([id])
          expect(idsOf(byId, 'include')).to.deep.equal([`obs-${index + 1}`])
          const results = await served.search(`Observation?patient=${id}&_include=Observation:patient`)
          expect(idsOf(results)).to.deep.equal([`obs-${index + 1}`])
          expect(results.entry?.[0]?.resource['subject']).to.deep.equal({ reference: `Patient/${id}` })
          expect(results.entry?.[1]?.resource).to.deep.equal(listed.get(id))
        }
      })

      it("makes the patient's compartment, of her own rows alone", async () => {
        for (const [index, id] of ids.entries()) {
          const own = served.as({ scope: 'patient/*.rs', patient: id })
          expect(idsOf(await own.search('Patient'))).to.deep.equal([id])
          expect(idsOf(await own.search('Observation'))).to.deep.equal([`obs-${index + 1}`])
        }
      })
    })
  }
})
