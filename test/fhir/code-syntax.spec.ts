import { expect } from 'chai'
import { isCodeOf } from '../../src/fhir/code-syntax.ts'
import { growthOf, mostGrowth } from '../growth.ts'

const table: Readonly<Record<string, { readonly good: readonly string[]; readonly bad: readonly string[] }>> = {
  'http://loinc.org': {
    good: ['2345-7', '8867-4', '8310-5', '4548-4', '85354-9', '100000-9', 'LA6576-8'],
    bad: ['GLUCOSE', '2345_7', '2345-8', '2345', '2345-7 ', '-7', '23457'],
  },
  'http://snomed.info/sct': {
    good: [
      '38341003',
      '716186003',
      '266927001',
      '73211009',
      '900000000000207008',
      '1187610002',
      '7771000',
      '73211009:246112005=24484000',
    ],
    bad: ['38341004', '3834100', '12345', '038341003', '5419901000000100001', 'HTN', '38341003 ', '73211009:24611200'],
  },
  'http://hl7.org/fhir/sid/icd-9-cm': {
    good: ['250.00', '401.9', 'V10.3', 'E850.0', '47.01', '486'],
    bad: ['25000', 'I10', '250.000', 'V1', '1'],
  },
  'http://hl7.org/fhir/sid/icd-10-cm': {
    good: ['I10', 'E11.9', 'S72.001A', 'U07.1', 'C4A.0', 'M1A.9XX0'],
    bad: ['E119', '250.00', 'I1', 'I10.', 'E11.65432', 'E11 9'],
  },
  'http://www.nlm.nih.gov/research/umls/rxnorm': { good: ['860975', '7'], bad: ['0860975', 'RX1', '', '123456789'] },
  'http://hl7.org/fhir/sid/cvx': { good: ['03', '140', '8'], bad: ['FLU', '1400', ''] },
  'http://hl7.org/fhir/sid/ndc': {
    good: ['0093314705', '00093314705', '0093-3147-05', '50242-040-62', '60575-4112-1', '00093-3147-05'],
    bad: ['93-3147-05', '009331470', '000933147055', 'NDC'],
  },
  'http://hl7.org/fhir/sid/us-npi': { good: ['1234567893'], bad: ['1234567890', '123456789', '12345678930', 'NPI'] },
  'http://unitsofmeasure.org': {
    good: [
      'mg/dL',
      'mm[Hg]',
      '/min',
      '10*3/uL',
      '[degF]',
      '%',
      '{score}',
      'kg/m2',
      'mL/min/{1.73_m2}',
      'U/(24.h)',
      'm[H2O].s',
      '1',
      '[in_i]',
      "'",
    ],
    bad: ['mg / dL', 'mm[Hg', 'mmHg]', 'mg//dL', '', 'mg.', '(mg', 'µg', 'x{y', '()'],
  },
  'http://example.org/any': { good: ['what ever'], bad: [] },
}

describe('the syntax of codes', () => {
  for (const [system, { good, bad }] of Object.entries(table))
    it(`is known of ${system}`, () => {
      for (const code of good) expect(isCodeOf(system, code), code).to.equal(true)
      for (const code of bad) expect(isCodeOf(system, code), code).to.equal(false)
    })

  it('is told of a code in time that grows with its length', () => {
    for (const system of Object.keys(table))
      for (const part of ['1', 'a', '(', '[', '{', '.', '/', '[a]', '{}', '-'])
        expect(
          growthOf((size) => isCodeOf(system, part.repeat(size)), 100_000),
          `${system} ${part}`,
        ).to.be.below(mostGrowth)
  })
})
