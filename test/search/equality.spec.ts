/** One column, one equality: what is served, found and left out by values that are spelled otherwise than the mapping spells them. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { openWorld, quoted, opened } from './world.ts'

/** Columns whose names end in I do not tell cases apart, where the engine has that. */
const folding: Readonly<Record<string, string>> = { sqlite: ' collate nocase', mariadb: '', postgres: '' }
const telling: Readonly<Record<string, string>> = { sqlite: '', mariadb: ' collate utf8mb4_bin', postgres: '' }
const charset = ({ dialect }: Engine): string =>
  dialect === 'mariadb' ? ' default charset utf8mb4 collate utf8mb4_general_ci' : ''

function tables(engine: Engine): readonly string[] {
  const [ci, cs] = [folding[engine.dialect]!, telling[engine.dialect]!]
  return [
    'drop table if exists "PT"',
    'drop table if exists "PH"',
    `create table "PT" ("ID" integer primary key, "MRN" varchar(12)${ci}, "DEL" varchar(8)${cs}, "ACT" varchar(8)${cs}, "SX" integer, "NM" varchar(20)${ci}, "CD" varchar(8)${cs})${charset(engine)}`,
    `create table "PH" ("ID" integer primary key, "MRN" varchar(12)${ci}, "NO" varchar(12))${charset(engine)}`,
    `insert into "PT" values
      (1, 'ab12', 'N', 'a', 1, 'ANN', 'b'),
      (2, 'CD34', 'y', 'A', 2, 'BOB', 'M'),
      (3, 'ef56', 'deleted', 'I', 1, 'CAL', 'Z'),
      (4, 'gh78', 'n', 'Active', 2, 'n/a', 'x'),
      (5, 'ij90', 'N', 'i', 2, 'N/A', 'w')`,
    `insert into "PH" values (1, 'AB12', '5551111'), (2, 'ab12', '5552222'), (3, 'gh78', '5553333')`,
  ]
}

const files = {
  'system.yaml': "tenants: { one: { key: '9', zone: America/Chicago } }\nnulls: ['', 'N/A']",
  'pat.yaml': `
resource: Patient
source: pat
from: PT p
key: p.ID
patient: p.ID
where: { p.SX: ['01', '02'], p.CD: { from: a } }
exclude: { p.DEL: [Y, DELETED] }
rows: { phones: { from: PH h, on: h.MRN = p.MRN, order: h.ID } }
map:
  active: =p.ACT | is(A ACTIVE)
  gender: { case: p.SX, '1': male, '02': female }
  name: [{ family: =p.NM }]
  telecom: { each: phones, system: phone, value: =h.NO }
kinds:
  - { when: { p.CD: { below: X } }, map: { language: en } }
  - { when: { p.CD: { from: x } }, map: { language: es } }
`,
}

const phone = (value: string) => ({ system: 'phone', value })
const patient = (id: number, rest: object) => ({ resourceType: 'Patient', id: `pat-${id}`, ...rest })

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  const world = opened(async () => {
    await engine.write(...tables(engine).map((each) => quoted(engine, each)))
    return openWorld(engine, files)
  })

  const isFolding = engine.dialect !== 'postgres'
  const first = isFolding ? [phone('5551111'), phone('5552222')] : [phone('5552222')]

  const served = () => [
    patient(1, { language: 'en', active: true, gender: 'male', name: [{ family: 'ANN' }], telecom: first }),
    patient(4, {
      language: 'es',
      active: true,
      gender: 'female',
      ...(isFolding ? {} : { name: [{ family: 'n/a' }] }),
      telecom: [phone('5553333')],
    }),
    patient(5, { language: 'en', active: false, gender: 'female' }),
  ]

  const plain = async (url: string) =>
    (await world.search(url)).map(({ meta: _, ...rest }) => rest as Record<string, unknown>)

  it('is served by what the flags mean, however they are written', async () => {
    expect(await plain('Patient')).to.have.deep.members(served())
    expect(await world.read('Patient', 'pat-2')).to.equal(undefined)
    for (const { id, ...rest } of served()) {
      const { meta: _, ...read } = (await world.read('Patient', id))!
      expect(read).to.deep.equal({ id, ...rest })
    }
  })

  const searches: Readonly<Record<string, readonly number[]>> = {
    'active=true': [1, 4],
    'active=false': [5],
    'active:not=true': [5],
    'gender=male': [1],
    'gender=female': [4, 5],
    'gender=unknown': [],
    'gender:missing=true': [],
    'phone=5551111': isFolding ? [1] : [],
    'phone=5552222': [1],
    'telecom:missing=true': [5],
    'family:missing=true': isFolding ? [4, 5] : [5],
    'family:exact=n/a': isFolding ? [] : [4],
    'family=n/a': isFolding ? [] : [4],
  }
  for (const [query, ids] of Object.entries(searches))
    it(`is found by ${query}`, async () => {
      expect(await world.ids(`Patient?${query}`)).to.have.members(ids.map((id) => `pat-${id}`))
    })
})
