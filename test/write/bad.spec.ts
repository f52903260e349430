import { expect } from 'chai'
import type { Raw, Source } from '../../src/mapping/model.ts'
import { Shape } from '../../src/search/row-reader.ts'
import { writerLayout } from '../../src/write/needs.ts'
import type { BadValue } from '../../src/write/frame.ts'
import { badValuesText } from '../../src/write/outcome.ts'
import { buildResource } from '../../src/write/resource.ts'
import { compileWriter } from '../../src/write/writer.ts'
import { faults, mappingOf, patient, practitioner, vitals } from '../mapping/clinic.ts'
import { chicago } from '../mapping/hand-made.ts'

/** What a map serves of a row and says of it, by the writer and by its twin, which are one. */
async function serve(map: string, fields: Readonly<Record<string, Raw>>, more = '') {
  const mapping = await mappingOf(patient(map, more), practitioner)
  return serveBy(mapping.byName.get('pat')!, fields)
}

async function serveVitals(body: string, fields: Readonly<Record<string, Raw>>) {
  const mapping = await mappingOf(patient('gender: male'), practitioner, vitals(body))
  return serveBy(mapping.byName.get('vit')!, fields)
}

function serveBy(source: Source, fields: Readonly<Record<string, Raw>>) {
  const [kind] = source.kinds
  const layout = writerLayout(source, [kind!])
  const row = layout.columns.map(({ name }) => fields[name] ?? null)
  const [bad, told]: [BadValue[], BadValue[]] = [[], []]
  const text = compileWriter(source, kind!, layout, chicago.tenant)(`${source.name}-1`, row, [], chicago, (each) =>
    bad.push(each),
  )
  const reader = new Shape(layout).reader(row, [])
  const built = buildResource(source, kind!, reader, chicago, (each) => told.push(each))
  const resource = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>)
  expect(resource).to.deep.equal(built)
  expect(bad.filter(({ reason }) => !reason.startsWith('is required'))).to.deep.equal(told)
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

describe('what is served is valid', () => {
  const loinc = `maritalStatus: { coding: [=p.RACE_CD | coding(loinc), =p.SEX | coding(urn:x)] }`

  for (const code of ['GLUCOSE', '2345_7', '2345-8'])
    it(`has no coding of a system that cannot have its code: ${code}`, async () => {
      const both = await serve(loinc, { ...row, RACE_CD: code, SEX: 'M' })
      expect(both.resource).to.have.deep.property('maritalStatus', { coding: [{ system: 'urn:x', code: 'M' }] })
      expect(both.outcome).to.contain('has a code that cannot be one of http://loinc.org')
      const concept = await serve('maritalStatus: =p.RACE_CD | coding(loinc)', { ...row, RACE_CD: code })
      expect(concept.resource).to.have.deep.property('maritalStatus', { text: code })
      const coding = `maritalStatus: { coding: [{ system: 'http://loinc.org', code: =p.RACE_CD }], text: =p.SEX }`
      expect((await serve(coding, { ...row, RACE_CD: code, SEX: 'M' })).resource).to.have.deep.property(
        'maritalStatus',
        { text: 'M' },
      )
    })

  it('has no identifier of a system that cannot have its value', async () => {
    const npi = `identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: =p.CHART_NO }]`
    const good = await serve(npi, { ...row, CHART_NO: '1234567893' })
    expect(good.resource).to.have.nested.property('identifier[0].value', '1234567893')
    const { resource, outcome } = await serve(npi, { ...row, CHART_NO: '1234567890' })
    expect(resource).not.to.have.property('identifier')
    expect(outcome).to.contain('cannot be one of http://hl7.org/fhir/sid/us-npi')
  })

  it('has no invisible characters, save that an identifier is left out for them', async () => {
    const map = `name: { given: =p.FIRST_NM }\nidentifier: [{ system: 'urn:x', value: =p.CHART_NO }]`
    const { resource, outcome } = await serve(map, {
      ...row,
      FIRST_NM: 'jo\u001fe \u0000\ud800\uffff😀',
      CHART_NO: 'A\u0001B',
    })
    expect(resource).to.have.deep.property('name', [{ given: ['joe 😀'] }])
    expect(resource).not.to.have.property('identifier')
    expect(outcome).to.contain('has characters that no identifier has')
  })

  it('has codes of single blanks', async () => {
    const map = `maritalStatus: { coding: [=p.SEX | coding(urn:x)] }`
    for (const stored of ['GLU  TEST', 'GLU\tTEST', ' GLU TEST '])
      expect((await serve(map, { ...row, SEX: stored })).resource).to.have.nested.property(
        'maritalStatus.coding[0].code',
        'GLU TEST',
      )
    const { resource, outcome } = await serve(map, { ...row, SEX: 'GLU\u0001' })
    expect(resource).not.to.have.property('maritalStatus')
    expect(outcome).to.contain('is no code')
  })

  it('has no string longer than a megabyte', async () => {
    const map = 'name: { text: =p.LAST_NM }'
    const longest = await serve(map, { ...row, LAST_NM: 'a'.repeat(1_048_576) })
    expect(longest.resource).to.have.property('name')
    const { resource, outcome } = await serve(map, { ...row, LAST_NM: 'a'.repeat(1_048_577) })
    expect(resource).not.to.have.property('name')
    expect(outcome).to.contain('is longer than the megabyte')
    expect((await serve(map, { ...row, LAST_NM: 'é'.repeat(600_000) })).resource).not.to.have.property('name')
  })

  it('has base64 only from the lens that makes it', async () => {
    const photo = (lens: string) => `photo: [{ contentType: 'text/plain', data: =p.LAST_NM${lens} }]`
    const { resource } = await serve(photo(' | base64'), { ...row, LAST_NM: 'é' })
    expect(resource).to.have.nested.property('photo[0].data', 'w6k=')
    const refused = await faults({ 'pat.yaml': patient(photo('')), 'prac.yaml': practitioner })
    expect(refused).to.deep.equal([
      'pat.yaml:14:47 error: Patient.photo.data is a base64Binary; this gives a plain text (use base64 or inline)',
    ])
  })
})

