/** Numbers of any length, in every numeric column: what is served is what is found, and nothing beside it. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { oneOrganization, openPlace, type Place } from './place.ts'

const types: Readonly<Record<string, readonly [exact: string, whole: string, binary: string, single: string]>> = {
  sqlite: ['numeric', 'int', 'double', 'float'],
  postgres: ['numeric', 'bigint', 'double precision', 'real'],
  mariadb: ['decimal(40,10)', 'bigint', 'double', 'float'],
}

/** Key, exact decimal, whole number, double, single, and the number as a text. */
const rows: readonly (readonly (string | null)[])[] = [
  ['1', '19999999', '19999999', '19999999', '0.1', '12345678901234567890.123'],
  ['2', '20000000', '20000000', '20000000', '0.3', '12345678901234567890.124'],
  ['3', '20000001', '20000001', '20000001', '0.7', '20000000'],
  ['4', '20000000.00000001', '9007199254740993', '1e300', '1e30', '5.40'],
  ['5', '5.4', '9223372036854775806', '5.4', '5.4', '5.4'],
  ['6', '-0.005', '-9223372036854775807', '-0.005', '-0.005', '-0.005'],
  ['7', '0', '0', '0', '0', 'abc'],
  ['9007199254740993', '0.1', '100', '1e-7', '16777216', '1e5'],
  ['9223372036854775806', null, null, null, null, null],
  ['9223372036854775807', '100', '9007199254740992', '9007199254740993', '16777217', '9'.repeat(50)],
]

/** What is no number in a numeric column, where the engine takes it. */
const others: Readonly<Record<string, readonly string[]>> = {
  sqlite: [
    "insert into obs values (8, 'abc', 'x', 'y', '', 'NaN')",
    "insert into obs values (9, 9e999, 1, -9e999, 9e999, '')",
  ],
  postgres: [
    "insert into obs values (8, 'NaN', 1, 'NaN', 'Infinity', 'NaN')",
    "insert into obs values (9, 'NaN', 1, '-Infinity', '-Infinity', '')",
  ],
  mariadb: [],
}

const quoted = (value: string | null): string => (value === null ? 'null' : `'${value}'`)

function statements({ dialect }: Engine): readonly string[] {
  const [exact, whole, binary, single] = types[dialect]!
  const id = dialect === 'sqlite' ? 'integer' : 'bigint'
  return [
    'drop table if exists obs',
    `create table obs (id ${id} not null primary key, e ${exact}, w ${whole}, b ${binary}, s ${single}, t varchar(60))`,
    ...rows.map((row) => `insert into obs values (${row.map(quoted).join(', ')})`),
    ...others[dialect]!,
  ]
}

const column = (name: string): string => `
resource: Observation
source: ${name}
from: obs o
key: o.id
patient: never
map: { status: final, code: { text: ${name} }, value: "=o.${name} | quantity(mg)" }
`

const files = {
  'system.yaml': oneOrganization,
  'observation.yaml': ['e', 'w', 'b', 's', 't'].map(column).join('---'),
  'scaled.yaml': `
resource: Observation
source: f
from: obs o
key: o.id
patient: never
map: { status: final, code: { text: f }, value: "=o.e | times(0.0625) | quantity(mg)" }
`,
}

describe('numbers of any length', function () {
  this.timeout(60_000)
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    let place: Place
    before(async () => {
      await engine.write(...statements(engine))
      place = await openPlace(engine, files)
    })
    after(() => place.close())

    const find = async (value: string, source: string): Promise<readonly string[]> =>
      (await place.find(`Observation?value-quantity=${value}&_count=1000`)).filter((id) => id.startsWith(`${source}-`))

    it('are greater where they are, not where they are equal', async () => {
      expect(await find('le20000000', 'w'))
        .to.include.members(['w-1', 'w-2'])
        .and.not.include('w-3')
      expect(await find('gt20000000', 'w'))
        .to.include('w-3')
        .and.not.include('w-2')
      expect(await find('gt20000000', 'e')).to.have.members(['e-3', 'e-4'])
      expect(await find('sa20000000', 'e')).to.have.members(['e-3', 'e-4'])
      expect(await find('lt20000000.00000001', 'e'))
        .to.include('e-2')
        .and.not.include('e-4')
    })

    it('are found by all of their digits', async () => {
      expect(await find('12345678901234567890.123', 't')).to.deep.equal(['t-1'])
      expect(await find('gt12345678901234567890.123', 't')).to.have.members(['t-2', 't-9223372036854775807'])
      expect(await find('9007199254740993', 'w')).to.deep.equal(['w-4'])
      expect(await find('9223372036854775806', 'w')).to.deep.equal(['w-5'])
      expect(await find('ge1e299', 'b')).to.deep.equal(['b-4'])
      expect(await find('1e400', 'b')).to.deep.equal([])
    })

    it('stand in keys of nineteen digits', async () => {
      for (const key of ['9007199254740993', '9223372036854775806', '9223372036854775807'])
        expect(await place.find(`Observation?_id=w-${key}`)).to.deep.equal([`w-${key}`])
    })

    it('are what is served: what is none is not found by them', async () => {
      const all = [...(await find('ge-1e300', 'e')), ...(await find('le-1e300', 'e')), ...(await find('ne0', 'e'))]
      expect(all).to.not.include('e-8').and.not.include('e-9')
    })

    it('are found by each prefix as the oracle says', async () => {
      expect(await place.failures({ samples: 1, pairs: 0, types: ['Observation'] })).to.deep.equal([])
    })
  })
})
