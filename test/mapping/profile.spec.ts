import { expect } from 'chai'
import { mappingOf, patient, resources, vitals } from './clinic.ts'

const observationCategory = 'http://terminology.hl7.org/CodeSystem/observation-category'
const loinc = 'http://loinc.org'

describe('a template and its profile', () => {
  const kinds = (body: string): string =>
    vitals(
      `map: { status: final, effective: =v.VIT_DT v.VIT_TM | localtime(yyyymmdd hhmm) }\nkinds:\n${body.replace(/^/gm, '  ')}`,
    )
  const vitalSigns = [{ coding: [{ system: observationCategory, code: 'vital-signs' }] }]
  const profile = (id: string) => ({ profile: [`http://hl7.org/fhir/us/core/StructureDefinition/${id}`] })
  const shared = {
    status: 'final',
    category: vitalSigns,
    subject: { reference: 'Patient/pat-7' },
    effectiveDateTime: '2020-03-04',
  }
  const row = { PAT_ID: '7', VIT_DT: '20200304', VIT_TM: '0000' }

  it('is filled in for a heart rate: code, category, and the unit of its value', async () => {
    const mapping = await mappingOf(
      patient('gender: male'),
      kinds('"8867-4": { profile: us-core-heart-rate, when: { v.PULSE: any }, map: { value: =v.PULSE | quantity } }'),
    )
    expect(resources(mapping, 'vit', { ...row, PULSE: '72' })).to.deep.equal([
      {
        meta: profile('us-core-heart-rate'),
        ...shared,
        code: { coding: [{ system: loinc, code: '8867-4' }] },
        valueQuantity: { value: '72', unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
      },
    ])
    expect(resources(mapping, 'vit', { ...row, PULSE: '0' })).to.deep.equal([])
  })

  it('is filled in for pulse oximetry with both of its codes', async () => {
    const mapping = await mappingOf(
      patient('gender: male'),
      kinds('"59408-5": { profile: us-core-pulse-oximetry, map: { value: =v.SPO2 | quantity(%) } }'),
    )
    const [resource] = resources(mapping, 'vit', { ...row, SPO2: '98' })
    expect(resource).to.have.deep.property('code', {
      coding: [
        { system: loinc, code: '59408-5' },
        { system: loinc, code: '2708-6' },
      ],
    })
  })

  it('is filled in for the components of a blood pressure, with the reason where one is missing', async () => {
    const mapping = await mappingOf(
      patient('gender: male'),
      kinds(`"85354-9":
  profile: us-core-blood-pressure
  when: { any: [v.BP_SYS, v.BP_DIA] }
  map: { component: { systolic: { value: =v.BP_SYS | quantity, absent: unknown }, diastolic: { value: =v.BP_DIA | quantity, absent: unknown } } }`),
    )
    const pressure = (value: string) => ({ value, unit: 'mm[Hg]', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' })
    const coded = (code: string) => ({ coding: [{ system: loinc, code }] })
    const dar = 'http://terminology.hl7.org/CodeSystem/data-absent-reason'
    expect(resources(mapping, 'vit', { ...row, BP_SYS: '120', BP_DIA: '0' })).to.deep.equal([
      {
        meta: profile('us-core-blood-pressure'),
        ...shared,
        code: coded('85354-9'),
        component: [
          { code: coded('8480-6'), valueQuantity: pressure('120') },
          {
            code: coded('8462-4'),
            dataAbsentReason: { coding: [{ system: dar, code: 'unknown', display: 'Unknown' }] },
          },
        ],
      },
    ])
  })

  it('leaves units of rows and comparators to their lenses', async () => {
    const mapping = await mappingOf(
      patient('gender: male'),
      vitals(
        `map: { status: final, code: loinc|1-8, value: { Quantity: =v.LAB_VAL | comparator | unit(v.WT_UOM uom) }, referenceRange: =v.LAB_TXT | range(v.WT_UOM uom) }`,
      ),
    )
    const kg = { unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' }
    expect(
      resources(mapping, 'vit', { PAT_ID: '7', LAB_VAL: '<0.01', WT_UOM: 'kg', LAB_TXT: '4.0-5.6' })[0],
    ).to.deep.include({
      valueQuantity: { value: '0.01', comparator: '<', ...kg },
      referenceRange: [{ low: { value: '4.0', ...kg }, high: { value: '5.6', ...kg }, text: '4.0-5.6' }],
    })
    expect(resources(mapping, 'vit', { PAT_ID: '7', LAB_VAL: 'NEG', WT_UOM: 'stone' })[0]).to.not.have.property(
      'valueQuantity',
    )
  })

  it('reads a unit behind the number where it is the one that is named, and nothing where it is another', async () => {
    const mapping = await mappingOf(
      patient('gender: male'),
      vitals(`map: { status: final, code: loinc|1-8, value: { Quantity: '=v.LAB_VAL | comparator | quantity(%)' } }`),
    )
    const valueOf = (text: string): unknown =>
      (resources(mapping, 'vit', { PAT_ID: '7', LAB_VAL: text })[0] as Record<string, unknown> | undefined)?.[
        'valueQuantity'
      ]
    const percent = { unit: '%', system: 'http://unitsofmeasure.org', code: '%' }
    for (const text of ['<7.0 %', '<7.0%', '<7.0'])
      expect(valueOf(text), text).to.deep.equal({ value: '7.0', comparator: '<', ...percent })
    expect(valueOf('7 %')).to.deep.equal({ value: '7', ...percent })
    for (const text of ['<53 mmol/mol', '%', '7 % %']) expect(valueOf(text), text).to.equal(undefined)
  })
})
