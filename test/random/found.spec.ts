/** What random mappings found, as small as it was: each held again, by all the proofs. */
import { expect } from 'chai'
import { parse } from 'yaml'
import type { Kind } from './columns.ts'
import { openSqlite, type Engine } from './engines.ts'
import type { Case, TablePlan, TreeMap } from './model.ts'
import { printFailure } from './print.ts'
import { tryCase } from './run.ts'

/** `OB: ID integer, C varchar`, the first column being the key, and rows of texts. */
function table(head: string, ...rows: readonly (readonly (string | null)[])[]): TablePlan {
  const [name = '', columns = ''] = head.split(': ')
  const plans = columns.split(', ').map((each) => {
    const [column = '', kind = 'varchar'] = each.split(' ')
    return { name: column, kind: kind as Kind, role: 'word' as const }
  })
  return { name, columns: plans, key: [plans[0]?.name ?? ''], indexes: [], rows }
}

const system: TreeMap = {
  tenants: { one: { key: '1', zone: 'America/Chicago' } },
  nulls: ['', '00000000', 'n/a'],
}

const sourcesOf = (text: string): readonly TreeMap[] =>
  text.split('---').map((each) => parse(each, { schema: 'failsafe' }) as TreeMap)

const caseOf = (sources: string, ...tables: readonly TablePlan[]): Case => ({
  seed: 1,
  tables,
  system,
  lists: {},
  sources: sourcesOf(sources),
  forms: [],
})

const found: Readonly<Record<string, Case>> = {
  'a total where kinds ask of a joined table': caseOf(
    `
resource: Practitioner
source: prac
from: PR d
join: { j: JN j on j.ID = d.JN }
key: d.ID
patient: shared
kinds:
  - { when: { j.C: any }, map: { active: 'true' } }
  - { map: { active: 'false' } }
`,
    table('PR: ID integer, JN integer', ['1', '1'], ['2', '2'], ['3', null]),
    table('JN: ID integer, C varchar', ['1', 'A'], ['2', null]),
  ),
  'a sentinel in other letters': caseOf(
    `
resource: Practitioner
source: prac
from: PR d
key: d.ID
patient: shared
map: { identifier: { system: urn:x, value: =d.C | lower }, name: { family: =d.C }, active: =d.C | lower | is(n/a) }
`,
    table('PR: ID integer, C varchar', ['1', 'N/A'], ['2', 'n/a'], ['3', ' N/a'], ['4', 'n/a '], ['5', null]),
  ),
  'letters of other scripts behind a change of case': caseOf(
    `
resource: Practitioner
source: prac
from: PR d
key: d.ID
patient: shared
map: { identifier: [{ system: urn:u, value: =d.C | upper }, { system: urn:l, value: =d.C | lower }], name: { family: =d.C | title } }
`,
    table(
      'PR: ID integer, C varchar',
      ['1', 'straße'],
      ['2', 'STRASSE'],
      ['3', 'ırmak'],
      ['4', '\u212aelvin'],
      ['5', 'ΟΔΟΣ'],
    ),
  ),
  'a constant and a column beside the pieces of a text': caseOf(
    `
resource: AllergyIntolerance
source: alg
from: AL a
key: a.ID
patient: never
map:
  patient: { display: x }
  reaction: { each: 'split(a.CDS ;)', manifestation: { text: =it }, severity: severe, description: =a.C, onset: '2020' }
`,
    table(
      'AL: ID integer, CDS varchar, C varchar',
      ['1', null, 'A'],
      ['2', ' ; ', 'B'],
      ['3', 'x;y', 'C'],
      ['4', 'z', null],
    ),
  ),
  'a text with a backslash': caseOf(
    `
resource: Practitioner
source: prac
from: PR d
key: d.ID
patient: shared
map: { name: { family: =d.C }, identifier: { system: urn:x, value: =d.C } }
`,
    table('PR: ID integer, C varchar', ['1', 'a\\b'], ['2', 'a']),
  ),
}

describe('What random mappings found', function () {
  this.timeout(60_000)
  let engine: Engine

  before(() => {
    engine = openSqlite()
  })
  after(() => engine.close())

  for (const [title, made] of Object.entries(found)) {
    it(`${title} is right`, async () => {
      const { failure, refused } = await tryCase(made, engine)
      expect(refused ?? []).to.deep.equal([])
      expect(failure === undefined ? '' : printFailure(failure)).to.equal('')
    })
  }
})
