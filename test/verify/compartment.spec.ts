import { expect } from 'chai'
import { patientOf } from '../../src/verify/runner/compartment.ts'

const target = { reference: 'Patient/pat-1' }

describe('whose a resource is, by what it says', () => {
  const cases: readonly (readonly [string, object, string | undefined])[] = [
    ['a patient', { resourceType: 'Patient', id: 'pat-1' }, 'Patient/pat-1'],
    ['what has a subject', { resourceType: 'Condition', subject: target }, 'Patient/pat-1'],
    [
      'a Person linked to a patient',
      { resourceType: 'Person', link: [{ target: { reference: 'Practitioner/a' } }, { target }] },
      'Patient/pat-1',
    ],
    [
      'an Appointment that a patient comes to',
      { resourceType: 'Appointment', participant: [{ actor: target }] },
      'Patient/pat-1',
    ],
    ['what names nobody', { resourceType: 'Person', link: [{}] }, undefined],
  ]
  for (const [title, resource, patient] of cases)
    it(`tells of ${title}`, () => expect(patientOf(resource)).to.equal(patient))
})
