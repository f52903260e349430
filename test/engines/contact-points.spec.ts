/** Telephone numbers and other addresses as they are printed, asked as they are not, on every engine, beside systems of every kind. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { oneOrganization, openPlace, type Place } from './place.ts'

/** System as stored, address. */
const rows = [
  ['phone', '5551234567'],
  ['phone', '(555) 123-4567'],
  ['fax', '555.123.4567 x9'],
  ['email', '5551234567@example.org'],
  ['email', 'Call@Example.org'],
  ['phone', 'call me'],
  ['phone', '1-555-123-4567'],
  [null, '555-1234567'],
  ['url', '555'],
  ['phone', '  555-123-4567'],
] as const

const literal = (text: string | null): string => (text === null ? 'null' : `'${text}'`)

const statements = [
  'drop table if exists cp_one',
  'create table cp_one (id integer not null primary key, sys varchar(10), adr varchar(60))',
  'create index cp_one_adr on cp_one (adr)',
  ...rows.map((row, at) => `insert into cp_one values (${at + 1}, ${row.map(literal).join(', ')})`),
]

const source = (name: string, telecom: string): string => `
resource: Practitioner
source: ${name}
from: cp_one p
key: p.id
patient: never
map:
  name: { text: x }
  telecom: ${telecom}
`

const files = {
  'system.yaml': oneOrganization,
  'place.yaml': [
    source('said', '{ system: =p.sys | lower, value: =p.adr }'),
    source('const', '{ when: { p.sys: [phone, fax] }, system: phone, value: =p.adr }'),
    source('print', '{ when: { p.sys: phone }, system: phone, value: =p.adr | phone }'),
    source('bare', '{ value: =p.adr }'),
    source('piece', "{ each: 'split(p.adr x)', system: phone, value: =it }"),
    source('cased', '{ case: p.sys, phone: { system: phone, value: =p.adr }, else: { system: other, value: =p.adr } }'),
  ].join('---'),
}

const asked: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  '555-123-4567': {
    said: [1, 2, 10],
    const: [1, 2, 10],
    print: [1, 2, 7, 10],
    bare: [10],
    piece: [1, 2, 3, 4, 8, 10],
    cased: [1, 2, 10],
  },
  '5551234567': {
    ...{
      said: [1, 2, 10],
      const: [1, 2, 10],
      print: [1, 2, 7, 10],
      bare: [1],
      piece: [1, 2, 3, 4, 8, 10],
      cased: [1, 2, 10],
    },
  },
  '15551234567': { said: [7], const: [7], print: [], bare: [], piece: [7], cased: [7] },
  '555.123.4567 X9': { said: [3], const: [3], print: [], bare: [3], piece: [], cased: [3] },
  'CALL ME': { said: [6], const: [6], print: [6], bare: [6], piece: [6], cased: [6] },
  'call@example.ORG': { said: [5], const: [], print: [], bare: [5], piece: [], cased: [5] },
  '5551234567@EXAMPLE.org': { said: [4], const: [], print: [], bare: [4], piece: [], cased: [4] },
  '555-1234567': {
    ...{
      said: [1, 2, 8, 10],
      const: [1, 2, 10],
      print: [1, 2, 7, 10],
      bare: [8],
      piece: [1, 2, 3, 4, 8, 10],
      cased: [1, 2, 8, 10],
    },
  },
  'tel:555-123-4567 ext. 9': { said: [3], const: [3], print: [], bare: [], piece: [], cased: [] },
  '9': { said: [], const: [], print: [], bare: [], piece: [3], cased: [] },
}

describe('contact points', function () {
  this.timeout(120_000)
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    let place: Place
    before(async () => {
      await engine.write(...statements)
      place = await openPlace(engine, files)
    })
    after(() => place.close())

    for (const [text, found] of Object.entries(asked))
      it(`are found by ${text}, and all others by its complement`, async () => {
        const ids = Object.entries(found).flatMap(([name, ats]) => ats.map((at) => `${name}-${at}`))
        const find = (name: string) => place.find(`Practitioner?${name}=${encodeURIComponent(text)}&_count=1000`)
        expect(await find('telecom')).to.have.members(ids)
        const all = Object.keys(found).flatMap((name) => rows.map((_, at) => `${name}-${at + 1}`))
        expect(await find('telecom:not')).to.have.members(all.filter((id) => !ids.includes(id)))
      })

    it('are found as the oracle says', async () => {
      expect(await place.failures({ samples: 3, pairs: 0, types: ['Practitioner'] })).to.deep.equal([])
    })
  })
})
