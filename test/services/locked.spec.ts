/** A table that somebody has locked holds up those who ask of it, and nobody else. */
import { expect } from 'chai'
import pg from 'pg'
import { setTimeout as wait } from 'node:timers/promises'
import { oneOrganization, openPlace, type Place } from '../engines/place.ts'
import { onEachEngine, postgres } from '../rows/engines.ts'

const files = {
  'system.yaml': oneOrganization,
  'observation.yaml': `
resource: Observation
source: obs
from: obs o
key: o.id
patient: never
map: { status: final, code: { text: =o.c } }
`,
  'practitioner.yaml': `
resource: Practitioner
source: prac
from: prac p
key: p.id
patient: shared
map: { active: true, name: { family: =p.n } }
`,
}

const statements = ['obs', 'prac'].flatMap((table) => [
  `drop table if exists ${table}`,
  `create table ${table} (id integer not null primary key, ${table === 'obs' ? 'c' : 'n'} varchar(20))`,
  `insert into ${table} values (1, 'one')`,
])

/** Twice as many as a pool has connections. */
const askers = 20

describe('a locked table', function () {
  this.timeout(60_000)
  onEachEngine([postgres], (engine) => {
    let place: Place
    let owner: pg.Client

    before(async () => {
      await engine.write(...statements)
      place = await openPlace(engine, files)
      owner = new pg.Client(engine.url)
      await owner.connect()
    })
    after(async () => {
      await owner.end()
      await place.close()
    })

    const waiting = async (): Promise<number> => {
      const { rows } = await owner.query(
        "select count(*)::int n from pg_locks where relation = 'obs'::regclass and not granted",
      )
      return (rows as { n: number }[])[0]?.n ?? 0
    }

    it('holds up searches of its type, none of another', async () => {
      await owner.query('begin')
      await owner.query('lock table obs in access exclusive mode')
      const held = Promise.allSettled(Array.from({ length: askers }, () => place.find('Observation?_id=obs-1')))
      for (let count = 0; count < 8; count = await waiting()) await wait(20)
      expect(await place.find('Practitioner?_id=prac-1')).to.deep.equal(['prac-1'])
      expect(await waiting()).to.equal(8)
      await owner.query('rollback')
      const [first] = await held
      expect(first).to.deep.equal({ status: 'fulfilled', value: ['obs-1'] })
    })
  })
})
