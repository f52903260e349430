/** Joins find one row, or the mapping says which wins. */
import { expect } from 'chai'
import { faults, mappingOf, patient, practitioner } from './clinic.ts'

const observation = (head: string): string => `resource: Observation
source: x
from: VIT_SGN v
key: v.VIT_ID
patient: =v.PAT_ID | ref(pat)
${head}
map: { status: final, code: { text: =v.LAB_TXT } }`

const faultsOf = (head: string) =>
  faults({ 'pat.yaml': patient('gender: female'), 'prac.yaml': practitioner, 'x.yaml': observation(head) })

describe('a join', () => {
  it('takes a key of its table, in parts and with constants', async () => {
    expect(await faultsOf('join: { n: PAT_NAME_HX n on n.NAME_HX_ID = v.PULSE }')).to.deep.equal([])
    expect(
      await faultsOf("join: { c: CODE_TBL c on c.CD_TYP = 'K' and c.CD_VAL = v.CATG and c.ORG_ID = '0' }"),
    ).to.deep.equal([])
    expect(await faultsOf('join: { n: { from: PAT_NAME_HX n, on: n.NAME_HX_ID = v.PULSE } }')).to.deep.equal([])
  })

  const wrong: readonly (readonly [string, string, string])[] = [
    [
      'columns that are no key',
      'join: { n: PAT_NAME_HX n on n.PAT_ID = v.PAT_ID }',
      '6:12 error: PAT_ID may name several rows of PAT_NAME_HX, and a join takes one (its keys: (NAME_HX_ID); or say which row wins: { from: ..., on: ..., newest: n.COLUMN })',
    ],
    [
      'a part of a key',
      "join: { c: CODE_TBL c on c.CD_TYP = 'K' and c.CD_VAL = v.CATG }",
      '6:12 error: CD_TYP, CD_VAL may name several rows of CODE_TBL, and a join takes one (its keys: (CD_TYP, CD_VAL, ORG_ID); or say which row wins: { from: ..., on: ..., newest: c.COLUMN })',
    ],
    [
      'a key that is compared by less',
      'join: { n: PAT_NAME_HX n on n.NAME_HX_ID < v.PULSE }',
      '6:12 error: nothing may name several rows of PAT_NAME_HX, and a join takes one (its keys: (NAME_HX_ID); or say which row wins: { from: ..., on: ..., newest: n.COLUMN })',
    ],
    [
      'a text of its own of which no key is stated',
      `join: { n: { from: { sql: select 1, as: n }, on: n.A = v.PULSE } }`,
      '6:12 error: A may name several rows of sql(...) n, and a join takes one (say which row wins: { from: ..., on: ..., newest: n.COLUMN })',
    ],
    [
      'a word that it has not',
      'join: { n: { from: PAT_NAME_HX n, on: n.NAME_HX_ID = v.PULSE, newst: n.END_DT } }',
      '6:63 error: "newst" is no clause of a join (did you mean newest?)',
    ],
    [
      'a comparison that ties nothing',
      'join: { n: PAT_NAME_HX n on n.NAME_HX_ID <= v.PULSE }',
      '6:12 error: <= cannot tie rows (write =, < or >)',
    ],
    [
      'a newest by a column of another table',
      'join: { n: { from: PAT_NAME_HX n, on: n.PAT_ID = v.PAT_ID, newest: [n.END_DT, v.VIT_DT] } }',
      '6:79 error: rows of n are told apart by their own columns (write n.COLUMN)',
    ],
    [
      'a newest by nothing',
      'join: { n: { from: PAT_NAME_HX n, on: n.PAT_ID = v.PAT_ID, newest: { bi: n.END_DT } } }',
      '6:70 error: "bi" is no clause of newest (did you mean by?)',
    ],
    [
      'rows that are tied by less',
      'rows: { n: { from: PAT_NAME_HX n, on: n.PAT_ID = v.PAT_ID and n.END_DT < v.VIT_DT } }',
      '6:39 error: child rows are tied by = (< and > stand in exists: and in a join: with newest)',
    ],
    [
      'a newest of the clock',
      'join: { n: { from: PAT_NAME_HX n, on: n.PAT_ID = v.PAT_ID, newest: { by: n.END_DT, of: { n.END_DT: past } } } }',
      '6:88 error: past cannot choose child rows (put it beside each: { each: names, when: { n.END_DT: past } })',
    ],
    [
      'a newest of nothing in particular',
      'newest: v.VIT_DT',
      '6:9 error: newest says within which columns rows belong together (write newest: { by: [v.DATE], within: [v.KEY] })',
    ],
  ]
  for (const [title, head, fault] of wrong) {
    it(`is refused with ${title}`, async () => {
      expect(await faultsOf(head)).to.include(`x.yaml:${fault}`)
    })
  }
})

