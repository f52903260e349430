import { baseUrl, rule } from './asking.ts'

const named = (...name: object[]) => ({ resourceType: 'Patient', name })
const muller = named({ family: 'Müller', given: ['José', 'Ana María'] })
const living = {
  resourceType: 'Patient',
  address: [{ line: ['12 Oak St', 'Apt 4'], city: 'Austin', postalCode: '78701' }],
}

describe('the oracle on strings', () => {
  rule('finds beginnings without case and accents', [
    [muller, 'family=Müller', true],
    [muller, 'family=MULL', true],
    [named({ family: 'MULLER' }), 'family=mü', true],
    [muller, 'family=uller', false],
    [muller, 'family=x,mul', true],
  ])
  rule('looks into every part of a name or an address', [
    [muller, 'name=jose', true],
    [muller, 'name=ana maria', true],
    [muller, 'name=maria', false],
    [named({ text: 'Doe, Jane' }), 'name=jane', false],
    [named({ text: 'Doe,  Jane Ann' }), 'name:contains=jane\tann ', true],
    [named({ text: 'Straße' }), 'name=STRASSE', true],
    [named({ text: 'ırmak' }), 'name=irmak', false],
    [named({ prefix: ['Dr.'] }), 'name=dr.', true],
    [living, 'address=apt', true],
    [living, 'address=aus', true],
    [living, 'address=787', true],
    [living, 'address=oak', false],
  ])
  rule('keeps punctuation', [
    [named({ family: "O'Brien" }), "family=o'b", true],
    [named({ family: "O'Brien" }), 'family=obrien', false],
    [named({ family: 'De La Cruz' }), 'family=cruz', false],
    [named({ family: 'De La Cruz' }), 'family:contains=cruz', true],
  ])
  rule('compares :exact with the text as served', [
    [muller, 'family:exact=Müller', true],
    [muller, 'family:exact=Muller', false],
    [muller, 'family:exact=müller', false],
    [muller, 'family:exact=Mül', false],
  ])
  rule('finds :contains anywhere, without case and accents', [
    [muller, 'family:contains=ULLE', true],
    [muller, 'family:contains=x', false],
  ])
  rule('takes escapes from the value', [[named({ family: 'a|b$c' }), 'family:exact=a\\|b\\$c', true]])
  rule('reads a text among the alternatives of a value', [
    [{ resourceType: 'Observation', valueString: 'Trace' }, 'value-string=tr', true],
    [{ resourceType: 'Observation', valueCodeableConcept: { text: 'Trace' } }, 'value-string=tr', true],
    [{ resourceType: 'Observation', valueQuantity: { value: 1 } }, 'value-string:missing=true', true],
  ])
})

const about = (reference: string) => ({ resourceType: 'Observation', subject: { reference } })

describe('the oracle on references', () => {
  rule('takes an id, a type with id, and an address under our base as the same', [
    [about('Patient/1'), 'subject=1', true],
    [about('Patient/1'), 'subject=Patient/1', true],
    [about('Patient/1'), `subject=${baseUrl}/Patient/1`, true],
    [about(`${baseUrl}/Patient/1`), 'subject=Patient/1', true],
    [about('Patient/1/_history/2'), 'subject=Patient/1', true],
    [about('Patient/1'), 'subject=Patient/11', false],
    [about('Patient/1'), 'subject=Group/1', false],
  ])
  rule('keeps the resources of other servers apart', [
    [about('https://else.org/Patient/1'), 'subject=1', false],
    [about('https://else.org/Patient/1'), 'subject=Patient/1', false],
    [about('https://else.org/Patient/1'), 'subject=https://else.org/Patient/1', true],
    [about('Patient/1'), 'subject=https://else.org/Patient/1', false],
  ])
  rule('holds :Type against the reference', [
    [about('Patient/1'), 'subject:Patient=1', true],
    [about('Group/1'), 'subject:Patient=1', false],
    [about('Group/1'), 'subject:Patient=Group/1', false],
  ])
  rule('reads resolve() is T by the type in the reference', [
    [about('Patient/1'), 'patient=1', true],
    [about('Group/1'), 'patient=1', false],
    [about('Group/1'), 'patient:missing=true', true],
    [about(`${baseUrl}/Patient/1`), 'patient=Patient/1', true],
  ])
  rule('finds nothing by contained resources and bare identifiers, which are there all the same', [
    [about('#1'), 'subject=1', false],
    [{ resourceType: 'Observation', subject: { identifier: { value: '1' } } }, 'subject=1', false],
    [{ resourceType: 'Observation', subject: { identifier: { value: '1' } } }, 'subject:missing=false', true],
  ])
  rule('compares canonicals with and without their version, and uris as they stand', [
    [{ resourceType: 'QuestionnaireResponse', questionnaire: 'urn:q|2' }, 'questionnaire=urn:q', true],
    [{ resourceType: 'QuestionnaireResponse', questionnaire: 'urn:q|2' }, 'questionnaire=urn:q\\|2', true],
    [{ resourceType: 'QuestionnaireResponse', questionnaire: 'urn:q|2' }, 'questionnaire=urn:q\\|3', false],
    [{ resourceType: 'Questionnaire', derivedFrom: ['urn:q'] }, 'derived=urn:q', true],
    [{ resourceType: 'Questionnaire', derivedFrom: ['urn:q'] }, 'derived=urn:Q', false],
  ])
})
