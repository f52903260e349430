import { expect } from 'chai'
import type { Mapping, Step } from '../../src/mapping/model.ts'
import { stepsOf } from '../../src/mapping/turns.ts'
import { encodeId } from '../../src/mapping/id.ts'
import { faults, mappingOf, patient, practitioner, resources } from './clinic.ts'

const team = (changes: Readonly<Record<string, string>> = {}): string => {
  const clauses = {
    resource: 'CareTeam',
    source: 'team',
    from: 'CARE_TEAM m',
    join: '{ d: PROV_MSTR d on d.PROV_ID = m.PROV_ID }',
    group: '{ key: [m.PAT_ID, m.TEAM_NO], order: m.MBR_NO }',
    patient: '=m.PAT_ID | ref(pat)',
    updated: '=max(m.LAST_UPD_DTTM) | local ?? 1995-01-01',
    exclude: '{ m.STAT_CD: X }',
    map: `
  status: active
  name: =first(m.TEAM_NM)
  participant:
    each: group
    role: { text: =m.MBR_TYP }
    member: { first: [{ when: { m.MBR_TYP: P }, is: =m.PROV_ID | ref(prac) }, { when: { m.MBR_TYP: S }, is: =m.PAT_ID | ref(pat) }, { display: =d.LAST_NM | title }] }`,
    ...changes,
  }
  return Object.entries(clauses)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')
}

describe('a group: many rows, one resource', () => {
  let mapping: Mapping
  before(async () => {
    mapping = await mappingOf(patient('gender: male'), practitioner, team())
  })

  it('has its distinct keys as base, and its rows as child rows of the same table', () => {
    const source = mapping.byName.get('team')!
    expect(source.from).to.deep.equal({ name: 'CARE_TEAM', alias: 'm', distinct: ['PAT_ID', 'TEAM_NO'] })
    expect(source.joins).to.deep.equal([])
    const [rows] = source.rows
    expect(rows!.table).to.deep.equal({ name: 'CARE_TEAM', alias: 'm_row' })
    expect(rows!.on.map(({ left, right }) => [left, right])).to.deep.equal(
      source.key.map(({ column }) => [{ ...column, alias: 'm_row' }, column]),
    )
    // Behind the rows' own join the rows that references name.
    expect(rows!.joins.map(({ alias }) => alias)).to.deep.equal(['d', 'portico_ref1', 'portico_ref2'])
    expect(rows!.order.map(({ column }) => column.name)).to.deep.equal(['MBR_NO'])
    expect(encodeId(source, source.kinds[0], ['7', '2'])).to.equal('team-7.2')
  })

  it('is served when one of its rows is', () => {
    const { keep, rows } = mapping.byName.get('team')!
    expect(keep).to.deep.equal({ kind: 'some', rows: rows[0], where: { kind: 'constant', value: true } })
    expect(rows[0]!.where).to.have.nested.property('of.test.is', 'in')
  })

  it('gives one resource of all its rows', () => {
    const group = [
      { MBR_TYP: 'P', PROV_ID: '3', PAT_ID: '7', TEAM_NM: null, LAST_UPD_DTTM: '2020-01-01 00:00:00' },
      { MBR_TYP: 'S', PAT_ID: '7', TEAM_NM: 'Blue', LAST_UPD_DTTM: null },
      { MBR_TYP: 'C', PAT_ID: '7', TEAM_NM: 'Red', 'd.LAST_NM': 'DOE', LAST_UPD_DTTM: '2021-01-01 00:00:00' },
    ]
    const greatest = [...group].reverse()
    const row = { PAT_ID: '7', TEAM_NO: '2', group, 'greatest LAST_UPD_DTTM': greatest }
    expect(resources(mapping, 'team', row)).to.deep.equal([
      {
        meta: { lastUpdated: '2021-01-01T00:00:00-06:00' },
        status: 'active',
        name: 'Blue',
        subject: { reference: 'Patient/pat-7' },
        participant: [
          { role: [{ text: 'P' }], member: { reference: 'Practitioner/prac-3' } },
          { role: [{ text: 'S' }], member: { reference: 'Patient/pat-7' } },
          { role: [{ text: 'C' }], member: { display: 'Doe' } },
        ],
      },
    ])
    expect(resources(mapping, 'team', { PAT_ID: '7', TEAM_NO: '2' })[0]).to.deep.include({
      meta: { lastUpdated: '1995-01-01T00:00:00Z' },
    })
  })

  it('is found through its rows, its last update by the greatest', () => {
    const paths = (name: string) =>
      [...mapping.parameters.get('CareTeam')!.get(name)!.hits.values()].flat().map(({ path }) => stepsOf(path))
    const rowsOf = (step?: Step) => (step?.kind === 'rows' ? step.rows : undefined)
    expect(paths('participant').map(([step]) => rowsOf(step)?.name)).to.deep.equal(['group', 'group', 'group'])
    const [[step, taken] = []] = paths('_lastUpdated')
    expect(rowsOf(step)).to.deep.include({ name: 'greatest LAST_UPD_DTTM' })
    expect(rowsOf(step)?.order[0]?.descending).to.equal(true)
    expect(taken).to.deep.equal({ kind: 'taken' })
  })

  const wrong: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    [
      'a column that may differ between its rows',
      { map: '{ status: active, name: =m.TEAM_NM }' },
      '9:31 error: m.TEAM_NM may differ between the rows of a group (write =first(m.TEAM_NM), =max(m.TEAM_NM), or use it inside each: group)',
    ],
    [
      'an aggregate in an element that repeats',
      {
        map: '{ status: active, note: [{ text: x }], reasonCode: { text: =first(m.TEAM_NM) }, category: =first(m.TEAM_NM) }',
      },
      "9:97 error: CareTeam.category repeats: a group's rows give one value each (write { each: group, is: ... })",
    ],
    ['a key beside it', { key: 'm.TEAM_ID' }, '16:1 error: a source has a key or a group (leave one of them out)'],
    [
      'no key of its own',
      { group: '{ order: m.MBR_NO }' },
      '5:1 error: a group needs the key by which its rows belong together (write group: { key: [m.A, m.B], order: m.C })',
    ],
    ['an unknown clause', { group: '{ key: m.TEAM_NO, by: m.MBR_NO }' }, '5:26 error: "by" is no clause of a group'],
  ]
  for (const [what, changes, expected] of wrong)
    it(`refuses ${what}`, async () => {
      const found = await faults({
        'pat.yaml': patient('gender: male'),
        'prac.yaml': practitioner,
        'x.yaml': team(changes),
      })
      expect(
        found.some((each) => each.startsWith(`x.yaml:${expected}`)),
        found.join('\n'),
      ).to.equal(true)
    })
})
