import { expect } from 'chai'
import type { Raw } from '../../src/mapping/model.ts'
import { Shape } from '../../src/search/row-reader.ts'
import { writerLayout } from '../../src/write/needs.ts'
import type { BadValue } from '../../src/write/frame.ts'
import { badValuesText } from '../../src/write/outcome.ts'
import { buildResource } from '../../src/write/resource.ts'
import { compileWriter } from '../../src/write/writer.ts'
import { mappingOf, patient, practitioner } from '../mapping/clinic.ts'
import { chicago } from '../mapping/hand-made.ts'

/** What a map serves of a row and says of it, by the writer and by its twin, which are one. */
async function serve(map: string, fields: Readonly<Record<string, Raw>>) {
  const mapping = await mappingOf(patient(map), practitioner)
  const source = mapping.byName.get('pat')!
  const [kind] = source.kinds
  const layout = writerLayout(source, [kind!])
  const row = layout.columns.map(({ name }) => fields[name] ?? null)
  const [bad, told]: [BadValue[], BadValue[]] = [[], []]
  const text = compileWriter(source, kind!, layout, chicago.tenant)('pat-1', row, [], chicago, (each) => bad.push(each))
  const reader = new Shape(layout).reader(row, [])
  const built = buildResource(source, kind!, reader, chicago, (each) => told.push(each))
  const resource = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>)
  expect(resource).to.deep.equal(built)
  expect(bad).to.deep.equal(told)
  const outcome = bad.length === 0 ? '' : badValuesText(bad, 'Patient/pat-1', text !== '')
  return { resource, outcome }
}

const row = { PAT_ID: '1' }

describe('what is bad in a row', () => {
  const birthDate = 'birthDate: =p.DOB | date(yyyymmdd) ?? p.DEATH_DT | date(yyyymmdd)'

  it('is told as replaced where another value stands in its place', async () => {
    const { resource, outcome } = await serve(birthDate, { ...row, DOB: '20250230', DEATH_DT: '20240101' })
    expect(resource).to.include({ birthDate: '2024-01-01' })
    expect(outcome).to.contain('What the mapping names next stands in its place').and.not.to.contain('It is left out')
  })

  it('is told as left out where none does', async () => {
    const { resource, outcome } = await serve(birthDate, { ...row, DOB: '20250230', DEATH_DT: null })
    expect(resource).not.to.have.property('birthDate')
    expect(outcome).to.contain('It is left out')
  })

  it('is told as left out where it stands behind what counts, or in it', async () => {
    const map = `contact: [{ first: [{ name: =p.LAST_NM | name(comma), gender: female, period: { start: =p.DOB | date(yyyymmdd) } }] }]`
    const { resource, outcome } = await serve(map, { ...row, LAST_NM: 'DOE, JANE', DOB: '20250230' })
    expect(resource).to.have.property('contact')
    expect(outcome).to.contain('It is left out')
    const none = await serve(birthDate, { ...row, DOB: '20240101', DEATH_DT: '20250230' })
    expect(none.outcome).to.equal('')
  })

  it('is served as far as it is sound', async () => {
    const map = 'deceased: { dateTime: =p.DOB p.DEATH_DT | localtime(yyyymmdd hhmm) }'
    const { resource, outcome } = await serve(map, { ...row, DOB: '20251103', DEATH_DT: '2400' })
    expect(resource).to.include({ deceasedDateTime: '2025-11-03' })
    expect(outcome).to.contain('has a time of day that is none. Only what is sound of it is served')
  })
})
