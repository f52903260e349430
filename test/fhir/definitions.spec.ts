import { expect } from 'chai'
import {
  elementByJsonName,
  elementOf,
  elementsOf,
  extension,
  extensionByUrl,
  isResourceType,
  jsonNameOf,
  profile,
  editions,
  profileIds,
  resourceTypes,
  searchParametersOf,
  typeDefinition,
  typeExists,
  valueSet,
} from '../../src/fhir/definitions.ts'

const everyElement = [...new Set([...resourceTypes, 'HumanName', 'Dosage'])].flatMap((type) =>
  elementsOf(type).map(([name, element]) => ({ path: `${type}.${name}`, element })),
)

describe('definitions', () => {
  it('know every element type that an element names', () => {
    const unknown = everyElement.filter(({ element }) => !element.types.every(typeExists))
    expect(unknown.map(({ path }) => path)).to.deep.equal([])
  })

  it('find elements of the type, of its base, of a backbone and behind a content reference', () => {
    expect(elementOf('Patient', 'birthDate')?.types).to.deep.equal(['date'])
    expect(elementOf('Patient', 'meta')?.types).to.deep.equal(['Meta'])
    expect(elementOf('Patient.contact', 'extension')?.max).to.equal('*')
    expect(elementOf('Observation.component', 'referenceRange')?.types).to.deep.equal(['Observation.referenceRange'])
    expect(elementOf('Age', 'unit')?.types).to.deep.equal(['string'])
    expect(elementOf('Patient', 'constructor')).to.equal(undefined)
  })

  it('resolve a choice from the name that JSON has for it, and back', () => {
    const found = elementByJsonName('Observation', 'valueQuantity')
    expect(found).to.include({ name: 'value', type: 'Quantity' })
    expect(found && jsonNameOf(found.name, found.element, found.type)).to.equal('valueQuantity')
    expect(elementByJsonName('Observation', 'value')).to.equal(undefined)
    expect(elementByJsonName('Observation', 'valueAddress')).to.equal(undefined)
    expect(elementByJsonName('Patient', 'gender')).to.include({ name: 'gender', type: 'code' })
  })

  it('list resource types, without the abstract ones', () => {
    expect(resourceTypes).to.include('Patient').and.not.include('DomainResource')
    expect([isResourceType('Observation'), isResourceType('HumanName')]).to.deep.equal([true, false])
  })

  it('give each type its own part of a shared search expression', () => {
    const expressionOf = (type: string, name: string): string | undefined =>
      searchParametersOf(type).get(name)?.expression
    expect(expressionOf('Patient', 'birthdate')).to.equal('Patient.birthDate')
    expect(expressionOf('AllergyIntolerance', 'code')).to.equal(
      'AllergyIntolerance.code | AllergyIntolerance.reaction.substance',
    )
    expect(expressionOf('Condition', '_lastUpdated')).to.equal('Condition.meta.lastUpdated')
    expect(expressionOf('Condition', 'asserted-date')).to.include('condition-assertedDate')
    expect(searchParametersOf('Patient').has('race')).to.equal(true)
    expect(searchParametersOf('HumanName').size).to.equal(0)
  })

  it('have the known faults of the published expressions corrected', () => {
    const expressions = resourceTypes.flatMap((type) =>
      [...searchParametersOf(type).values()].map((each) => each.expression),
    )
    expect(expressions.filter((each) => each.includes('as(DateTime)'))).to.deep.equal([])
    expect(searchParametersOf('DocumentReference').get('relationship')?.components).to.deep.equal([
      { parameter: 'relatesto', expression: 'target' },
      { parameter: 'relation', expression: 'code' },
    ])
  })

  it('list the codes of small value sets with system and display', () => {
    const codes = (url: string): readonly string[] => (valueSet(url) ?? []).map(({ code }) => code)
    expect(valueSet('http://hl7.org/fhir/ValueSet/observation-category')).to.deep.include({
      system: 'http://terminology.hl7.org/CodeSystem/observation-category',
      code: 'laboratory',
      display: 'Laboratory',
    })
    expect(codes('http://terminology.hl7.org/ValueSet/v3-ActEncounterCode'))
      .to.include('AMB')
      .and.not.include('_ActEncounterCode')
    expect(codes('http://hl7.org/fhir/us/core/ValueSet/us-core-problem-or-health-concern')).to.have.members([
      'problem-list-item',
      'health-concern',
    ])
    expect(codes('http://terminology.hl7.org/ValueSet/v2-0203')).to.include.members(['MR', 'SS', 'MB'])
    expect(codes('http://hl7.org/fhir/us/core/ValueSet/omb-race-category')).to.have.length(7)
    expect(valueSet('http://hl7.org/fhir/us/core/ValueSet/us-core-condition-code')).to.equal(undefined)
  })

  it('hold the facts of a profile with what its parents fix', () => {
    const pressure = profile('us-core-blood-pressure')?.elements ?? []
    const at = (path: string): unknown => pressure.find((each) => each.path === path)
    expect(at('Observation.category:VSCat.coding.code')).to.include({ fixed: 'vital-signs' })
    expect(at('Observation.component:systolic.code')).to.have.deep.property('pattern', {
      coding: [{ system: 'http://loinc.org', code: '8480-6' }],
    })
    expect(at('Observation.component:systolic.value.code')).to.include({ fixed: 'mm[Hg]' })
    for (const each of editions)
      expect(
        profileIds(each).filter((id) => !typeExists(profile(id, each)?.type ?? '')),
        each,
      ).to.deep.equal([])
  })

  it('hold extensions with a value or with parts', () => {
    expect(extension('us-core-birthsex')?.types).to.deep.equal(['code'])
    expect(Object.keys(extension('us-core-race')?.parts ?? {})).to.deep.equal(['ombCategory', 'detailed', 'text'])
    const url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
    expect(extensionByUrl(url)).to.equal(extension('data-absent-reason'))
  })

  it('cannot be changed', () => {
    expect(Object.isFrozen(typeDefinition('Patient')?.elements.name?.types)).to.equal(true)
    expect(Object.isFrozen(valueSet('http://hl7.org/fhir/ValueSet/observation-category'))).to.equal(true)
  })
})
