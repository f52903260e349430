/** The words of a code list as an address: found in any case, whether the list is held or looked up live. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { idsOf, opened, serve } from './served.ts'

const tables = [
  ...['pt', 'word'].map((name) => `drop table if exists ${name}`),
  'create table word (nr int primary key, code varchar(20), nm varchar(40))',
  'create table pt (id int primary key, w int)',
  "insert into word values (1, 'a', 'Home Street'), (2, 'b', 'Élan'), (3, 'c', null)",
  'insert into pt values (1, 1), (2, 2), (3, 3), (4, 9), (5, null)',
]

const files = (live: string): Readonly<Record<string, string>> => ({
  'system.yaml': `
tenants: { one: { key: '1', zone: UTC } }
codes: { words: { table: word w, local: w.nr, code: w.code, display: w.nm, in: 'urn:x', else: text${live} } }
`,
  'pat.yaml': `
resource: Patient
source: pat
from: pt p
key: p.id
patient: p.id
map: { telecom: [{ value: =p.w | codes(words) | display }] }
`,
})

const values = ['Home Street', 'hOME sTREET', 'Home', 'Élan', 'éLAN', 'elan', 'c', 'C', '9', 'x', '|Home Street']

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  for (const [name, live] of Object.entries({ held: '', 'looked up live': ', live: true' }))
    describe(`words of a list that is ${name}`, () => {
      const served = opened(() => serve(engine, tables, files(live), { scanRows: 100_000 }))

      it('are found as they are served', async () => {
        const { entry = [] } = await served.search('Patient?_count=100')
        const words = new Map(
          entry.map(({ resource }) => [
            resource.id,
            (resource['telecom'] as { value: string }[] | undefined)?.[0]?.value,
          ]),
        )
        expect([...words.values()].slice(0, 2)).to.deep.equal(['Home Street', 'Élan'])
        for (const value of values) {
          const text = value.replace('|', '').toLowerCase()
          const own = [...words].filter(([, word]) => word?.toLowerCase() === text).map(([id]) => id)
          const query = `telecom=${encodeURIComponent(value)}`
          expect(idsOf(await served.search(`Patient?${query}`)), value).to.deep.equal(own)
          const others = [...words.keys()].filter((id) => !own.includes(id))
          expect(idsOf(await served.search(`Patient?telecom:not=${encodeURIComponent(value)}`)), value).to.deep.equal(
            others,
          )
        }
        const none = [...words].filter(([, word]) => word === undefined).map(([id]) => id)
        expect(idsOf(await served.search('Patient?telecom:missing=true'))).to.deep.equal(none)
      })
    })
})
