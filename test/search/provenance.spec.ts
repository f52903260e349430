/** `over:` gives each row of other sources a Provenance: of the same row, found by what it is about, and by whom that may be seen. */
import { expect } from 'chai'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { callerWith, idsOf, serve, type Bundle, type Resource, type Served } from './served.ts'

const files: Readonly<Record<string, string>> = {
  'system.yaml': 'tenants: { from: org o, key: o.org_id, zone: =o.tz }\n',
  'org.yaml': `
resource: Organization
source: org
from: org o
key: o.org_id
tenant: o.org_id
patient: shared
map: { active: 'true', name: =o.tz }
`,
  'prac.yaml': `
resource: Practitioner
source: prac
from: usr u
key: u.usr_id
patient: shared
map: { name: [{ family: =u.nm }] }
`,
  'pat.yaml': `
resource: Patient
source: pat
from: pt p
key: p.id
id: "P{p.id}"
tenant: p.org
patient: p.id
updated: =p.upd | local ?? 1995-01-01
exclude: { p.st: D }
merged: { when: { p.st: M }, into: p.into_id, results: survivor }
map: { name: [{ family: =p.nm }] }
`,
  'vit.yaml': `
resource: Observation
source: vit
from: vital v
join: { u: usr u on u.login = v.login }
key: v.id
patient: =v.pt | ref(pat)
updated: { first: [=v.upd | local, 2000-01-01] }
exclude: { v.st: X }
map: { status: final, code: { text: a vital sign } }
kinds:
  '8867-4': { when: { v.pulse: any }, map: { value: { Quantity: '=v.pulse | quantity(/min)' } } }
  '9279-1': { when: { v.resp: any }, map: { value: { Quantity: '=v.resp | quantity(/min)' } } }
`,
  'dx.yaml': `
resource: Condition
source: dx
from: visit e
key: e.id
patient: =e.pt | ref(pat)
kinds: { each: 'columns(e.dx1 e.dx2)' }
map: { code: { text: =it } }
`,
  'team.yaml': `
resource: CareTeam
source: team
from: member m
group: { key: [m.pt, m.nr], order: m.seq }
patient: =m.pt | ref(pat)
updated: =max(m.upd) | local ?? 2011-01-01
map: { status: active, participant: [{ each: group, role: { text: =m.role } }] }
`,
  'prv.yaml': `
resource: Provenance
source: prv
profile: us-core-provenance
over:
  - of: vit
    author: { first: [=u.usr_id | ref(prac), { display: =row.login }, =patient.org | ref(org)] }
  - of: pat
    join: { w: usr w on w.usr_id = row.usr }
  - of: [dx, team]
    author: =patient.org | ref(org)
    onBehalfOf: { none: true }
author: { first: [=w.usr_id | ref(prac), =patient.org | ref(org)] }
onBehalfOf: =patient.org | ref(org)
transmitter: =patient.org | ref(org)
map: { activity: { text: entry } }
`,
}

const tables: readonly string[] = [
  ...['member', 'visit', 'vital', 'pt', 'usr', 'org'].map((name) => `drop table if exists ${name}`),
  'create table org (org_id int primary key, tz varchar(20))',
  'create table usr (usr_id int primary key, login varchar(10) unique, nm varchar(20))',
  'create table pt (id int primary key, org int, st varchar(2), into_id int, nm varchar(20), usr int, upd timestamp null)',
  'create table vital (id int primary key, pt int, st varchar(2), pulse int, resp int, login varchar(10), upd timestamp null)',
  'create table visit (id int primary key, pt int, dx1 varchar(6), dx2 varchar(6))',
  'create table member (pt int, nr int, seq int, role varchar(9), upd timestamp null, primary key (pt, nr, seq))',
  'create index vital_pt on vital (pt)',
  'create index visit_pt on visit (pt)',
  "insert into org values (1, 'UTC'), (2, 'UTC')",
  "insert into usr values (1, 'ada', 'Ada'), (2, 'ben', 'Ben')",
  `insert into pt values (1, 1, 'A', null, 'Doe', 1, '2024-01-02 03:04:05'), (2, 1, 'A', null, 'Roe', null, null), (3, 1, 'M', 1, 'Doe', 2, null),
    (4, 1, 'D', null, 'Poe', 1, null), (5, 2, 'A', null, 'Far', 1, null)`,
  `insert into vital values (1, 1, 'A', 60, 12, 'ada', '2024-02-03 00:00:00'), (2, 1, 'A', 61, null, 'zoe', null), (3, 1, 'X', 62, 13, 'ada', null),
    (4, 2, 'A', 63, 14, 'ben', null), (5, 3, 'A', 64, null, null, null), (6, 4, 'A', 65, 15, 'ada', null), (7, 5, 'A', 66, 16, 'ada', null)`,
  "insert into visit values (1, 1, 'A', 'B'), (2, 2, null, 'C')",
  "insert into member values (1, 1, 1, 'nurse', '2023-01-01 00:00:00'), (1, 1, 2, 'doctor', '2023-06-01 00:00:00')",
]

