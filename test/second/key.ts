/** The answer key, by hand: every resource whole, and searches with the ids that they find. */

const pat = (last: number): string => `pat-a0b1c2d3-0000-4000-8000-00000000000${last}`
const visit = (last: string): string => `visit-0f000000-0000-4000-8000-0000000000${last}`
const ref = (text: string) => ({ reference: text })
const patient = (last: number) => ref(`Patient/${pat(last)}`)
const loinc = (code: string, display: string) => ({
  coding: [{ system: 'http://loinc.org', code, display }],
  text: display,
})
const identifier = (value: string) => [{ system: 'urn:oid:2.16.840.1.999.1', value }]

export const resources: readonly object[] = [
  {
    resourceType: 'Patient',
    id: pat(1),
    meta: { lastUpdated: '2024-05-01T10:00:00.000+03:00' },
    identifier: identifier('7'),
    name: [
      { family: 'Wanjiru', given: ['Ana'] },
      { family: 'Okoth', given: ['Ana'] },
    ],
    telecom: [
      { system: 'phone', value: '0205550101', use: 'home' },
      { system: 'phone', value: '0722555102', use: 'mobile' },
    ],
    gender: 'female',
    birthDate: '1980-03-09',
    maritalStatus: { text: 'widowed' },
  },
  {
    resourceType: 'Patient',
    id: pat(2),
    meta: { lastUpdated: '2000-01-01T00:00:00Z' },
    identifier: identifier('8'),
    name: [{ family: 'Otieno', given: ['Ben'] }],
    gender: 'male',
    birthDate: '1955',
    deceasedDateTime: '2020-02-29',
  },
  { resourceType: 'Practitioner', id: 'prov--Ax2e1', active: true, name: [{ text: 'Dr Jane Doe' }] },
  { resourceType: 'Practitioner', id: 'prov--Bx202', active: false, name: [{ text: 'Min Kim, nurse' }] },
  {
    resourceType: 'Encounter',
    id: visit('aa'),
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    subject: patient(1),
    participant: [{ individual: ref('Practitioner/prov--Ax2e1') }],
    period: { start: '2024-05-01T08:30:00.000+03:00', end: '2024-05-01T09:00:00.000+03:00' },
  },
  {
    resourceType: 'Encounter',
    id: visit('bb'),
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP', display: 'inpatient encounter' },
    subject: patient(2),
    period: { start: '2024-06-01T22:00:00.000+03:00' },
  },
  {
    resourceType: 'Observation',
    id: 'obs-9007199254740993',
    status: 'final',
    code: loinc('29463-7', 'Weight'),
    subject: patient(1),
    encounter: ref(`Encounter/${visit('aa')}`),
    effectiveDateTime: '2024-05-01T08:40:00.000+03:00',
    valueQuantity: { value: 61.5, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  },
  {
    resourceType: 'Observation',
    id: 'obs-2',
    status: 'final',
    code: loinc('72166-2', 'Smoking'),
    subject: patient(1),
    effectiveDateTime: '2024-05-01T08:41:00.000+03:00',
    valueCodeableConcept: {
      coding: [{ system: 'http://snomed.info/sct', code: '73211009', display: 'Diabetes' }],
      text: 'Diabetes',
    },
  },
  {
    resourceType: 'Observation',
    id: 'obs-3',
    status: 'final',
    code: loinc('72166-2', 'Smoking'),
    subject: patient(2),
    effectiveDateTime: '2024-05-02T00:30:00.000+03:00',
    valueString: 'never smoked',
  },
  {
    resourceType: 'Condition',
    id: 'prob-P1',
    clinicalStatus: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'resolved', display: 'Resolved' },
      ],
    },
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.9' }], text: 'Diabetes' },
    subject: patient(1),
    onsetDateTime: '2019-04',
  },
  {
    resourceType: 'Condition',
    id: 'prob-P3',
    clinicalStatus: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active', display: 'Active' },
      ],
    },
    code: { text: 'Cough' },
    subject: patient(2),
  },
  {
    resourceType: 'AllergyIntolerance',
    id: 'alg-7.1',
    code: { text: 'Penicillin' },
    patient: patient(1),
    reaction: [
      { manifestation: [{ text: 'Rash' }], description: 'SKIN' },
      { manifestation: [{ text: 'Nausea' }], description: 'GI' },
    ],
  },
  { resourceType: 'AllergyIntolerance', id: 'alg-7.2', code: { text: 'Dust' }, patient: patient(1) },
  { resourceType: 'AllergyIntolerance', id: 'alg-8.1', code: { text: 'Nuts' }, patient: patient(2) },
]

export const searches: readonly (readonly [search: string, ids: readonly string[]])[] = [
  ['Patient?family=wanj', [pat(1)]],
  ['Patient?family=okoth', [pat(1)]],
  ['Patient?family=mistake', []],
  ['Patient?birthdate=1980-03', [pat(1)]],
  ['Patient?birthdate=lt1960', [pat(2)]],
  ['Patient?birthdate=1955', [pat(2)]],
  ['Patient?gender=female', [pat(1)]],
  ['Patient?phone=020-555-0101', [pat(1)]],
  ['Patient?telecom:missing=true', [pat(2)]],
  ['Patient?death-date=2020-02-29', [pat(2)]],
  ['Patient?death-date:missing=true', [pat(1)]],
  ['Patient?_lastUpdated=lt2001', [pat(2)]],
  ['Patient?identifier=7', [pat(1)]],
  [`Patient?_id=${pat(1)}`, [pat(1)]],
  ['Patient?_id=pat-A0B1C2D3-0000-4000-8000-000000000001', []],
  ['Practitioner?_id=prov--Bx202', ['prov--Bx202']],
  ['Practitioner?name=dr', ['prov--Ax2e1']],
  [`Encounter?patient=${pat(1)}`, [visit('aa')]],
  ['Encounter?practitioner=prov--Ax2e1', [visit('aa')]],
  ['Encounter?status=in-progress', [visit('bb')]],
  ['Encounter?class=IMP', [visit('bb')]],
  ['Encounter?date=2024-05-01', [visit('aa')]],
  ['Encounter?date=gt2024-06-10', [visit('bb')]],
  ['Observation?code=http://loinc.org|72166-2', ['obs-2', 'obs-3']],
  ['Observation?value-quantity=gt61', ['obs-9007199254740993']],
  ['Observation?value-quantity=lt0', []],
  ['Observation?value-concept=73211009', ['obs-2']],
  [`Observation?encounter=${visit('aa')}`, ['obs-9007199254740993']],
  [`Observation?patient=${pat(2)}&date=2024-05-02`, ['obs-3']],
  ['Condition?code=E11.9', ['prob-P1']],
  ['Condition?code=I10', []],
  ['Condition?clinical-status=active', ['prob-P3']],
  ['Condition?onset-date=2019', ['prob-P1']],
  [`AllergyIntolerance?patient=${pat(1)}`, ['alg-7.1', 'alg-7.2']],
]
