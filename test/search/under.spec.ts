/** `under:` ties child rows to the child row around them: what belongs to another, or to none, is neither printed nor found. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { idsOf, serve, type Resource, type Served } from './served.ts'

const files: Readonly<Record<string, string>> = {
  'system.yaml': 'tenants: { one: { key: "1", zone: UTC } }\n',
  'plan.yaml': `
resource: CarePlan
source: plan
from: { table: plan, as: p, rows: 3 }
key: p.id
patient: shared
rows:
  steps: { from: step s, on: s.plan = p.id, order: s.nr }
  codes: { from: code c, on: c.plan = p.id, order: c.seq }
map:
  status: active
  intent: plan
  subject: { display: somebody }
  activity:
    - each: steps
      detail:
        status: unknown
        description: =s.nm
        code: { coding: [{ each: codes, under: c.step = s.nr, system: 'http://x.example', code: =c.cd }] }
`,
}

const tables: readonly string[] = [
  ...['code', 'step', 'plan'].map((name) => `drop table if exists ${name}`),
  'create table plan (id int primary key)',
  'create table step (plan int, nr varchar(4), nm varchar(20), primary key (plan, nr))',
  'create table code (plan int, seq int, step varchar(4), cd varchar(10), primary key (plan, seq))',
  'insert into plan values (1), (2), (3)',
  "insert into step values (1, 'a', 'one'), (1, 'b', 'two'), (2, 'a', 'only'), (3, 'a', 'bare')",
  `insert into code values (1, 1, 'a', 'X'), (1, 2, 'b', 'Y'), (1, 3, 'a', 'Z'), (1, 4, null, 'N'), (2, 1, 'b', 'Y'), (2, 2, 'a', 'W'), (3, 1, 'q', 'X')`,
]

interface Activity {
  readonly detail: { readonly description: string; readonly code?: { readonly coding: readonly { code: string }[] } }
}

const printed = (resource: Resource | undefined): readonly string[] =>
  ((resource?.['activity'] ?? []) as readonly Activity[]).map(
    ({ detail: { description, code } }) =>
      `${description}: ${code?.coding.map((each) => each.code).join() ?? 'nothing'}`,
  )

onEachEngine([sqlite, postgres, mariadb], (engine) =>
  describe('child rows under others', () => {
    let served: Served
    const found = async (query: string): Promise<readonly string[]> => idsOf(await served.search(`CarePlan?${query}`))

    before(async () => {
      served = await serve(engine, tables, files)
    })
    after(() => served?.close())

    it('are printed with the row that they belong to', async () => {
      expect(printed(await served.read('CarePlan', 'plan-1'))).to.deep.equal(['one: X,Z', 'two: Y'])
      expect(printed(await served.read('CarePlan', 'plan-2'))).to.deep.equal(['only: W'])
      expect(printed(await served.read('CarePlan', 'plan-3'))).to.deep.equal(['bare: nothing'])
    })

    it('are found, missing and counted as they are printed', async () => {
      expect(await found('activity-code=Y')).to.deep.equal(['plan-1'])
      expect(await found('activity-code=X')).to.deep.equal(['plan-1'])
      expect(await found('activity-code=N')).to.deep.equal([])
      expect(await found('activity-code:not=Y')).to.deep.equal(['plan-2', 'plan-3'])
      expect(await found('activity-code:missing=true')).to.deep.equal(['plan-3'])
      expect(await found('activity-code:missing=false')).to.deep.equal(['plan-1', 'plan-2'])
      expect((await served.search('CarePlan?activity-code=X,W&_total=accurate')).total).to.equal(2)
    })
  }),
)
