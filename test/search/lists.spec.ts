/** A list among alternatives: what the mapping language means by it is what is served and what is found, on every engine. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { openWorld, quoted, type Files, opened } from './world.ts'

const tables = (engine: Engine): readonly string[] =>
  [
    'drop table if exists "PT"',
    'create table "PT" ("ID" integer not null primary key, "A" varchar(9), "B" varchar(9), "C" varchar(9))',
    `insert into "PT" values (1, 'ann', 'bea', 'cid'), (2, null, 'bea', 'cid'), (3, null, null, 'cid;dan')`,
  ].map((each) => quoted(engine, each))

const files: Files = {
  'system.yaml': "tenants: { one: { key: '1', zone: America/Chicago } }\nnulls: ['']\n",
  'pat.yaml': `
resource: Patient
source: pat
from: PT p
key: p.ID
patient: p.ID
map: { name: [{ given: { first: [[=p.A, =p.B], { each: 'split(p.C ;)', is: =it }] } }] }
`,
}

describe('a list among alternatives', () => {
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    const world = opened(async () => {
      await engine.write(...tables(engine))
      return openWorld(engine, files)
    })

    it('gives its first value that is there; pieces and rows give all of theirs', async () => {
      const found = await world.search('Patient?_id=pat-1,pat-2,pat-3')
      expect(found.map(({ name }) => name)).to.deep.equal([
        [{ given: ['ann'] }],
        [{ given: ['bea'] }],
        [{ given: ['cid', 'dan'] }],
      ])
      for (const each of found) expect(await world.read('Patient', each.id)).to.deep.equal(each)
      const ids = (given: string): Promise<readonly string[]> =>
        world.ids(`Patient?_id=pat-1,pat-2,pat-3&given=${given}`)
      expect(await Promise.all(['ann', 'bea', 'cid', 'dan'].map(ids))).to.deep.equal([
        ...[['pat-1'], ['pat-2'], ['pat-3'], ['pat-3']],
      ])
    })
  })
})
