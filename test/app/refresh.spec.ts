/** Code tables and organizations are read anew while the gateway runs; what is broken or empty changes nothing. */
import { expect } from 'chai'
import { setTimeout as wait } from 'node:timers/promises'
import type { Event } from '../../src/app/events.ts'
import { keepFresh, startMapping, toLoaded, type LiveMapping } from '../../src/app/live-mapping.ts'
import { createMetrics } from '../../src/app/metrics.ts'
import type { Database } from '../../src/rows/database.ts'
import { openDatabase } from '../../src/rows/open.ts'
import { sqlite } from '../rows/engines.ts'
import { loadFiles } from '../search/world.ts'

const tables = [
  ...['PT', 'CD', 'ORG'].map((name) => `drop table if exists "${name}"`),
  'create table "ORG" ("ID" integer not null primary key, "TZ" varchar(30))',
  'create table "PT" ("ID" integer not null primary key, "ORG_ID" integer, "LANG" varchar(4))',
  'create table "CD" ("CD" varchar(4) not null primary key, "STD" varchar(10))',
  `insert into "ORG" values (1, 'UTC')`,
  `insert into "CD" values ('S', 'es')`,
]

const files = {
  'system.yaml': `
tenants: { from: ORG o, key: o.ID, zone: =o.TZ }
codes: { lang: { table: CD c, local: c.CD, code: c.STD, in: 'urn:ietf:bcp:47', else: drop } }`,
  'pat.yaml': `
resource: Patient
source: pat
from: PT p
key: p.ID
tenant: p.ORG_ID
patient: p.ID
map: { communication: [{ language: =p.LANG | codes(lang) }] }`,
}

describe('tables that the mapping has read', () => {
  let database: Database
  let live: LiveMapping
  let events: Event[]

  beforeEach(async () => {
    await sqlite.write(...tables)
    database = await openDatabase({ url: sqlite.url })
    events = []
    live = await startMapping(
      async () => toLoaded(await loadFiles(sqlite, files, database)),
      (event) => void events.push(event),
    )
  })
  afterEach(() => database.close())

  /** What the code list makes of a text, by the mapping in force. */
  function served(text: string): unknown {
    const mapping = live.current()
    const [kind] = mapping.byName.get('pat')!.kinds
    const [communication] = kind!.tree.children.filter(({ element }) => element === 'communication')
    const node = communication!.occurrences[0]!.node
    const hole = node.kind === 'element' ? node.children[0]!.occurrences[0]!.node : node
    const facts = { tenant: mapping.tenants.get('1')!, now: 0, merged: new Map() }
    return hole.kind === 'hole' ? hole.lens.forward([text], facts) : undefined
  }

  it('are the same mapping where no row has changed', async () => {
    const before = live.current()
    await live.refresh()
    expect(live.current()).to.equal(before)
    expect(events.at(-1)).to.deep.include({ kind: 'tables-read', isChanged: false })
  })

  it('are read anew as a whole', async () => {
    const before = live.current()
    await sqlite.write(`insert into "CD" values ('F', 'fr')`, `insert into "ORG" values (2, 'UTC')`)
    expect(served('F')).to.equal(undefined)
    await live.refresh()
    expect(served('F')).to.deep.equal({ coding: [{ system: 'urn:ietf:bcp:47', code: 'fr' }] })
    expect([...live.current().tenants.keys()]).to.deep.equal(['1', '2'])
    expect(live.current()).to.not.equal(before)
    expect(live.current().hash).to.equal(before.hash)
    expect(events.at(-1)).to.deep.include({ kind: 'tables-read', isChanged: true })
  })

  const broken: readonly (readonly [string, string, RegExp])[] = [
    ['an empty code table', 'delete from "CD"', /^The table of the code list lang is empty: it had 1 rows\.$/],
    [
      'no organization',
      'delete from "ORG"',
      /^system\.yaml:2:10 error: ORG has no row: there is no organization to serve$/,
    ],
    ['organizations in doubt', `update "ORG" set "TZ" = 'x'`, /error: 1 of 1 rows of ORG are no tenants/],
    ['a table that is gone', 'drop table "CD"', /^It could not be read: \w+/],
  ]
  for (const [title, statement, problem] of broken) {
    it(`stay as they were with ${title}, however they are read`, async () => {
      const before = live.current()
      await sqlite.write(statement)
      await live.refresh()
      expect(live.current()).to.equal(before)
      expect(events.at(-1)).to.have.property('kind', 'tables-refused')
      expect((events.at(-1) as { problems: readonly string[] }).problems.join()).to.match(problem)
      if (title !== 'a table that is gone') {
        await live.reload()
        expect(live.current()).to.equal(before)
        expect(events.at(-1)).to.have.property('kind', 'mapping-refused')
      }
      await sqlite.write(...tables)
      await live.refresh()
      expect(events.at(-1)).to.deep.include({ kind: 'tables-read', isChanged: false })
    })
  }

  it('tell what is in doubt as warnings, once', async () => {
    await sqlite.write(`insert into "ORG" values (2, 'x')`)
    await live.refresh()
    await live.refresh()
    const warnings = events.flatMap((each) => (each.kind === 'warning' ? [each.text] : []))
    expect(warnings).to.have.length(1)
    expect(warnings[0]).to.match(/^system.yaml:2:10 warning: 1 of 2 rows of ORG are no tenants/)
  })

  it('are read by their age, until the gateway stops', async () => {
    let count = 0
    const end = keepFresh({ refresh: async () => void count++ }, 5)
    await wait(60)
    end()
    const then = count
    expect(then).to.be.greaterThan(1)
    await wait(30)
    expect(count).to.equal(then)
    keepFresh({ refresh: async () => void count++ }, 0)
    await wait(20)
    expect(count).to.equal(then)
  })

  it('have an age and failures that are counted', async () => {
    const metrics = createMetrics()
    metrics.note({ kind: 'tables-read', isChanged: false, ms: 1 })
    metrics.note({ kind: 'tables-refused', problems: [] })
    const text = await metrics.print()
    expect(text).to.match(/^portico_tables_age_seconds 0(\.\d+)?$/m)
    expect(text).to.match(/^portico_events_total\{kind="tables-refused"\} 1$/m)
  })
})
