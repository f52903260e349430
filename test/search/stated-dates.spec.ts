/** Dates that a mapping states to be none, real or in no calendar: the same rows are without a date on the row and in SQL, on every engine. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { idsOf, serve, type Bundle, type Resource, opened } from './served.ts'

/** A day, a date-time, one without seconds or of a narrower range, and a text. */
const columns = ['d', 't', 's', 'x'] as const
type Column = (typeof columns)[number]

const types: Readonly<Record<string, Readonly<Record<Column, string>>>> = {
  sqlite: { d: 'date', t: 'datetime', s: 'smalldatetime', x: 'varchar(30)' },
  postgres: { d: 'date', t: 'timestamp(3)', s: 'timestamp(0)', x: 'varchar(30)' },
  mariadb: { d: 'date', t: 'datetime(3)', s: 'datetime', x: 'varchar(30)' },
}

const zero = '0000-00-00 00:00:00'

/** What every engine keeps, and what only some do. */
const common: readonly (string | null)[] = [
  null,
  '1900-01-01 00:00:00',
  '1753-01-01',
  '9999-12-31',
  '2020-05-05 10:00:00',
  '2020-05-06 00:00:00',
  '1899-12-31 00:00:00',
]
const own: Readonly<Record<string, readonly string[]>> = {
  postgres: [],
  mariadb: [zero, '2000-02-30', '0000-00-00'],
  sqlite: [zero, '2000-02-30', '0000-00-00', '00000000', '1900-01-01T00:00:00.000', '1900-01-01', '1900-01-01 00:00'],
}

const nulls: readonly string[] = ['', '00000000', '0000-00-00', '2000-02-30', '1900-01-01', '1753-01-01', '9999-12-31']

const textsOf = ({ dialect }: Engine): readonly (string | null)[] => [...common, ...own[dialect]!]

/** Of the days and date-times these are left; texts are what they are, so that another spelling is no sentinel. */
const isServed = (text: string | null, column: Column): boolean =>
  text !== null && (column === 'x' ? !nulls.includes(text) && !/^0000/.test(text) : /^(?:2020-05|1899)/.test(text))

const quoted = (text: string | null): string => (text === null ? 'null' : `'${text}'`)

function statements(engine: Engine): readonly string[] {
  const own = types[engine.dialect]!
  return [
    ...(engine.dialect === 'mariadb' ? ["set session sql_mode = 'ALLOW_INVALID_DATES'"] : []),
    'drop table if exists ob',
    `create table ob (id integer not null primary key, ${columns.map((name) => `${name} ${own[name]}`).join(', ')})`,
    ...columns.map((name) => `create index ob_${name} on ob (${name})`),
    ...textsOf(engine).map(
      (text, index) => `insert into ob values (${index + 1}, ${columns.map(() => quoted(text)).join(', ')})`,
    ),
  ]
}

const source = (name: string, column: Column, more = ''): string => `
resource: Observation
source: ${name}
from: ob o
key: o.id
patient: never
updated: =o.${column === 'x' ? 't' : column} | local ?? 1995-01-01
${more}
map: { status: final, code: { text: ${name} }, effective: "=o.${column} | ${column === 'x' ? 'date(iso)' : 'local'}" }
`

const files = {
  'system.yaml': `tenants: { one: { key: '1', zone: UTC } }\nnulls: [${nulls.map((each) => `'${each}'`).join(', ')}]`,
  'observation.yaml': [
    ...columns.map((name) => source(name, name)),
    ...columns.flatMap((name) => [
      source(`some${name}`, name, `where: { o.${name}: any }`),
      source(`none${name}`, name, `where: { o.${name}: none }`),
    ]),
    source('named', 't', "where: { o.t: '1900-01-01' }"),
    source('early', 't', "where: { o.t: { below: '2000-02-30' } }"),
    source('late', 'd', "exclude: { o.d: { below: '2020-05-05 10:00' } }"),
  ].join('---'),
}

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  const served = opened(() => serve(engine, statements(engine), files))

  const texts = textsOf(engine)
  const rows = texts.map((text, index) => ({ text, nr: index + 1 }))
  const idsWhere = (name: string, holds: (text: string | null) => boolean): readonly string[] =>
    rows.filter(({ text }) => holds(text)).map(({ nr }) => `${name}-${nr}`)
  const found = async (query: string, name: string): Promise<readonly string[]> =>
    idsOf(await served.search(`Observation?${query}&_count=1000`)).filter((id) => id.startsWith(`${name}-`))

  for (const name of columns) {
    const dated = idsWhere(name, (text) => isServed(text, name))
    const undated = idsWhere(name, (text) => !isServed(text, name))
    const isTyped = name !== 'x'

    it(`finds by ${name} what has a date, and what has none, and no other`, async () => {
      expect(await found('date:missing=false', name)).to.have.members(dated)
      expect(await found('date:missing=true', name)).to.have.members(undated)
      expect(await found('date=ge1000', name)).to.have.members(dated)
      const old = isTyped ? idsWhere(name, (text) => text?.startsWith('1899') === true) : undefined
      if (old !== undefined) expect(await found('date=lt2000', name)).to.deep.equal(old)
      expect(await found('date=eq2020-05-06', name)).to.deep.equal(
        idsWhere(name, (text) => text?.startsWith('2020-05-06') === true),
      )
      if (name === 't' || name === 's')
        expect(await found('date=2020-05-05T10:00:00Z', name)).to.deep.equal([`${name}-5`])
    })

    if (isTyped)
      it(`finds by when ${name} was written, and orders by it`, async () => {
        expect(await found('_lastUpdated=1995-01-01', name)).to.have.members(undated)
        expect(await found('_lastUpdated=ne1995-01-01', name)).to.have.members(dated)
        const sorted = await found('_sort=date', name)
        expect(sorted).to.have.members([...dated, ...undated])
        expect(sorted.filter((id) => dated.includes(id))).to.deep.equal(
          ['1899', '2020-05-05', '2020-05-06'].flatMap((day) =>
            idsWhere(name, (text) => text?.startsWith(day) === true),
          ),
        )
      })

    it(`takes ${name} for none in conditions where it is none`, async () => {
      const isNone = (text: string | null): boolean =>
        text === null || (isTyped ? !isServed(text, name) : nulls.includes(text))
      expect(await found('', `some${name}`)).to.have.members(idsWhere(`some${name}`, (text) => !isNone(text)))
      expect(await found('', `none${name}`)).to.have.members(idsWhere(`none${name}`, isNone))
    })
  }

  it('finds a stated date by its name, and the values beside a day in no calendar', async () => {
    expect(await found('', 'named')).to.have.members(idsWhere('named', (text) => text?.startsWith('1900') === true))
    expect(await found('', 'early')).to.have.members(idsWhere('early', (text) => text?.startsWith('1899') === true))
    const isLate = (text: string | null): boolean =>
      !(text?.startsWith('1899') === true || text?.startsWith('2020-05-05'))
    expect((await found('', 'late')).filter((id) => id !== 'late-5')).to.have.members(idsWhere('late', isLate))
  })

  it('serves the same on a page, in pages of any size, and by a read', async () => {
    const resources = (pages: readonly Bundle[]): readonly Resource[] =>
      pages.flatMap(({ entry = [] }) => entry.map(({ resource }) => resource))
    const whole = resources([await served.search('Observation?_count=1000')])
    expect(resources(await served.pages('Observation?_count=3'))).to.deep.equal(whole)
    for (const resource of whole.filter(({ resourceType }) => resourceType === 'Observation'))
      expect(await served.read('Observation', resource.id)).to.deep.equal(resource)
  })
})
