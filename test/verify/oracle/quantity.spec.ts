import { expect } from 'chai'
import { ask, oracle, rule, type Row } from './asking.ts'

const ucum = 'http://unitsofmeasure.org'
const measured = (value: number, rest: object = {}) => ({
  resourceType: 'Observation',
  valueQuantity: { value, ...rest },
})
const heavy = measured(70.5, { unit: 'kilo', system: ucum, code: 'kg' })

const only = (resource: object, value: string, matching: string): readonly Row[] =>
  ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'].map((prefix) => [
    resource,
    `value-quantity=${prefix}${value}`,
    matching.split(' ').includes(prefix),
  ])

describe('the oracle on quantities and numbers', () => {
  rule('gives an equal number the room of its last digit', [
    [measured(99.5), 'value-quantity=100', true],
    [measured(100.4999), 'value-quantity=100', true],
    [measured(100.5), 'value-quantity=100', false],
    [measured(100.4), 'value-quantity=100.0', false],
    [measured(94), 'value-quantity=1e2', true],
    [measured(5.35), 'value-quantity=5.4', true],
    [measured(5.45), 'value-quantity=5.4', false],
    [measured(-2.5), 'value-quantity=-2', true],
  ])
  rule('compares without that room', [
    ...only(measured(100), '100', 'eq ge le ap'),
    ...only(measured(100.4), '100', 'eq gt ge sa ap'),
    ...only(measured(99.6), '100', 'eq lt le eb ap'),
    ...only(measured(120), '100', 'ne gt ge sa'),
  ])
  rule('reads approximately as a tenth more and less', [
    [measured(90), 'value-quantity=ap100', true],
    [measured(110), 'value-quantity=ap100', true],
    [measured(89), 'value-quantity=ap100', false],
    [measured(111), 'value-quantity=ap100', false],
    [measured(-89), 'value-quantity=ap-100', false],
    [measured(1.4), 'value-quantity=ap1', true],
  ])
  rule('reads a comparator as everything on that side', [
    ...only(measured(5, { comparator: '<' }), '5', 'ne lt le eb ap'),
    ...only(measured(5, { comparator: '<' }), '4', 'ne gt lt ge le ap'),
    ...only(measured(5, { comparator: '<=' }), '5', 'ne lt le ap'),
    ...only(measured(5, { comparator: '>' }), '5', 'ne gt ge sa ap'),
    ...only(measured(5, { comparator: '>=' }), '5', 'ne gt ge ap'),
    ...only(measured(5, { comparator: '>' }), '9', 'ne gt lt ge le ap'),
  ])
  rule('asks for a unit by system and code, or by what is written', [
    [heavy, 'value-quantity=70.5', true],
    [heavy, `value-quantity=70.5|${ucum}|kg`, true],
    [heavy, `value-quantity=70.5|${ucum}|g`, false],
    [heavy, 'value-quantity=70.5|http://other|kg', false],
    [heavy, 'value-quantity=70.5||kg', true],
    [heavy, 'value-quantity=70.5||kilo', true],
    [heavy, 'value-quantity=gt70||g', false],
    [heavy, `value-quantity=ne72|${ucum}|kg`, true],
    [heavy, `value-quantity=ne72|${ucum}|g`, false],
  ])
  rule('looks into every component', [
    [pressure(120, 80), 'component-value-quantity=80', true],
    [pressure(120, 80), 'component-value-quantity=gt110', true],
    [pressure(120, 80), 'component-value-quantity=gt130', false],
    [pressure(120, 80), 'component-value-quantity=ne80', true],
    [pressure(80, 80), 'component-value-quantity=ne80', false],
  ])
  rule('reads ranges, ages and durations', [
    [onset({ low: { value: 30 }, high: { value: 40 } }), 'onset-age=gt35', true],
    [onset({ low: { value: 30 }, high: { value: 40 } }), 'onset-age=35', false],
    [onset({ low: { value: 30 } }), 'onset-age=gt90', true],
    [{ resourceType: 'Condition', onsetAge: { value: 35 } }, 'onset-age=35', true],
    [{ resourceType: 'Encounter', length: { value: 20 } }, 'length=lt30', true],
  ])
  rule('does not take a missing value as unequal', [
    [{ resourceType: 'Observation' }, 'value-quantity=ne5', false],
    [{ resourceType: 'Observation', valueString: '5' }, 'value-quantity=5', false],
    [{ resourceType: 'Observation', valueString: '5' }, 'value-quantity:missing=true', true],
  ])
  rule('reads plain numbers', [
    [risk(0.3), 'probability=0.3', true],
    [risk(0.3), 'probability=gt0.25', true],
    [risk(0.3), 'probability=0.30', true],
    [risk(0.31), 'probability=0.30', false],
  ])
  it('throws on what is no number', () => {
    for (const value of ['', 'five', '5|kg', 'gt', '1,5x']) {
      expect(() => oracle.matches(heavy, ask(`value-quantity=${value}`)), value).to.throw()
    }
  })
})

function pressure(systolic: number, diastolic: number): object {
  const component = [systolic, diastolic].map((value) => ({ valueQuantity: { value } }))
  return { resourceType: 'Observation', component }
}

function onset(onsetRange: object): object {
  return { resourceType: 'Condition', onsetRange }
}

function risk(probabilityDecimal: number): object {
  return { resourceType: 'RiskAssessment', prediction: [{ probabilityDecimal }] }
}
