/** Texts of any script, on every engine and under several collations: what is served is found by itself, and as the oracle says. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { oneOrganization, openPlace, type Place } from './place.ts'

const names = [
  ...[
    'Miller',
    'MÜLLER',
    'müller',
    'Mu\u0308ller',
    'Mueller',
    'Straße',
    'STRASSE',
    'Strase',
    'Størk',
    'Øystein',
    'Ærø',
  ],
  ...[
    'Иванов',
    'ИВАНОВА',
    'Йорданов',
    'И\u0306орданов',
    'Ёлкин',
    'Παπαδόπουλος',
    'ΠΑΠΑΔΟΠΟΥΛΟΣ',
    'παπαδοπουλος',
    'Ἀθηνᾶ',
  ],
  ...[
    '山田太郎',
    '山本',
    '김민수',
    '김',
    '\u1100\u1175\u11b7',
    'がく',
    'かく',
    'محمد',
    'مُحَمَّد',
    'שָׁלוֹם',
    'שלום',
    'हिन्दी',
    'แก้ว',
    '𐐀𐐨',
  ],
  ...[
    'Irmak',
    'ırmak',
    'İrmak',
    'ﬁsher',
    'Fisher',
    'Stone',
    'ﬆone',
    'Å',
    'A\u030a',
    'Angstrom',
    'Nguyễn',
    'NGUYEN',
    'Ḿara',
    'Mara',
  ],
  ...[
    'de la Cruz',
    'De  La\tCruz',
    '  Dallas',
    'Waco\t',
    '\u3000Tokyo',
    "O'Brien",
    '100%',
    'a_b',
    'a*b?[c]^-x',
    'a\\b',
    '!',
    'x]y',
  ],
]

/** Column name -> its type on each engine; collations that fold otherwise each. */
const columns: Readonly<Record<string, readonly (readonly [name: string, type: string])[]>> = {
  sqlite: [
    ['plain', 'varchar(60)'],
    ['nocase', 'varchar(60) collate nocase'],
  ],
  postgres: [
    ['plain', 'varchar(60) collate "C"'],
    ['icu', 'text collate "en-x-icu"'],
    ['libc', 'varchar(60)'],
  ],
  mariadb: [
    ['general', 'varchar(60) character set utf8mb4 collate utf8mb4_general_ci'],
    ['unicode', 'varchar(60) character set utf8mb4 collate utf8mb4_unicode_ci'],
    ['bin', 'varchar(60) character set utf8mb4 collate utf8mb4_bin'],
    ['uca', 'varchar(60) character set utf8mb4 collate uca1400_as_ci'],
  ],
}

const quoted = ({ dialect }: Engine, text: string): string =>
  `'${(dialect === 'mariadb' ? text.replaceAll('\\', '\\\\') : text).replaceAll("'", "''")}'`

function statements(engine: Engine): readonly string[] {
  const own = columns[engine.dialect]!
  return [
    'drop table if exists pt',
    `create table pt (id integer not null primary key, ${own.map(([name, type]) => `${name} ${type}`).join(', ')})`,
    ...own.map(([name]) => `create index ${name}_pt on pt (${name})`),
    ...names.map(
      (text, index) => `insert into pt values (${index + 1}, ${own.map(() => quoted(engine, text)).join(', ')})`,
    ),
  ]
}

const filesFor = ({ dialect }: Engine): Readonly<Record<string, string>> => ({
  'system.yaml': oneOrganization,
  'person.yaml': columns[dialect]!.map(
    ([name]) => `
resource: Location
source: ${name}
from: pt p
key: p.id
patient: never
map: { status: active, name: =p.${name} }
`,
  ).join('---'),
})

describe('texts of any script', function () {
  this.timeout(120_000)
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    let place: Place
    before(async () => {
      await engine.write(...statements(engine))
      place = await openPlace(engine, filesFor(engine))
    })
    after(() => place.close())

    const find = async (query: string, text: string): Promise<readonly string[]> =>
      place.find(`Location?${query}=${encodeURIComponent(text.replace(/[\\,|$]/g, '\\$&'))}&_count=1000`)

    it('are found by themselves, in both cases, without accents, and whatever the blanks', async () => {
      const missed: string[] = []
      for (const [index, text] of names.entries()) {
        const upper = text.includes('ı') ? text : text.toUpperCase()
        const plain = text.normalize('NFD').replace(/\p{M}+/gu, '') || text
        for (const asked of new Set([
          text,
          upper,
          text.toLowerCase(),
          text.normalize('NFC'),
          plain,
          ` ${text.replace(/\s/g, ' \t')} `,
        ]))
          for (const query of ['name', 'name:contains']) {
            const found = await find(query, asked)
            for (const [name] of columns[engine.dialect]!)
              if (!found.includes(`${name}-${index + 1}`)) missed.push(`${name} ${query} ${text} by ${asked}`)
          }
      }
      expect(missed).to.deep.equal([])
    })

    it('are told apart where a letter is another', async () => {
      const idsOf = (...texts: readonly string[]): readonly string[] =>
        columns[engine.dialect]!.flatMap(([name]) => texts.map((text) => `${name}-${names.indexOf(text) + 1}`))
      expect(await find('name', 'strasse')).to.have.members(idsOf('Straße', 'STRASSE'))
      expect(await find('name', 'ırmak')).to.have.members(idsOf('ırmak'))
      expect(await find('name', 'irmak')).to.have.members(idsOf('Irmak', 'İrmak'))
      expect(await find('name:exact', 'Müller'.toUpperCase())).to.have.members(idsOf('MÜLLER'))
      expect(await find('name', 'fisher')).to.have.members(idsOf('ﬁsher', 'Fisher'))
      expect(await find('name', 'DE LA CRUZ')).to.have.members(idsOf('de la Cruz', 'De  La\tCruz'))
    })

    it('are found as the oracle says', async () => {
      expect(await place.failures({ samples: 3, pairs: 0, types: ['Location'] })).to.deep.equal([])
    })
  })
})
