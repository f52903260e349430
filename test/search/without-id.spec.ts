/** Rows whose key makes no id: never given, never counted, and never passed over in silence. */
import { expect } from 'chai'
import { checkIds } from '../../src/cli/check/ids.ts'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { idsOf, serve, toldIn, opened } from './served.ts'

const long = 'L'.repeat(70)

const files = {
  'system.yaml': 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n',
  'pat.yaml': `
resource: Patient
source: pat
from: pat p
key: p.nr
tenant: p.org_id
patient: p.nr
map: { name: [{ family: =p.nm }] }
`,
  'team.yaml': `
resource: CareTeam
source: team
from: team t
group: { key: [t.pat_nr, t.team_no], order: t.mbr }
patient: =t.pat_nr | ref(pat)
map: { status: active, name: =first(t.nm) }
`,
  'loc.yaml': `
resource: Location
source: loc
from: loc l
key: l.cd
tenant: l.org_id
patient: shared
map: { status: active, name: =l.nm }
`,
}

const statements = [
  ...['org', 'pat', 'team', 'loc'].map((name) => `drop table if exists ${name}`),
  'create table org (org_id integer not null primary key, tz varchar(20))',
  "insert into org values (1, 'UTC')",
  'create table pat (nr integer not null primary key, org_id integer, nm varchar(20))',
  "insert into pat values (1, 1, 'A'), (2, 1, 'B')",
  'create table team (pat_nr integer, team_no integer, mbr integer, nm varchar(20))',
  ...[1, 2, 3].map((no) => `insert into team values (1, ${no}, 1, 'T${no}')`),
  "insert into team values (1, null, 1, 'NONE'), (1, null, 2, 'NONE'), (2, 1, 1, 'T'), (2, null, 1, 'NONE')",
  'create table loc (cd varchar(80), org_id integer, nm varchar(20))',
  `insert into loc values ('A', 1, 'A'), (null, 1, 'NONE'), ('${long}', 1, 'LONG'), ('B', 1, 'B'), (null, 1, 'NONE')`,
]

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  describe('a row that can have no id', () => {
    const served = opened(() => serve(engine, statements, files))

    for (const count of [1, 2, 3, 100]) {
      it(`ends no page of ${count} too early or in an error, and is told of once`, async () => {
        const pages = await served.pages(`CareTeam?patient=pat-1&_count=${count}&_total=accurate`)
        expect(pages.flatMap((page) => idsOf(page))).to.deep.equal(['team-1.1', 'team-1.2', 'team-1.3'])
        expect(pages.map(({ total }) => total)).to.deep.equal(pages.map(() => 3))
        expect(pages.flatMap(toldIn)).to.deep.equal([
          '1 resource matches and cannot be given: the key of the row makes no logical id. The source is team.',
        ])
      })
    }

    it('is told of where it stands and at the end, sorted or not, and counted nowhere', async () => {
      for (const sort of ['', '&_sort=name', '&_sort=-_id']) {
        const pages = await served.pages(`Location?_count=1&_total=accurate${sort}`)
        expect(pages.flatMap((page) => idsOf(page))).to.have.members(['loc-A', 'loc-B'])
        expect(pages.map(({ total }) => total)).to.deep.equal(pages.map(() => 2))
        const told = pages.flatMap(toldIn).map((text) => Number(text.split(' ')[0]))
        expect(told.reduce((sum, each) => sum + each, 0)).to.equal(3)
      }
      expect((await served.search('Location?_summary=count')).total).to.equal(2)
    })

    it('is counted by check, by what its key lacks', async () => {
      const findings = await checkIds(served.mapping, served.database)
      const told = findings.map(({ what, rows, severity }) => `${severity} ${what}: ${rows}`)
      expect(told).to.have.members(['warning team (pat_nr, team_no): 2', 'warning loc (cd): 2', 'warning loc (cd): 1'])
      expect(findings.map(({ message }) => message)).to.include(
        'the key is too long for an id of 64 characters: such rows are served by no search and no read',
      )
      expect(findings.filter(({ hint }) => hint?.startsWith('Write id: hash in the source'))).to.have.length(1)
    })

    it('is told of among what is included', async () => {
      const bundle = await served.search('Patient?_id=pat-2&_revinclude=CareTeam:patient')
      expect(idsOf(bundle, 'include')).to.deep.equal(['team-2.1'])
      expect(toldIn(bundle)).to.have.length(1)
    })
  })
})