const textFor = (name: string, text: string): string =>
  name === 'sqlite'
    ? text.replaceAll('timestamp null', 'datetime')
    : text.replaceAll('timestamp null', name === 'postgres' ? 'timestamp(0)' : 'datetime')

interface Agent {
  readonly who: { readonly reference?: string; readonly display?: string }
  readonly onBehalfOf?: { readonly reference: string }
}

const agentsOf = (resource: Resource | undefined): readonly Agent[] => resource?.['agent'] as readonly Agent[]
const whoOf = ({ who, onBehalfOf }: Agent): string =>
  [who.reference ?? who.display, ...(onBehalfOf ? [onBehalfOf.reference] : [])].join(' for ')
const included = (bundle: Bundle): readonly string[] => idsOf(bundle, 'include')

/** Counts the statements that a caller's search comes to. */
function counting(database: PooledDatabase): { database: PooledDatabase; readonly count: () => number } {
  let count = 0
  const read = (...asked: Parameters<PooledDatabase['read']>): ReturnType<PooledDatabase['read']> => {
    count++
    return database.read(...asked)
  }
  return { database: { ...database, read }, count: () => count }
}

onEachEngine([sqlite, postgres, mariadb], (engine) =>
  describe(`Provenance over other sources on ${engine.dialect}`, () => {
    let served: Served
    const read = (id: string): Promise<Resource | undefined> => served.read('Provenance', id)
    const timeOf = async (id: string): Promise<string> => new Date(String((await read(id))?.['recorded'])).toISOString()
    const found = async (query: string): Promise<readonly string[]> => idsOf(await served.search(`Provenance?${query}`))

    before(async function () {
      this.timeout(20_000)
      served = await serve(
        engine,
        tables.map((text) => textFor(engine.dialect, text)),
        files,
      )
    })
    after(() => served?.close())

    it('is of the row, and names the resource of its kind, whatever the id is made of', async () => {
      const targets = await Promise.all(
        ['prv-vit-1-9279-1', 'prv-P1', 'prv-dx-1.2', 'prv-team-1.1'].map(async (id) => (await read(id))?.['target']),
      )
      const names = ['Observation/vit-1-9279-1', 'Patient/P1', 'Condition/dx-1.2', 'CareTeam/team-1.1']
      expect(targets).to.deep.equal(names.map((reference) => [{ reference }]))
    })

    it('says who wrote and who hands on, by the row, its joins, and the row of its patient', async () => {
      expect(agentsOf(await read('prv-vit-1-8867-4')).map(whoOf)).to.deep.equal([
        'Practitioner/prac-1 for Organization/org-1',
        'Organization/org-1',
      ])
      const first = async (id: string): Promise<string> => whoOf(agentsOf(await read(id))[0]!)
      expect(await first('prv-vit-2-8867-4')).to.equal('zoe for Organization/org-1')
      expect(await first('prv-vit-5-8867-4')).to.equal('Organization/org-1 for Organization/org-1')
      expect(await first('prv-P1')).to.equal('Practitioner/prac-1 for Organization/org-1')
      expect(await first('prv-P2')).to.equal('Organization/org-1 for Organization/org-1')
      expect(await first('prv-team-1.1')).to.equal('Organization/org-1')
      expect((await read('prv-P1'))?.['activity']).to.deep.equal({ text: 'entry' })
    })

    it('says when, and where nobody wrote it down that it is not known: the day at the end of updated: is none', async () => {
      expect(await timeOf('prv-P1')).to.equal('2024-01-02T03:04:05.000Z')
      expect(await timeOf('prv-team-1.1')).to.equal('2023-06-01T00:00:00.000Z')
      expect(await read('prv-vit-2-8867-4')).to.have.nested.property('_recorded.extension')
      expect(await found('recorded=lt2023-12-31')).to.deep.equal(['prv-team-1.1'])
    })

    it('is there for what is served, and for nothing else', async () => {
      const all = await found('_count=100')
      const about = [...(await served.search('Observation?_count=100')).entry!].map(
        ({ resource: { id } }) => `prv-${id}`,
      )
      expect(all.filter((id) => id.startsWith('prv-vit'))).to.deep.equal(about)
      expect(about)
        .to.not.include('prv-vit-3-8867-4')
        .and.not.include('prv-vit-6-8867-4')
        .and.not.include('prv-vit-7-8867-4')
      for (const id of ['prv-vit-3-8867-4', 'prv-vit-7-8867-4', 'prv-P4', 'prv-P5', 'prv-vit-1', 'vit-1-8867-4'])
        expect(await read(id).catch(() => undefined), id).to.equal(undefined)
    })

    it('is found by what it is about, one kind of a row and not its sibling, and by the patient where that is the patient', async () => {
      expect(await found('target=Observation/vit-1-8867-4')).to.deep.equal(['prv-vit-1-8867-4'])
      expect(await found('target=Observation/vit-1-8867-4,Condition/dx-1.1,Patient/P1')).to.have.members([
        'prv-vit-1-8867-4',
        'prv-dx-1.1',
        'prv-P1',
      ])
      expect(await found('target=Observation/vit-1')).to.deep.equal([])
      expect(await found('patient=P1')).to.deep.equal(['prv-P1'])
      expect(await found('agent=Practitioner/prac-2')).to.have.members([
        'prv-P3',
        'prv-vit-4-8867-4',
        'prv-vit-4-9279-1',
      ])
    })

    it('comes along with what it is about, and brings it along, no kind beside it', async () => {
      expect(included(await served.search('Observation?patient=P1&_revinclude=Provenance:target'))).to.have.members([
        'prv-vit-1-8867-4',
        'prv-vit-1-9279-1',
        'prv-vit-2-8867-4',
        'prv-vit-5-8867-4',
      ])
      expect(included(await served.search('Patient?_id=P1&_revinclude=Provenance:target'))).to.deep.equal(['prv-P1'])
      expect(included(await served.search('Provenance?_id=prv-vit-1-9279-1&_include=Provenance:target'))).to.deep.equal(
        ['vit-1-9279-1'],
      )
    })

    it('comes in one statement a source, however many rows there are', async () => {
      const statements = async (patient: string): Promise<number> => {
        const counted = counting(served.database)
        const caller = callerWith(served.mapping, counted.database, {})
        await caller.search(`Observation?patient=${patient}&_revinclude=Provenance:target&_count=50`)
        return counted.count()
      }
      expect(await statements('P1')).to.equal(2)
      expect(await statements('P2')).to.equal(2)
    })

    it('is of the compartment of what it is about', async () => {
      const caller = served.as({ scope: 'patient/*.rs', patient: 'P1' })
      const seen = idsOf(await caller.search('Provenance?_count=100'))
      expect(seen).to.include.members(['prv-P1', 'prv-vit-1-8867-4', 'prv-vit-5-8867-4', 'prv-dx-1.1', 'prv-team-1.1'])
      expect(seen.filter((id) => /^prv-(?:vit-4|P2|P3|dx-2)/.test(id))).to.deep.equal([])
      expect(await caller.read('Provenance', 'prv-vit-4-8867-4').catch(() => undefined)).to.equal(undefined)
      const narrow = served.as({ scope: 'patient/Observation.rs', patient: 'P1' })
      expect(included(await narrow.search('Observation?_revinclude=Provenance:target'))).to.deep.equal([])
    })
  }),
)
