/** Identifiers, addresses, languages and codes in three cases, on every engine and under several collations, plain and claimed. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { oneOrganization, openPlace, type Place } from './place.ts'

/** Identifier, mail address, language, gender, local code, code of a standard system. */
const rows = [
  ['MRN000000001', 'Margaret.Rivera@Example.org', 'es', 'female', 'GluC', 'aMp'],
  ['v12', 'BOB@EXAMPLE.ORG', 'EN-us', 'male', 'HB', 'AMP'],
  ['Ab-Cd-Ef-Gh', 'josé.ÑANDÚ@example.org', 'pt-BR', 'male', 'hb', 'amp'],
  ['100%_x', 'o_brien%x@example.org', 'zh-Hant-TW', 'other', 'Long Code', 'x'],
  ['000', 'x', 'zh', 'unknown', '7', '7'],
] as const

const names = ['ident', 'mail', 'lang', 'gen', 'loc', 'std'] as const

/** Suffix of the table -> the type of its columns on each engine. */
const types: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sqlite: { plain: 'varchar(60)', nocase: 'varchar(60) collate nocase' },
  postgres: { plain: 'varchar(60) collate "C"', icu: 'text collate "en-x-icu"', fixed: 'char(60)' },
  mariadb: {
    general: 'varchar(60) character set utf8mb4 collate utf8mb4_general_ci',
    bin: 'varchar(60) character set utf8mb4 collate utf8mb4_bin',
    uca: 'varchar(60) character set utf8mb4 collate uca1400_as_ci',
  },
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

const statements = ({ dialect }: Engine): readonly string[] =>
  Object.entries(types[dialect]!).flatMap(([table, type]) => [
    `drop table if exists pt_${table}`,
    `create table pt_${table} (id integer not null primary key, ${names.map((name) => `${name} ${type}`).join(', ')})`,
    ...names.map((name) => `create index ${name}_${table} on pt_${table} (${name})`),
    ...rows.map((row, at) => `insert into pt_${table} values (${at + 1}, ${row.map(quoted).join(', ')})`),
  ])

const filesFor = ({ dialect }: Engine): Readonly<Record<string, string>> => ({
  'system.yaml': oneOrganization,
  'person.yaml': Object.keys(types[dialect]!)
    .flatMap((table) => [
      `
resource: Practitioner
source: ${table}
from: pt_${table} p
key: p.id
patient: never
map:
  identifier: { system: 'urn:oid:1.2.3', value: =p.ident }
  name: { family: =p.ident }
  telecom: { system: email, value: =p.mail }
  gender: =p.gen
  communication: { coding: { system: 'urn:ietf:bcp:47', code: =p.lang } }
`,
      `
resource: Location
source: l${table}
from: pt_${table} p
key: p.id
patient: never
map:
  status: active
  name: =p.ident
  type:
    - { coding: { system: 'urn:oid:1.2.4', code: =p.loc } }
    - { coding: { system: 'http://terminology.hl7.org/CodeSystem/x', code: =p.std } }
`,
    ])
    .join('---'),
})

const casesOf = (text: string): readonly string[] => [
  ...new Set([text, text.toUpperCase(), text.toLowerCase(), swapped(text)]),
]
const swapped = (text: string): string =>
  [...text].map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join('')

describe('the case of tokens', function () {
  this.timeout(120_000)
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    const tables = Object.keys(types[engine.dialect]!)
    let place: Place
    before(async () => {
      await engine.write(...statements(engine))
      place = await openPlace(engine, filesFor(engine))
    })
    after(() => place.close())

    const find = async (type: string, parameter: string, text: string, system?: string): Promise<readonly string[]> => {
      const escaped = text.replace(/[\\,|$]/g, '\\$&')
      const value = system === undefined ? escaped : `${system}|${escaped}`
      return place.find(`${type}?${parameter}=${encodeURIComponent(value)}&_count=1000`)
    }

    const all = (prefix: string, test: (row: (typeof rows)[number]) => boolean): readonly string[] =>
      tables.flatMap((table) => rows.flatMap((row, at) => (test(row) ? [`${prefix}${table}-${at + 1}`] : [])))

    const isLike = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

    const folded = [
      ['Practitioner', 'identifier', 0, 'urn:oid:1.2.3', ''],
      ['Practitioner', 'email', 1, undefined, ''],
      ['Practitioner', 'telecom', 1, undefined, ''],
      ['Practitioner', 'communication', 2, 'urn:ietf:bcp:47', ''],
      ['Location', 'type', 4, 'urn:oid:1.2.4', 'l'],
    ] as const

    for (const [type, parameter, column, system, prefix] of folded)
      it(`does not count in ${type}?${parameter}, whose complement is all others`, async () => {
        for (const row of rows)
          for (const asked of casesOf(row[column]))
            for (const one of new Set([undefined, system])) {
              const isFound = (each: (typeof rows)[number]): boolean =>
                isLike(each[column], asked) || (prefix === 'l' && one === undefined && each[5] === asked)
              const title = `${one ?? ''}|${asked}`
              expect(await find(type, parameter, asked, one), title).to.have.members(all(prefix, isFound))
              const others = all(prefix, (each) => !isFound(each))
              expect(await find(type, `${parameter}:not`, asked, one), title).to.have.members(others)
            }
      })

    it('counts in codes, and in those of systems that say so', async () => {
      const standard = 'http://terminology.hl7.org/CodeSystem/x'
      for (const asked of casesOf('Amp')) {
        const isFound = (row: (typeof rows)[number]): boolean => row[5] === asked
        expect(await find('Location', 'type', asked, standard), asked).to.have.members(all('l', isFound))
        expect(await find('Location', 'type', asked), asked).to.have.members(all('l', isFound))
      }
      expect(await find('Practitioner', 'gender', 'MALE')).to.deep.equal([])
      expect(await find('Practitioner', 'gender', 'male')).to.have.members(all('', (row) => row[3] === 'male'))
      expect(await find('Location', 'status', 'ACTIVE')).to.deep.equal([])
      expect(await find('Practitioner', 'gender:not', 'MALE')).to.have.length(rows.length * tables.length)
    })

    it('is as the oracle says', async () => {
      expect(await place.failures({ samples: 10, pairs: 0, types: ['Practitioner', 'Location'] })).to.deep.equal([])
    })
  })
})
