/** On SQLite a column of bytes holds texts too, as they were put in: what is served of such a key is read, found and paged by it. */
import { expect } from 'chai'
import { sqlite, onEachEngine } from '../rows/engines.ts'
import { idsOf, opened, serve } from './served.ts'

const uuid = '0f8fad5b-d9cb-469f-a165-70867728950'

const source = (name: string, key: string): string => `
resource: Location
source: ${name}
from: ${name} p
key: ${key}
patient: never
map: { status: active, name: =p.nm, partOf: =p.up | ref(${name}) }
`

const files = {
  'system.yaml': "tenants: { one: { key: '1', zone: UTC } }",
  'place.yaml': [source('bytes', 'p.id'), source('guid', 'p.id | uuid'), source('bin', 'p.id')].join('---'),
}

const types = { bytes: 'blob', guid: 'blob', bin: 'binary(16)' }

const values = (at: number): readonly string[] => [`'${uuid}${at}'`, `x'${uuid.replaceAll('-', '')}${at}'`, `'b${at}'`]

const statements = Object.entries(types).flatMap(([name, type]) => [
  `drop table if exists ${name}`,
  `create table ${name} (id ${type} not null primary key, up ${type}, nm varchar(20))`,
  ...[1, 2, 3].flatMap((at) =>
    values(at).map((value, kind) => `insert into ${name} values (${value}, ${value}, '${name} ${kind} ${at}')`),
  ),
])

onEachEngine([sqlite], (engine) => {
  describe('a key of bytes that was put in as a text', () => {
    const served = opened(() => serve(engine, statements, files))

    it('is read, found and paged by what is served', async () => {
      const all = idsOf(await served.search('Location?_count=100'))
      expect(all.filter((id) => id.startsWith('bytes-'))).to.have.length(6)
      expect(all.filter((id) => id.startsWith('bin-'))).to.have.length(6)
      const paged = (await served.pages('Location?_count=2')).flatMap((page) => idsOf(page))
      expect(paged).to.deep.equal(all)
      for (const id of all) {
        const resource = await served.read('Location', id)
        expect(resource?.id, id).to.equal(id)
        expect(idsOf(await served.search(`Location?_id=${id}`)), id).to.deep.equal([id])
        if (resource?.['partOf'] === undefined) continue
        expect(idsOf(await served.search(`Location?partof=${id}`)), id).to.deep.equal([id])
      }
    })
  })
})
