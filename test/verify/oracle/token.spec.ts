import { expect } from 'chai'
import { ask, oracle, rule } from './asking.ts'

const loinc = 'http://loinc.org'
const observation = (...coding: object[]) => ({ resourceType: 'Observation', code: { coding } })
const glucose = observation({ system: loinc, code: '2345-7' }, { code: 'GLU' })
const patient = (rest: object) => ({ resourceType: 'Patient', id: 'pat-1', ...rest })
const male = patient({ gender: 'male' })
const sexes = 'http://hl7.org/fhir/administrative-gender'
const absent = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
}

describe('the oracle on tokens', () => {
  rule('finds a code in any system', [
    [glucose, 'code=2345-7', true],
    [glucose, 'code=GLU', true],
    [glucose, 'code=2345', false],
    [glucose, 'code=glu', true],
  ])
  rule('holds the system of the same coding against the code', [
    [glucose, `code=${loinc}|2345-7`, true],
    [glucose, `code=${loinc}|GLU`, false],
    [glucose, 'code=http://other|2345-7', false],
  ])
  rule('reads |code as a code without a system', [
    [glucose, 'code=|GLU', true],
    [glucose, 'code=|2345-7', false],
  ])
  rule('reads system| as any code of the system', [
    [glucose, `code=${loinc}|`, true],
    [observation({ system: loinc }), `code=${loinc}|`, true],
    [glucose, 'code=http://other|', false],
  ])
  rule('takes any of the alternatives', [
    [glucose, 'code=x,GLU', true],
    [glucose, 'code=x,y', false],
  ])
  rule('takes :not as the complement of all alternatives over all codings, and of nothing', [
    [glucose, 'code:not=GLU', false],
    [glucose, 'code:not=x,GLU', false],
    [glucose, 'code:not=x,y', true],
    [observation(), 'code:not=GLU', true],
    [patient({}), 'gender:not=male', true],
  ])
  rule('knows the system that a code is bound to', [
    [male, 'gender=male', true],
    [male, `gender=${sexes}|male`, true],
    [male, `gender=${sexes}|`, true],
    [male, `gender=${sexes}|female`, false],
    [male, 'gender=http://other|male', false],
    [male, 'gender=|male', false],
    [patient({ address: [{ use: 'old' }] }), 'address-use=http://hl7.org/fhir/address-use|old', true],
  ])
  rule('holds the system of a code inside a coding against that coding', [
    [race('2106-3'), 'race=2106-3', true],
    [race('2106-3'), 'race=urn:omb|2106-3', true],
    [race('2106-3'), 'race=urn:other|2106-3', false],
  ])
  rule('reads identifiers by system and value, with escaped bars in the value', [
    [patient({ identifier: [{ system: 'urn:mrn', value: 'a|b' }] }), 'identifier=urn:mrn|a\\|b', true],
    [patient({ identifier: [{ system: 'urn:mrn', value: 'a|b' }] }), 'identifier=a\\|b', true],
    [patient({ identifier: [{ system: 'urn:mrn', value: 'a\\b' }] }), 'identifier=a\\b', true],
    [patient({ identifier: [{ value: '7' }] }), 'identifier=|7', true],
    [patient({ identifier: [{ system: 'urn:mrn', value: '7' }] }), 'identifier=urn:other|7', false],
  ])
  rule('compares telephone numbers by digits and mail addresses without case', [
    [patient({ telecom: [{ system: 'phone', value: '(512) 555-0101' }] }), 'phone=512.555.0101', true],
    [patient({ telecom: [{ system: 'phone', value: '(512) 555-0101' }] }), 'phone=5550101', false],
    [patient({ telecom: [{ system: 'phone', value: 'none' }] }), 'phone=unknown', false],
    [patient({ telecom: [{ system: 'email', value: 'Jo@x.org' }] }), 'email=jo@X.org', true],
    [patient({ telecom: [{ system: 'email', value: 'a1@x.org' }] }), 'email=b1@y.org', false],
    [patient({ telecom: [{ system: 'email', value: '1@x.org' }] }), 'phone=1', false],
  ])
  rule('reads booleans and texts as tokens', [
    [patient({ active: false }), 'active=false', true],
    [patient({ active: false }), 'active=true', false],
    [patient({}), '_id=pat-1', true],
    [patient({}), '_id=PAT-1', false],
  ])
  rule('finds deceased=false where nothing is said of it', [
    [patient({}), 'deceased=false', true],
    [patient({ deceasedBoolean: false }), 'deceased=false', true],
    [patient({ deceasedDateTime: '2020-01-01' }), 'deceased=true', true],
    [patient({ deceasedBoolean: true }), 'deceased=false', false],
  ])
  rule('takes an element that only says why it is absent as missing, and a code that says so as present', [
    [patient({ _gender: absent }), 'gender:missing=true', true],
    [patient({ _gender: absent }), 'gender:missing=false', false],
    [patient({ gender: 'unknown' }), 'gender:missing=true', false],
    [{ resourceType: 'Observation', code: absent }, 'code:missing=true', true],
    [patient({}), 'gender:missing=true', true],
    [male, 'gender:missing=false', true],
  ])
  it('throws rather than guess', () => {
    const unknown = [
      'nickname=x',
      'gender:text=x',
      'gender:exact=male',
      'gender=',
      'gender:missing=yes',
      'identifier=a|b|c',
    ]
    for (const query of [...unknown, 'mime-type=urn:ietf:bcp:13|image/png']) {
      const photo = patient({ gender: 'male', identifier: [{ value: '1' }], photo: [{ contentType: 'image/png' }] })
      expect(() => oracle.matches(photo, ask(query)), query)
        .to.throw()
        .with.property('name', 'UnknownToOracle')
    }
    expect(() => oracle.matches(glucose, ask('code-value-quantity=a$1'))).to.throw('composite')
  })
})

function race(code: string): object {
  const extension = [{ url: 'ombCategory', valueCoding: { system: 'urn:omb', code } }]
  return patient({ extension: [{ url: 'urn:race', extension }] })
}