describe('a key', () => {
  const keyed = (more: string): string =>
    observation(more).replace('key: v.VIT_ID', 'key: [v.PAT_ID, v.VIT_DT]').replace('source: x', 'source: y')

  it('of several rows is refused, unless the newest within it wins', async () => {
    const files = (more: string) => ({ 'pat.yaml': patient('gender: female'), 'x.yaml': keyed(more) })
    expect(await faults(files('where: { v.PULSE: any }'))).to.deep.equal([
      'x.yaml:4:6 error: several rows of VIT_SGN may have one key (its keys: (VIT_ID); or say which row wins: newest: { within: [v.PAT_ID, v.VIT_DT], by: v.COLUMN })',
    ])
    expect(await faults(files('newest: { within: [v.PAT_ID, v.VIT_DT], by: v.VIT_TM }'))).to.deep.equal([])
    expect(await faults(files('newest: { within: [v.PAT_ID, v.VIT_DT, v.VIT_TM], by: v.PULSE }'))).to.have.length(1)
  })
})

describe('a table that the mapping describes', () => {
  const from = (clause: string): string => observation('').replace('from: VIT_SGN v', `from: ${clause}`)
  const faultsFrom = (clause: string) => faults({ 'pat.yaml': patient('gender: female'), 'x.yaml': from(clause) })

  it('has the rows and indexes that it states, for the planner', async () => {
    const sql = `{ sql: "select * from VIT_SGN", as: v, rows: 12000, unique: [VIT_ID], index: [PAT_ID, [CATG, VIT_DT]] }`
    const { tables } = await mappingOf(patient('gender: female'), from(sql))
    expect(tables.get('v')).to.deep.equal({
      rows: 12_000,
      indexes: [['VIT_ID'], ['PAT_ID'], ['CATG', 'VIT_DT']],
    })
    const view = await mappingOf(patient('gender: female'), from('{ table: VIT_SGN, as: v, index: [PAT_ID] }'))
    expect(view.tables.get('VIT_SGN')).to.deep.equal({ rows: 100, indexes: [['VIT_ID'], ['PAT_ID']] })
  })

  it('is refused where that is wrong', async () => {
    expect(await faultsFrom('{ table: VIT_SGN, as: v, unique: [VITID], rows: many }')).to.deep.equal([
      'x.yaml:3:41 error: VIT_SGN has no column VITID (did you mean VIT_ID?)',
      'x.yaml:3:55 error: "many" is no number of rows (write rows: 12000)',
    ])
    expect(await faultsFrom('{ table: VIT_SGN, sql: x, as: v }')).to.deep.equal([
      'x.yaml:3:7 error: a table has a name or a text, and an alias (write { table: V_PAT, as: p, unique: [PAT_ID] }, or { sql: "select ...", as: p, rows: 12000, unique: [PAT_ID] })',
    ])
    expect(await faultsFrom('{ sql: select 1, as: PAT_MSTR, rows: 1 }')).to.include(
      'x.yaml:1:1 error: the alias PAT_MSTR stands for another table too (choose another)',
    )
  })
})
