import Sqlite from 'better-sqlite3'
import { expect } from 'chai'
import { always, not, oneOf } from '../../src/mapping/cond.ts'
import { referenceLens } from '../../src/mapping/lenses/references.ts'
import type { Mapping, Source } from '../../src/mapping/model.ts'
import type { SearchPlan } from '../../src/plan/model.ts'
import { lookupMerged, lookupReferred } from '../../src/search/merged.ts'
import { childRows, column, sourceOf } from '../write/hand-made.ts'
import { context, request } from './clinic.ts'
import { memoryDatabase } from './memory-database.ts'

const [id, state, into] = [column('p', 'PAT_ID', 'integer'), column('p', 'STAT'), column('p', 'INTO_ID', 'integer')]
const merge = { when: oneOf(state, ['M']), into, results: 'survivor' as const }
const patients: Source = sourceOf('pat', 'Patient', id, { merge, keep: not(oneOf(state, ['D'])) })
const labKey = column('l', 'LAB_ID', 'integer')
const labs: Source = sourceOf('lab', 'Observation', labKey, {
  root: {
    kind: 'reference',
    columns: [column('l', 'PAT_ID', 'integer')],
    source: 'pat',
    join: { name: 'P', alias: 'p', on: childRows('x', 'p', id, column('l', 'PAT_ID', 'integer'), id).on },
    keep: always,
    merge,
  },
})

const mapping = {
  ...context().mapping,
  sources: [patients, labs],
  byName: new Map([patients, labs].map((source) => [source.name, source])),
  byType: new Map([
    ['Patient', [patients]],
    ['Observation', [labs]],
  ]),
  parameters: new Map(),
} as Mapping

const tables = new Sqlite(':memory:')
tables.exec(`create table P (PAT_ID int primary key, STAT text, INTO_ID int);
  insert into P values (1, 'A', null), (2, 'M', 1), (3, 'M', 2), (4, 'A', 1), (5, 'M', 9), (6, 'M', 3)`)

const granted = (patient: string) => {
  const whole = context()
  return { ...whole, mapping, grant: { ...whole.grant, patient } }
}

describe('the lookup of merged patients', () => {
  it('finds the charts that were merged into the patient and, as references do, not those merged into them', async () => {
    const { merged } = await lookupMerged(request('Observation'), granted('pat-1'), memoryDatabase(tables))
    expect([...merged]).to.deep.equal([['1', [['2']]]])
  })

  it('goes as far as what is served: to the chart that a row itself names', async () => {
    const reference = referenceLens({
      columns: [id],
      target: () => patients,
      targetType: 'Patient',
      merge,
      shape: 'Reference',
    })
    const facts = await lookupMerged(request('Observation'), granted('pat-1'), memoryDatabase(tables))
    const served = [
      ['2', '1', 'M'],
      ['3', '2', 'M'],
    ].map((row) => reference.forward(row, facts))
    expect(served).to.deep.equal([{ reference: 'Patient/pat-1' }, { reference: 'Patient/pat-2' }])
    const found = JSON.stringify(reference.match({ kind: 'reference', id: 'pat-1' }, facts)?.over)
    expect(found).to.contain('"values":["1","2"]').and.not.contain('"3"')
  })

  it('runs no statement where the type has nothing that merges, or nobody is named', async () => {
    const database = memoryDatabase(tables)
    await lookupMerged(request('Patient'), granted('pat-1'), database)
    await lookupMerged('Observation', { ...context(), mapping }, database)
    expect(database.statements).to.deep.equal([])
  })

  it('finds what was merged into the patients of a page, for what refers to them', async () => {
    const page = { context: { ...context(), mapping }, request: request('Patient') } as SearchPlan
    const database = memoryDatabase(tables)
    const merged = await lookupReferred(page, 'Observation', ['pat-1', 'pat-2', 'pat-4'], database)
    expect([...merged]).to.deep.equal([
      ['1', [['2']]],
      ['2', [['3']]],
    ])
    expect([...(await lookupReferred(page, 'Patient', ['pat-1'], database))]).to.deep.equal([])
    expect(database.statements).to.have.length(1)
  })
})
