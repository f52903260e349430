/** A source whose resources are made of many rows each: the same proof as for the others, on a mapping of its own. */
import Sqlite from 'better-sqlite3'
import { expect } from 'chai'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedDatabase } from '../../scripts/demo/database/seed.ts'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { openDatabase } from '../../src/rows/open.ts'
import { loadLiveMapping } from '../../src/search/load.ts'
import { defaultAmount, type Subject } from '../../src/verify/runner/model.ts'
import { verify } from '../../src/verify/runner/runner.ts'

const careTeam = `
resource: CareTeam
source: ct
from: CARE_TEAM m
group: { key: [m.PAT_ID, m.TEAM_NO], order: m.MBR_NO }
patient: =m.PAT_ID | ref(pat)
updated: =max(m.LAST_UPD_DTTM) | local ?? 2011-01-01
map:
  status: active
  name: =first(m.TEAM_NM)
  participant:
    each: group
    role: { text: =m.ROLE_CD }
    member: { case: m.MBR_TYP, P: =m.PROV_ID | ref(prac), S: =m.PAT_ID | ref(pat), F: =m.FAC_ID | ref(orgf) }
    period: { start: =m.EFF_DT | date(yyyymmdd), end: =m.TERM_DT | date(yyyymmdd) }
`

const columns =
  'PAT_ID, TEAM_NO, MBR_NO, ORG_ID, MBR_TYP, PROV_ID, FAC_ID, ROLE_CD, TEAM_NM, EFF_DT, TERM_DT, STAT_CD, LAST_UPD_DTTM'

/** Three patients with a team of one to four members, the second with two teams. */
const members = [
  [1, 1, 1, 1, 'P', 1, null, 'PCP ', 'DIABETES', '20200101', '', 'A', '2024-01-01 10:00:00.000'],
  [1, 1, 2, 1, 'S', null, null, 'PAT ', 'DIABETES TEAM', '20200201', '20230101', 'A', '2024-06-01 10:00:00.000'],
  [4, 1, 1, 1, 'F', null, 1, 'CLIN', '', '20190000', '', 'A', null],
  [4, 2, 1, 1, 'P', 1, null, 'PCP ', null, '', '', 'I', '2022-02-02 08:00:00.000'],
  [4, 2, 2, 1, 'P', 1, null, 'SPEC', 'SECOND', '20210315', '20991231', 'A', '2022-03-02 08:00:00.000'],
]

describe('a group source', () => {
  let folder: string
  let subject: Subject & { database: Awaited<ReturnType<typeof openDatabase>> }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-group-'))
    const url = `sqlite:${join(folder, 'demo.sqlite')}`
    await seedDatabase({ url, patients: 20, seed: 3 })
    const tables = new Sqlite(join(folder, 'demo.sqlite'))
    tables.exec('DELETE FROM CARE_TEAM')
    const insert = tables.prepare(`INSERT INTO CARE_TEAM (${columns}) VALUES (${columns.replace(/\w+/g, '?')})`)
    for (const member of members) insert.run(member)
    tables.close()
    await cp('mappings/clinprd', join(folder, 'mapping'), { recursive: true })
    await writeFile(join(folder, 'mapping', 'care-team.yaml'), careTeam)
    const database = await openDatabase({ url })
    const options = { schema: await introspect({ url }), usCore: '6.1.0' as const }
    const { mapping, diagnostics } = await loadLiveMapping(join(folder, 'mapping'), options, database)
    if (mapping === undefined) throw new Error(JSON.stringify(diagnostics))
    const limits = { defaultCount: 50, maximumCount: 1000, scanRows: 50_000, gatherRows: 50_000, maximumIncluded: 1000 }
    subject = { mapping, database, limits }
  })

  after(async () => {
    await subject.database.close()
    await rm(folder, { recursive: true })
  })

  it('is searched, read, sorted, paged and included as the oracle says', async () => {
    const failed: unknown[] = []
    let passed = 0
    for await (const result of verify(subject, { ...defaultAmount, types: ['CareTeam'], organizations: ['1'] })) {
      if (result.outcome === 'failed') failed.push(result)
      if (result.outcome === 'passed') passed++
    }
    expect(failed).to.deep.equal([])
    expect(passed).to.be.above(50)
  })
})