describe('a lens that gives what the element does not take', () => {
  const table: Readonly<Record<string, string>> = {
    'active: =p.SEX': 'Patient.active is a boolean; this gives a plain text (use is(A B))',
    'gender: =p.SEX | quantity(kg)': 'Patient.gender is a code; this gives a Quantity',
    'gender: =p.SEX | range': 'Patient.gender is a code; this gives a Range',
    'active: =p.PAT_ID | ref(pat)': 'Patient.active is a boolean; this gives a Reference',
    'name: =p.LAST_NM': 'Patient.name is a HumanName; this gives a plain text (use name(comma), or map its children)',
    'birthDate: =p.SEX | is(M)': 'Patient.birthDate is a date; this gives a boolean',
    'language: =p.SEX | base64': 'Patient.language is a code; this gives a base64Binary',
  }
  for (const [map, said] of Object.entries(table))
    it(`is refused: ${map}`, async () => {
      const found = await faults({ 'pat.yaml': patient(map), 'prac.yaml': practitioner })
      expect(found.map((each) => each.replace(/^.*? error: /, ''))).to.deep.equal([said])
    })
})

describe('an element with two ends', () => {
  const map = `identifier: [{ system: 'urn:x', value: =p.CHART_NO, period: { start: =p.DOB p.SEX | localtime, end: =p.DEATH_DT | iso } }]`
  const period = async (start: string, time: string, end: string) =>
    serve(map, { ...row, CHART_NO: '1', DOB: start, SEX: time, DEATH_DT: end })

  it('has no end before its start', async () => {
    const { resource, outcome } = await period('20251103', '0930', '2025-11-03T09:00:00')
    expect(resource).to.have.deep.nested.property('identifier[0].period', { start: '2025-11-03T09:30:00-06:00' })
    expect(outcome).to.contain('Patient.identifier.period.end').and.to.contain('is before the start. It is left out')
  })

  it('may end on the day, or in the month, in which it starts', async () => {
    for (const end of ['2025-11-03', '2025-11', '2025', '2025-11-03T09:30:00', '2025-11-03T15:30:00Z'])
      expect((await period('20251103', '0930', end)).outcome, end).to.equal('')
  })

  it('of numbers has none of them where the low one is above the high one', async () => {
    const body = (range: string) => `map: { status: final, code: { text: x }, referenceRange: ${range} }`
    const fields = { VIT_ID: '1', PAT_ID: '1' }
    const text = await serveVitals(body('=v.LAB_VAL | range'), { ...fields, LAB_VAL: '5.6-4.0' })
    expect(text.resource).to.have.deep.property('referenceRange', [{ text: '5.6-4.0' }])
    expect(text.outcome).to.contain('is above the high end')
    const mapped = body('[{ low: =v.LAB_VAL | quantity(kg), high: =v.LAB_TXT | quantity(kg) }]')
    const wrong = await serveVitals(mapped, { ...fields, LAB_VAL: '10', LAB_TXT: '9.5' })
    expect(wrong.resource).not.to.have.property('referenceRange')
    const right = await serveVitals(mapped, { ...fields, LAB_VAL: '9.5', LAB_TXT: '10' })
    expect(right.resource).to.have.nested.property('referenceRange[0].high.value', 10)
    expect(right.outcome).to.equal('')
  })
})

