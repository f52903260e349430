/** Child rows tied to their parent by a uuid that the two hold otherwise: they are served and found alike. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { idsOf, opened, serve } from './served.ts'

interface Form {
  readonly type: string
  literal(text: string): string
}

const plain = (type: string): Form => ({ type, literal: (text) => `'${text}'` })
const hex = (text: string): string => text.replaceAll('-', '')

const forms: Readonly<Record<string, Readonly<Record<string, Form>>>> = {
  sqlite: {
    text: plain('char(36)'),
    nocase: plain('varchar(40) collate nocase'),
    bytes: { type: 'binary(16)', literal: (text) => `x'${hex(text)}'` },
  },
  postgres: {
    text: plain('varchar(60)'),
    own: plain('uuid'),
    bytes: { type: 'bytea', literal: (text) => `'\\x${hex(text)}'` },
  },
  mariadb: {
    general: plain('char(36) character set latin1'),
    bin: plain('varchar(60) character set utf8mb4 collate utf8mb4_bin'),
    own: plain('uuid'),
    bytes: { type: 'binary(16)', literal: (text) => `x'${hex(text)}'` },
  },
}

const uuid = (nr: number): string => `0f8fad5b-d9cb-469f-a165-7086772895a${nr}`

/** One is of a table without any key in it: what both hold in the same way is compared as it stands. */
const pairsOf = ({ dialect }: Engine): readonly (readonly [string, string])[] => {
  const names = Object.keys(forms[dialect]!)
  return names.flatMap((one) => names.filter((other) => other !== one).map((other) => [one, other] as const))
}

const isText = (name: string): boolean => !['own', 'bytes'].includes(name)

/** Two ways of a text are left to the engine. */
const tied = (engine: Engine) => pairsOf(engine).filter(([one, other]) => !(isText(one) && isText(other)))

function tables(engine: Engine): readonly string[] {
  const all = forms[engine.dialect]!
  return tied(engine).flatMap(([one, other]) => {
    const [own, child, name] = [all[one]!, all[other]!, `${one}_${other}`]
    const rows = [1, 1, 2, 2, 9].map((nr, at) => {
      const text = at % 2 === 0 ? uuid(nr) : uuid(nr).toUpperCase()
      return `(${at + 1}, ${child.literal(text)}, 'N${at + 1}')`
    })
    return [
      `drop table if exists kid_${name}`,
      `drop table if exists par_${name}`,
      `create table par_${name} (id int primary key, guid ${own.type})`,
      `create table kid_${name} (nr int primary key, guid ${child.type}, nm varchar(10))`,
      `insert into par_${name} values (1, ${own.literal(uuid(1))}), (2, ${own.literal(uuid(2).toUpperCase())}), (3, ${own.literal(uuid(3))}), (4, null)`,
      `insert into kid_${name} values ${rows.join(', ')}`,
    ]
  })
}

const filesFor = (engine: Engine): Readonly<Record<string, string>> => ({
  'system.yaml': "tenants: { one: { key: '1', zone: UTC } }\n",
  'all.yaml': tied(engine)
    .map(
      ([one, other]) => `
resource: Location
source: l${one}${other}
from: par_${one}_${other} p
key: p.id
patient: never
rows: { kids: { from: kid_${one}_${other} k, on: k.guid = p.guid, order: k.nr } }
map: { status: active, identifier: [{ each: kids, system: 'urn:x', value: =k.nm }] }
`,
    )
    .join('---'),
})

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  describe('child rows tied by uuids', () => {
    const served = opened(() => serve(engine, tables(engine), filesFor(engine), { scanRows: 100_000 }))

    it('are those of the parent, whatever holds the uuid, and are found by', async () => {
      const { entry = [] } = await served.search('Location?_count=1000')
      const names = tied(engine).map((pair) => `l${pair.join('')}`)
      const values = entry.map(({ resource }) => [
        resource.id,
        ((resource['identifier'] ?? []) as { value: string }[]).map(({ value }) => value),
      ])
      const own: Readonly<Record<number, readonly string[]>> = { 1: ['N1', 'N2'], 2: ['N3', 'N4'], 3: [], 4: [] }
      const expected = names.flatMap((name) => Object.entries(own).map(([id, texts]) => [`${name}-${id}`, texts]))
      expect(values).to.have.deep.members(expected)
      for (const nr of [1, 2, 3, 4, 5]) {
        const parents = nr === 5 ? [] : names.map((name) => `${name}-${nr < 3 ? 1 : 2}`)
        expect(idsOf(await served.search(`Location?identifier=N${nr}&_count=1000`)), `N${nr}`).to.have.members(parents)
      }
    })
  })
})
