/** Texts with something invisible in them, on every engine and under several collations: it is not served, and what is served is found. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { oneOrganization, openPlace, type Place } from './place.ts'

const controls = ['\u0001', '\u0008', '\u000e', '\u001f', '\u007f']
const values = ['Joe', 'zz', 'O 9', '9-x', 'x', 'é9', 'Joe@Clinic.org']

/** Each value plain, and with each of these at each of its places. */
const texts = values.flatMap((value) => [
  { value, stored: value },
  ...controls.flatMap((control) =>
    Array.from({ length: value.length + 1 }, (_, at) => ({
      value,
      stored: value.slice(0, at) + control + value.slice(at),
    })),
  ),
])

const utf8 = 'character set utf8mb4 collate'

const types: Readonly<Record<string, readonly (readonly [name: string, type: string])[]>> = {
  sqlite: [
    ['plain', 'varchar(60)'],
    ['nocase', 'varchar(60) collate nocase'],
  ],
  postgres: [
    ['c', 'varchar(60) collate "C"'],
    ['libc', 'varchar(60)'],
    ['icu', 'text collate "en-x-icu"'],
    ['nocase', 'text collate invisible_ci'],
    ['fixed', 'char(20)'],
  ],
  mariadb: [
    ['general', `varchar(60) ${utf8} utf8mb4_general_ci`],
    ['unicode', `varchar(60) ${utf8} utf8mb4_unicode_ci`],
    ['uca', `varchar(60) ${utf8} uca1400_as_cs`],
    ['bin', `varchar(60) ${utf8} utf8mb4_bin`],
    ['latin', 'varchar(60) character set latin1 collate latin1_swedish_ci'],
    ['fixed', `char(20) ${utf8} utf8mb4_bin`],
  ],
}

const preparations: Readonly<Record<string, readonly string[]>> = {
  postgres: [
    `create collation if not exists invisible_ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
  ],
}

const columnsOf = ({ dialect }: Engine): readonly (readonly [name: string, type: string])[] =>
  types[dialect]!.flatMap(([name, type]) => [
    [name, type],
    [`${name}_i`, type],
  ])

function statements(engine: Engine): readonly string[] {
  const own = columnsOf(engine)
  return [
    ...(preparations[engine.dialect] ?? []),
    'drop table if exists unseen_t',
    `create table unseen_t (id integer not null primary key, ${own.map(([name, type]) => `${name} ${type}`).join(', ')})`,
    ...own.filter(([name]) => name.endsWith('_i')).map(([name]) => `create index ${name}_unseen on unseen_t (${name})`),
    `insert into unseen_t values ${texts.map(({ stored }, at) => `(${[at + 1, ...own.map(() => `'${stored}'`)].join(', ')})`).join(', ')}`,
  ]
}

const filesFor = (engine: Engine): Readonly<Record<string, string>> => ({
  'system.yaml': oneOrganization,
  'practitioner.yaml': columnsOf(engine)
    .map(
      ([name]) => `
resource: Practitioner
source: ${name.replace('_', '')}
from: unseen_t p
key: p.id
patient: never
map:
  name: { text: =p.${name}, given: "Dr {p.${name}}", prefix: =p.${name} | title }
  telecom: { system: email, value: =p.${name} }
`,
    )
    .join('---'),
})

const escaped = (text: string): string => encodeURIComponent(text.replace(/[\\,|$]/g, '\\$&'))

describe('texts with something invisible in them', function () {
  this.timeout(120_000)
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    let place: Place
    before(async () => {
      await engine.write(...statements(engine))
      place = await openPlace(engine, filesFor(engine))
    })
    after(async () => {
      await place.close()
      await engine.write('drop table if exists unseen_t')
    })

    const missedBy = async (query: (value: string) => string): Promise<readonly string[]> => {
      const missed: string[] = []
      for (const value of values) {
        const found = new Set(await place.find(`Practitioner?${query(value)}&_count=1000`))
        for (const [name] of columnsOf(engine))
          for (const [at, text] of texts.entries())
            if (text.value === value && !found.has(`${name.replace('_', '')}-${at + 1}`))
              missed.push(`${name} ${JSON.stringify(text.stored)}`)
      }
      return missed
    }

    it('are served without it', async () => {
      const served = (await place.served('Practitioner')).join('\n')
      expect(served).to.include('"text":"Joe"').and.include('"value":"Joe@Clinic.org"')
      expect(served).not.to.match(/\\u00|\u007f/)
    })

    it('are found exactly as they are served', async () => {
      expect(await missedBy((value) => `name:exact=${escaped(value)}`)).to.deep.equal([])
    })

    it('are found by what they begin with, hold, and are behind a lens or in a text with holes', async () => {
      expect(await missedBy((value) => `name=${escaped(value)}`)).to.deep.equal([])
      expect(await missedBy((value) => `name:contains=${escaped(value)}`)).to.deep.equal([])
      expect(await missedBy((value) => `given:exact=${escaped(`Dr ${value}`)}`)).to.deep.equal([])
    })

    it('are found as addresses, in either case', async () => {
      expect(await missedBy((value) => `email=${escaped(value)}`)).to.deep.equal([])
      expect(await missedBy((value) => `email=${escaped(value.toUpperCase())}`)).to.deep.equal([])
    })
  })
})
