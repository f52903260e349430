import { expect } from 'chai'
import { alternatives, compileExpression, rewrite } from '../../../src/verify/oracle/expression.ts'
import { prefixes } from '../../../src/verify/oracle/value.ts'
import { baseUrl, definitions, oracle } from './asking.ts'

const patient = {
  resourceType: 'Patient',
  id: 'pat-1',
  identifier: [{ system: 'urn:mrn', value: 'a|b' }],
  name: [{ family: 'Müller', given: ['José'] }],
  gender: 'male',
  birthDate: '1947',
  telecom: [{ system: 'phone', value: '(512) 555-0101' }],
  generalPractitioner: [{ reference: 'Practitioner/prac-1' }],
}
const observation = {
  resourceType: 'Observation',
  code: { coding: [{ system: 'http://loinc.org', code: '1' }] },
  effectiveDateTime: '2024-07-01T15:15:30-05:00',
  valueQuantity: { value: 70.5, unit: 'kilo', system: 'http://unitsofmeasure.org', code: 'kg' },
}

describe('sample values', () => {
  it('come in every form that a client may write', () => {
    expect(oracle.sampleValues(patient, 'identifier').slice(0, 8)).to.deep.equal([
      'a\\|b',
      'urn:mrn|a\\|b',
      '|a\\|b',
      'A\\|B',
      'urn:mrn|A\\|B',
      '|A\\|B',
      'urn:mrn|',
      'urn:mrn|no-such-code',
    ])
    expect(oracle.sampleValues(patient, 'family').slice(0, 5)).to.deep.equal([
      'Müller',
      'Mül',
      'MÜLLER',
      'mül',
      'muller',
    ])
    expect(oracle.sampleValues(patient, 'general-practitioner')).to.include.members([
      'prac-1',
      'Practitioner/prac-1',
      `${baseUrl}/Practitioner/prac-1`,
    ])
    expect(oracle.sampleValues(patient, 'phone')).to.include('512555-0101')
    expect(oracle.sampleValues(patient, 'birthdate')).to.include.members(['1947', 'gt1947-01-01', 'eb1946-12-31'])
    expect(oracle.sampleValues(observation, 'date')).to.include.members([
      'sa2024',
      '2024-07-01T15:15',
      '2024-07-01T15:15:30-05:00',
      'ap2024-07-01T20:15:30Z',
    ])
    expect(oracle.sampleValues(observation, 'value-quantity')).to.include.members([
      '70.5',
      'gt70.50||kg',
      'le70.5|http://unitsofmeasure.org|kg',
      '70.5||kilo',
      'ne71',
    ])
  })

  it('are all understood, and each parameter has some that match and some that do not', () => {
    for (const resource of [patient, observation]) {
      const names = Object.keys(definitions[resource.resourceType === 'Patient' ? 'Patient' : 'Observation'])
      for (const name of names.filter(
        (one) => one !== 'code-value-quantity' && oracle.values(resource, one).length > 0,
      )) {
        const answers = oracle
          .sampleValues(resource, name)
          .map((value) => oracle.matches(resource, { name, values: [value] }))
        expect(answers, name).to.include(true).and.to.include(false)
      }
    }
  })

  it('ask dates with all nine prefixes', () => {
    const asked = oracle.sampleValues(observation, 'date').map((value) => value.slice(0, 2))
    expect(asked).to.include.members([...prefixes])
  })
})

describe('order', () => {
  const family = (id: string, ...families: string[]) => ({
    resourceType: 'Patient',
    id,
    name: families.map((one) => ({ family: one })),
  })
  const sorted = (descending: boolean, name: string, resources: readonly { id: string }[]) =>
    [...resources]
      .sort((a, b) => oracle.compare(a, b, { name, descending }))
      .map(({ id }) => id)
      .join(' ')

  it('is folded, by the least value upwards, by the greatest downwards, and without value last', () => {
    const resources = [family('none'), family('c', 'Çelik'), family('b', 'bauer'), family('az', 'Zorn', 'Adler')]
    expect(sorted(false, 'family', resources)).to.equal('az b c none')
    expect(sorted(true, 'family', resources)).to.equal('az c b none')
  })

  it('of dates is by the instant of the lower bound', () => {
    const born = (id: string, birthDate?: string) => ({ resourceType: 'Patient', id, birthDate })
    const resources = [born('none'), born('month', '1947-03'), born('day', '1947-02-28'), born('year', '1948')]
    expect(sorted(false, 'birthdate', resources)).to.equal('day month year none')
    expect(sorted(true, 'birthdate', resources)).to.equal('year month day none')
    expect(oracle.sortKeys({ resourceType: 'Patient', birthDate: '1947-03' }, 'birthdate')).to.deep.equal([
      Date.parse('1947-03-01T00:00:00-06:00'),
    ])
  })
})

describe('rewriting of expressions', () => {
  it('finds quantities with comparators by each alternative of an expression', () => {
    expect(alternatives("(A | B).c | D.where(e = '|')")).to.deep.equal(['(A | B).c', "D.where(e = '|')"])
    const quantity = { value: 1, comparator: '<', unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' }
    const resource = { resourceType: 'Observation', valueQuantity: quantity, component: [{ valueQuantity: quantity }] }
    const find = compileExpression('(Observation.value as Quantity) | (Observation.component.value as Quantity)')
    expect(find(resource).map(({ type }) => type)).to.deep.equal(['Quantity', 'Quantity'])
  })

  it('turns casts into ofType and resolve() into a test of the reference', () => {
    expect(rewrite('(Observation.component.value as Quantity)')).to.equal(
      '(Observation.component.value.ofType(Quantity))',
    )
    expect(rewrite('Condition.onset.as(Age) | Goal.target.due as date')).to.equal(
      'Condition.onset.ofType(Age) | Goal.target.due.ofType(date)',
    )
    expect(rewrite('A.b.where(resolve() is Patient)')).to.equal(
      "A.b.where(reference.matches('(^|/)Patient/[^/]+(/_history/[^/]+)?$'))",
    )
  })
})
