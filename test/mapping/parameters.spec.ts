import { expect } from 'chai'
import type { Hit, Mapping, Step } from '../../src/mapping/model.ts'
import { stepsOf } from '../../src/mapping/turns.ts'
import { mappingOf, patient, practitioner, vitals } from './clinic.ts'

const map = `name: [{ family: =p.LAST_NM | title, given: [=p.FIRST_NM, =p.MID_NM] }, { each: names, when: { n.NM_TYP: M }, use: old, family: =n.LAST_NM }]
telecom: [{ system: phone, value: =p.PHONE }, { system: email, value: =p.EMAIL }, { system: =p.PHONE_TYP, value: =p.SSN }]
birthDate: =p.DOB | date(yyyymmdd)
deceased: { first: [{ dateTime: =p.DEATH_DTTM | local }, { boolean: =p.DEATH_FLG | is(Y) }] }
identifier: [{ system: 'urn:x', value: =p.CHART_NO }]
generalPractitioner: [=p.PCP_ID | ref(prac)]
extension: { race: { ombCategory: { each: "split(p.RACE_CDS ;)", is: "=it | codes(race)" }, text: =p.RACE_CD } }`

const observations = vitals(`kinds:
  a: { map: { status: final, category: vital-signs, code: { coding: [loinc|8867-4] }, effective: { dateTime: =v.VIT_DT | date(yyyymmdd) }, value: { Quantity: =v.PULSE | quantity(/min) } } }
  b: { map: { status: final, code: =v.LAB_TXT | coding(loinc), effective: { Period: { start: =v.VIT_DT | date(yyyymmdd) } }, value: { CodeableConcept: { text: =v.LAB_VAL } }, component: [{ code: loinc|8480-6, value: { Quantity: "=v.BP_SYS | quantity(mm[Hg])" } }] } }`)

const unknown =
  'CodeableConcept {"coding":[{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"unknown","display":"Unknown"}]} when'

const leafOf = ({ leaf }: Hit): string => {
  if (leaf.kind === 'hole') return leaf.lens.columns.map(({ alias, name }) => `${alias}.${name}`).join('+')
  return leaf.kind === 'constant' ? JSON.stringify(leaf.value) : 'element'
}

/** What a step of a path is, in short: child rows by name, pieces, or a condition that SQL decides or bounds. */
const stepOf = (step: Step): string => {
  if (step.kind === 'if') return step.between.over === step.between.under ? 'when' : 'maybe'
  return step.kind === 'rows' ? step.rows.name : step.kind
}

const hits = (mapping: Mapping, type: string, name: string): readonly string[] =>
  [...(mapping.parameters.get(type)?.get(name)?.hits.values() ?? [])]
    .flat()
    .map((hit) => `${hit.kind.id ?? ''} ${hit.type} ${leafOf(hit)} ${stepsOf(hit.path).map(stepOf).join(',')}`.trim())

describe('search parameters, walked to what a mapping gives', () => {
  let mapping: Mapping
  before(async () => {
    mapping = await mappingOf(patient(map, 'profile: us-core-patient'), practitioner, observations)
  })

  const table: readonly (readonly [string, string, readonly string[]])[] = [
    ['Patient', 'family', ['string p.LAST_NM', 'string n.LAST_NM names,when']],
    ['Patient', 'given', ['string p.FIRST_NM', 'string p.MID_NM']],
    ['Patient', 'name', ['HumanName element', 'HumanName element names,when']],
    ['Patient', 'phone', ['ContactPoint element when', 'ContactPoint element maybe']],
    ['Patient', 'birthdate', ['date p.DOB']],
    ['Patient', 'deceased', ['dateTime p.DEATH_DTTM', 'boolean p.DEATH_FLG maybe']],
    ['Patient', 'death-date', ['dateTime p.DEATH_DTTM']],
    ['Patient', 'identifier', ['Identifier element']],
    // Of the practitioner's row, where that is served.
    ['Patient', 'general-practitioner', ['Reference portico_ref1.PROV_ID']],
    // Of the patient's own row, or of the one that it was merged into.
    ['Observation', 'patient', ['a', 'b'].map((kind) => `${kind} Reference portico_patient.PAT_ID or MRG_TO_PAT_ID`)],
    [
      'Observation',
      'category',
      [
        'a CodeableConcept {"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs","display":"Vital Signs"}]}',
      ],
    ],
    ['Observation', 'code', ['a CodeableConcept element', 'b CodeableConcept v.LAB_TXT', `b ${unknown}`]],
    ['Observation', 'date', ['a dateTime v.VIT_DT', 'b Period element']],
    ['Observation', 'value-quantity', ['a Quantity element']],
    ['Observation', 'value-string', ['b string v.LAB_VAL']],
    ['Observation', 'value-date', []],
    ['Observation', 'value-concept', ['b CodeableConcept element']],
    [
      'Observation',
      'component-code',
      ['b CodeableConcept {"coding":[{"system":"http://loinc.org","code":"8480-6"}]} when'],
    ],
    ['Observation', 'component-value-quantity', ['b Quantity element']],
    [
      'Observation',
      'combo-code',
      [
        'a CodeableConcept element',
        'b CodeableConcept v.LAB_TXT',
        `b ${unknown}`,
        'b CodeableConcept {"coding":[{"system":"http://loinc.org","code":"8480-6"}]} when',
      ],
    ],
    ['Practitioner', 'family', ['string d.PROV_NM']],
  ]
  for (const [type, name, expected] of table)
    it(`${type}.${name} leads to ${expected.length === 0 ? 'nothing' : expected.map((each) => each.slice(0, 60)).join('; ')}`, () => {
      expect(hits(mapping, type, name)).to.deep.equal(expected)
    })

  it('lead to one of the child rows where the element does not repeat: which, the row decides', async () => {
    const single = await mappingOf(
      patient('birthDate: { first: [{ each: names, is: =n.END_DT | date(yyyymmdd) }, =p.DOB | date(yyyymmdd)] }'),
      practitioner,
    )
    expect(hits(single, 'Patient', 'birthdate')).to.deep.equal(['date n.END_DT names,taken', 'date p.DOB maybe'])
  })

  it('lead into extensions by their URL, through pieces of a text', () => {
    const [race] = hits(mapping, 'Patient', 'race')
    expect(race).to.match(/^(?:code|Coding) it\.p\.RACE_CDS .*pieces/)
  })

  it('are not offered where no source maps them, nor _id, nor what would promise matching by sound', () => {
    const names = [...mapping.parameters.get('Patient')!.keys()]
    expect(names).to.not.include.members(['address', '_id', 'phonetic'])
    expect(names).to.include.members(['_lastUpdated', 'race'].filter((each) => each !== '_lastUpdated'))
  })

  it('are narrowed where a source says so', async () => {
    const narrowed = await mappingOf(
      patient(map.replaceAll('race:', 'us-core-race:'), 'search: { name: [name.given] }'),
      practitioner,
    )
    expect(hits(narrowed, 'Patient', 'name')).to.deep.equal(['string p.FIRST_NM', 'string p.MID_NM'])
  })
})
