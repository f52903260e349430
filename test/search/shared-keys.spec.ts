/** `check` counts the rows that share what the mapping says is a key, on every engine. */
import { expect } from 'chai'
import { checkKeys } from '../../src/cli/check/keys.ts'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { openWorld, quoted } from './world.ts'

const tables = [
  ...['PT', 'LK'].map((name) => `drop table if exists "${name}"`),
  'create table "PT" ("ID" integer, "NM" varchar(20), "LK_CD" varchar(4))',
  'create table "LK" ("CD" varchar(4), "TXT" varchar(20))',
  `insert into "PT" values (1, 'ANN', 'A'), (2, 'BOB', 'B'), (null, 'X', 'A'), (null, 'Y', 'A')`,
  `insert into "LK" values ('A', 'a'), ('B', 'b'), (null, 'c'), (null, 'd')`,
]

const files = {
  'system.yaml': "tenants: { one: { key: '1', zone: UTC } }",
  'pat.yaml': `
resource: Patient
source: pat
from: PT p
key: p.ID
patient: p.ID
join: { l: { from: { table: LK, as: l, unique: [CD] }, on: l.CD = p.LK_CD } }
map: { name: [{ text: =l.TXT }] }`,
}

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  it('are counted where nothing but the mapping says that they are keys', async () => {
    await engine.write(...tables.map((each) => quoted(engine, each)))
    const world = await openWorld(engine, files)
    const schema = await introspect({ url: engine.url, ...(engine.schema !== undefined && { schema: engine.schema }) })
    const found = async () =>
      (await checkKeys(world.mapping, schema, world.database)).map(({ what, message }) => `${what}: ${message}`)
    expect(await found()).to.deep.equal([])
    await engine.write(
      ...[`insert into "LK" values ('A', 'e')`, `insert into "PT" values (2, 'BO', null)`].map((each) =>
        quoted(engine, each),
      ),
    )
    expect(await found()).to.deep.equal([
      'PT (ID): a key names one row, and 1 values are shared by several: their resources are served several times',
      'LK (CD): a join takes one row, and 1 values are shared by several: their resources are served several times',
    ])
    await world.close()
  })
})
