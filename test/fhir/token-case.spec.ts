import { expect } from 'chai'
import { foldToken, isCased, isSameToken } from '../../src/fhir/token-case.ts'

describe('the case of tokens', () => {
  it('counts in the systems of HL7, LOINC, SNOMED CT and UCUM', () => {
    for (const system of [
      'http://hl7.org/fhir/administrative-gender',
      'http://terminology.hl7.org/CodeSystem/v3-ActCode',
      'http://loinc.org',
      'http://snomed.info/sct',
      'http://unitsofmeasure.org',
    ])
      expect(isCased(system), system).to.equal(true)
  })

  it('does not count in languages, in local systems, and where there is no system', () => {
    for (const system of ['urn:ietf:bcp:47', 'urn:oid:1.2.3', 'http://loinc.org.example.org', undefined])
      expect(isCased(system), system).to.equal(false)
  })

  it('is of letters of any script, one by one, and never makes ASCII of what is not', () => {
    expect(isSameToken('JOSÉ@Пример.ORG', 'josé@пРИМЕР.org', true)).to.equal(true)
    expect(isSameToken('ΟΔΟΣ', 'οδος', true)).to.equal(true)
    expect(isSameToken('A', 'a', false)).to.equal(false)
    expect(isSameToken('\u212a', 'k', true)).to.equal(false)
    for (const text of ['İstanbul', 'STRASSE ß', '\u{10400}']) expect(foldToken(text)).to.have.length(text.length)
  })
})