describe('what is demanded and not there', () => {
  const url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
  const extension = [{ url, valueCode: 'unknown' }]
  const absent = {
    system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
    code: 'unknown',
    display: 'Unknown',
  }
  const fields = { VIT_ID: '1', PAT_ID: '1' }

  it('carries a data-absent-reason where the profile lets it: a patient without a chart number', async () => {
    const map = `identifier: [{ system: 'urn:oid:{tenant.oid}.1', value: =p.CHART_NO }]\nname: { family: =p.LAST_NM }\ngender: =p.SEX | codes(sex)`
    const { resource } = await serve(map, row, 'profile: us-core-patient')
    expect(resource).to.have.deep.property('identifier', [{ _system: { extension }, _value: { extension } }])
    expect(resource).to.have.deep.property('name', [{ extension }])
    expect(resource).to.have.property('gender', 'unknown')
  })

  it('is the code of its value set for what is not known, or a reason in its place', async () => {
    const body = 'map: { status: =v.CATG | codes(sex), code: { text: =v.LAB_TXT } }'
    const { resource } = await serveVitals(body, fields)
    expect(resource).to.have.property('status', 'unknown')
    expect(resource).to.have.deep.property('code', { coding: [absent] })
  })

  it('is a reason beside an Observation whose value is none, or bad', async () => {
    const body = 'map: { status: final, code: { text: x }, value: { Quantity: =v.LAB_VAL | quantity(kg) } }'
    const valued = await serveVitals(body, { ...fields, LAB_VAL: '70' })
    expect(valued.resource).to.have.property('valueQuantity').and.not.to.have.property('dataAbsentReason')
    expect(valued.resource).not.to.have.property('dataAbsentReason')
    const none = await serveVitals(body, fields)
    expect(none.resource).to.have.nested.property('dataAbsentReason.coding[0].code', 'unknown')
    const bad = await serveVitals(body, { ...fields, LAB_VAL: 'NaN' })
    expect(bad.resource).to.have.nested.property('dataAbsentReason.coding[0].code', 'error')
    expect(bad.outcome).to.contain('is no number')
  })

  it('withholds the resource where nothing may stand for it, and says so', async () => {
    const immunization = vitals('map: { status: =v.CATG, vaccineCode: { text: x }, occurrence: { string: x } }')
    const text = immunization.replace('Observation', 'Immunization')
    const mapping = await mappingOf(patient('gender: male'), practitioner, text)
    const { resource, outcome } = serveBy(mapping.byName.get('vit')!, fields)
    expect(resource).to.equal(undefined)
    expect(outcome).to.contain('Immunization.status').and.to.contain('is required and has no value')
  })
})

describe('a code that a value set is required of', () => {
  it('is one of it, else left out', async () => {
    const gender = await serve('gender: =p.SEX', { ...row, SEX: 'female' })
    expect(gender.resource).to.have.property('gender', 'female')
    const { resource, outcome } = await serve('gender: =p.SEX', { ...row, SEX: 'F' })
    expect(resource).not.to.have.property('gender')
    expect(outcome).to.contain('is no code of the value set that is required')
  })
})
