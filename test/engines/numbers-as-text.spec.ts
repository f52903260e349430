/** Numbers that a column of texts holds, on every engine: they are texts, in conditions, keys and ties alike, whichever side is served and whichever is asked. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { oneOrganization, openPlace, type Place } from './place.ts'

const held = ['10', '010', '10.0', '1e1', ' 10 ', '+10', '-7', '7', '007', 'x', '9007199254740993', '0', '-0', '10 ']

const statements = [
  ...['nt_row', 'nt_num', 'nt_kid', 'nt_key'].map((name) => `drop table if exists ${name}`),
  'create table nt_row (id integer not null primary key, txt varchar(20), fix char(12))',
  'create table nt_num (num bigint not null primary key, word varchar(20))',
  'create table nt_kid (id integer not null primary key, num decimal(18,0), word varchar(20))',
  'create table nt_key (txt varchar(20) not null primary key, word varchar(20))',
  ...held.map((text, at) => `insert into nt_row values (${at + 1}, '${text}', '${text.slice(0, 12)}')`),
  ...['10', '-7', '7', '9007199254740993', '0'].flatMap((text, at) => [
    `insert into nt_num values (${text}, 'n${text}')`,
    `insert into nt_kid values (${at + 1}, ${text}, 'k${text}')`,
  ]),
  ...['10', '010', '10.0', '007'].map((text) => `insert into nt_key values ('${text}', 'w${text}')`),
]

const source = (name: string, from: string, head: string, map: string): string => `
resource: Location
source: ${name}
from: ${from}
key: ${from.startsWith('nt_row') ? 'p.id' : from.startsWith('nt_num') ? 'p.num' : 'p.txt'}
patient: never
${head}
map: { status: active, ${map} }
`

const files = {
  'system.yaml': oneOrganization,
  'place.yaml': [
    source('joined', 'nt_row p', 'join: { n: nt_num n on n.num = p.txt }', 'name: =n.word'),
    source('fixed', 'nt_row p', 'join: { n: nt_num n on n.num = p.fix }', 'name: =n.word'),
    source('kids', 'nt_row p', 'rows: { k: { from: nt_kid k, on: k.num = p.txt } }', 'alias: { each: k, is: =k.word }'),
    source(
      'kidsfixed',
      'nt_row p',
      'rows: { k: { from: nt_kid k, on: k.num = p.fix } }',
      'alias: { each: k, is: =k.word }',
    ),
    source(
      'back',
      'nt_num p',
      'rows: { k: { from: nt_row k, on: k.txt = p.num, order: k.id } }',
      'alias: { each: k, is: "r{k.id}" }',
    ),
    source('chosen', 'nt_row p', '', "name: { case: p.txt, '10': ten, '7': seven, else: none }"),
    source('kept', 'nt_row p', "where: { p.txt: '10' }", 'name: kept'),
    source('above', 'nt_row p', "where: { p.txt: { from: '10' } }", 'name: above'),
    source('own', 'nt_key p', '', 'name: =p.word'),
    source('ofs', 'nt_row p', '', 'name: "of {p.id}", partOf: =p.txt | ref(own)'),
  ].join('---'),
}

describe('a number that is held as a text', function () {
  this.timeout(120_000)
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    let place: Place
    before(async () => {
      await engine.write(...statements)
      place = await openPlace(engine, files)
    })
    after(() => place.close())

    const find = async (query: string, name: string): Promise<readonly string[]> =>
      (await place.find(`Location?${query}&_count=1000`))
        .filter((id) => id.startsWith(`${name}-`))
        .map((id) => held[Number(id.split('-').at(-1)) - 1] ?? id)
        .sort()

    // Blanks at the end are nothing on MariaDB, and in a CHAR.
    const [ten, tenFixed] = [engine.dialect === 'mariadb' ? ['10', '10 '] : ['10'], ['10', '10 ']]

    it('is tied to the number that is printed so, whether it joins or has child rows', async () => {
      expect(await find('name=n10', 'joined')).to.deep.equal(ten)
      expect(await find('name=k10', 'kids')).to.deep.equal(ten)
      expect(await find('name=n-7', 'joined')).to.deep.equal(['-7'])
      expect(await find('name=k9007', 'kids')).to.deep.equal(['9007199254740993'])
      expect(await find('name=k0', 'kids')).to.deep.equal(['0'])
      const fixed = engine.dialect === 'sqlite' ? ['10'] : tenFixed
      expect(await find('name=n10', 'fixed')).to.deep.equal(fixed)
      expect(await find('name=k10', 'kidsfixed')).to.deep.equal(fixed)
      expect(await place.find('Location?name:exact=r1')).to.deep.equal(['back-10'])
    })

    it('is a text in conditions and in keys', async () => {
      expect(await find('name=ten', 'chosen')).to.deep.equal([' 10 ', '10', '10 '])
      expect(await find('name=kept', 'kept')).to.deep.equal([' 10 ', '10', '10 '])
      expect(await find('name=above', 'above'))
        .to.include.members(['10.0', '1e1', '7'])
        .and.not.include('010')
      expect(await place.find('Location?name=w0')).to.deep.equal(['own-007', 'own-010'])
      expect(await find('partof=own-010', 'ofs')).to.deep.equal(['010'])
    })
  })
})
