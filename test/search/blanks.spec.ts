/** White space around stored texts is not part of them: what is served without it is found without it, by an index or without one. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { openWorld, quoted, opened } from './world.ts'

const column = '"MRN" varchar(20), "CITY" varchar(20), "FLAG" varchar(12), "DOB" varchar(12)'
const tables = [
  'drop table if exists "BL"',
  `create table "BL" ("ID" integer primary key, ${column})`,
  'create index "BL_MRN" on "BL" ("MRN")',
  'create index "BL_DOB" on "BL" ("DOB")',
]

/** What stands around the values of each row; the last two have no value. */
const around: readonly (readonly [string, string])[] = [
  ['', ''],
  ['  ', ''],
  ['', '  '],
  ['\t', ''],
  ['', '\t'],
  ['\t\t', '\r\n'],
  [' \u00a0', '\u00a0'],
  ['\u00a0', ' \t'],
]
const nothing = ['', '   ', '\t', ' \u00a0\r\n', null]

const literal = (text: string | null): string => (text === null ? 'null' : `'${text}'`)
const row = (id: number, texts: readonly (string | null)[]): string => `(${[id, ...texts.map(literal)].join(', ')})`

const rows = [
  ...around.map(([before, behind], at) =>
    row(
      at + 1,
      ['M1', 'Dallas', 'Y', '19800505'].map((text) => before + text + behind),
    ),
  ),
  ...nothing.map((text, at) => row(at + 50, [text, text, text, text])),
  row(90, ['M10', 'Dallas Fort', 'YES', '19801231']),
  row(91, ['M1-', 'Dallas-', 'N', '19790101']),
  row(92, [' M', ' Dalla', ' N', ' 19990101']),
]

const files = {
  'system.yaml': "tenants: { one: { key: '9', zone: America/Chicago } }\nnulls: ['', '00000000']",
  'pat.yaml': `
resource: Patient
source: pat
from: BL p
key: p.ID
patient: p.ID
map:
  active: =p.FLAG | is(Y)
  gender: { case: p.FLAG, Y: male, 'YES': female }
  identifier: [{ system: urn:x, value: =p.MRN }]
  address: { city: =p.CITY }
  birthDate: =p.DOB | date(yyyymmdd)
`,
}

const dirty = around.map((_, at) => at + 1)
const none = nothing.map((_, at) => at + 50)
const searches: Readonly<Record<string, readonly number[]>> = {
  'identifier=M1': dirty,
  'identifier=M1,M10': [...dirty, 90],
  'identifier:missing=true': none,
  'identifier:not=M1': [...none, 90, 91, 92],
  'address-city:exact=Dallas': dirty,
  'address-city=Dallas': [...dirty, 90, 91],
  'address-city:missing=true': none,
  'active=true': dirty,
  'active=false': [90, 91, 92],
  'active:missing=true': none,
  'gender=male': dirty,
  'gender:missing=true': [...none, 91, 92],
  'birthdate=1980-05-05': dirty,
  'birthdate=1980': [...dirty, 90],
  'birthdate=lt1980': [91],
  'birthdate=gt1990': [92],
  'birthdate=ge1980-05-05': [...dirty, 90, 92],
  'birthdate:missing=true': none,
}

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  const world = opened(async () => {
    await engine.write(...[...tables, `insert into "BL" values ${rows.join(', ')}`].map((each) => quoted(engine, each)))
    return openWorld(engine, files)
  })

  it('is served without it', async () => {
    for (const id of dirty) {
      const { meta: _, ...rest } = (await world.read('Patient', `pat-${id}`))!
      expect(rest).to.deep.equal({
        resourceType: 'Patient',
        id: `pat-${id}`,
        active: true,
        gender: 'male',
        identifier: [{ system: 'urn:x', value: 'M1' }],
        address: [{ city: 'Dallas' }],
        birthDate: '1980-05-05',
      })
    }
  })

  for (const [query, ids] of Object.entries(searches))
    it(`is found by ${query}`, async () => {
      expect(await world.ids(`Patient?${query}&_count=100`)).to.have.members(ids.map((id) => `pat-${id}`))
    })
})
