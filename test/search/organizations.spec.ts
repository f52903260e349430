/** What one organization sees does not hang on how many others there are. */
import { expect } from 'chai'
import { onEachEngine, postgres, mariadb, sqlite } from '../rows/engines.ts'
import { openWorld, quoted, type Files, type World } from './world.ts'

const tables = [
  'drop table if exists "ORG"',
  'drop table if exists "PT"',
  'create table "ORG" ("ID" integer primary key, "TZ" varchar(30), "ACTV" char(1))',
  'create table "PT" ("ID" integer primary key, "ORG_ID" integer, "NM" varchar(20))',
  `insert into "ORG" values (1, 'America/Chicago', 'Y')`,
  `insert into "PT" values (1, 1, 'ANN'), (2, 2, 'BOB'), (3, 1, 'CAL')`,
]

const source = (tenant: string): string => `
resource: Patient
source: pat
from: PT p
key: p.ID
${tenant}
patient: p.ID
map: { name: [{ text: =p.NM | title }] }
`

const many: Files = {
  'system.yaml': 'tenants: { from: ORG o, key: o.ID, where: { o.ACTV: Y }, zone: =o.TZ }',
  'pat.yaml': source('tenant: p.ORG_ID'),
}

const one: Files = {
  'system.yaml': "tenants: { one: { key: '9', zone: America/Chicago } }",
  'pat.yaml': source(''),
}

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  const write = (...statements: readonly string[]) => engine.write(...statements.map((each) => quoted(engine, each)))

  async function withWorld<T>(files: Files, work: (world: World) => Promise<T>): Promise<T> {
    const world = await openWorld(engine, files)
    try {
      return await work(world)
    } finally {
      await world.close()
    }
  }

  const seen = () =>
    withWorld(many, async (world) => ({
      keys: [...world.mapping.tenants.keys()].sort(),
      found: await world.ids('Patient', '1'),
      other: await world.read('Patient', 'pat-2', '1').catch((error: { code: string }) => error.code),
    }))

  beforeEach(() => write(...tables))

  it('is what its rows say, with one organization in the table, with two, with one in doubt', async () => {
    const own = { found: ['pat-1', 'pat-3'], other: undefined }
    expect(await seen()).to.deep.equal({ keys: ['1'], ...own })
    await write(`insert into "ORG" values (2, 'America/New_York', 'Y')`)
    expect(await seen()).to.deep.equal({ keys: ['1', '2'], ...own })
    await write(`update "ORG" set "TZ" = 'Mars/Olympus' where "ID" = 2`)
    expect(await seen()).to.deep.equal({ keys: ['1'], ...own })
    await write(`update "ORG" set "ACTV" = 'N' where "ID" = 2`)
    expect(await seen()).to.deep.equal({ keys: ['1'], ...own })
  })

  it('is all there is where the mapping is of one organization and names none', async () => {
    await withWorld(one, async (world) => {
      expect(await world.ids('Patient')).to.deep.equal(['pat-1', 'pat-2', 'pat-3'])
      expect(await world.read('Patient', 'pat-2')).to.deep.include({ name: [{ text: 'Bob' }] })
    })
  })
})
