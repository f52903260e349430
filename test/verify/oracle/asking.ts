/** Turns rows of [resource, query, yes or no] into tests against an oracle in Chicago on 15 November 2026. */
import { expect } from 'chai'
import { createOracle, type Oracle } from '../../../src/verify/oracle/oracle.ts'
import type { SearchParameterRequest } from '../../../src/parse/request.ts'

export const definitions = {
  Patient: {
    active: { type: 'token', expression: 'Patient.active' },
    address: { type: 'string', expression: 'Patient.address | Person.address' },
    'address-use': { type: 'token', expression: 'Patient.address.use' },
    birthdate: { type: 'date', expression: 'Patient.birthDate | Person.birthDate | RelatedPerson.birthDate' },
    'death-date': { type: 'date', expression: '(Patient.deceased as dateTime)' },
    deceased: { type: 'token', expression: 'Patient.deceased.exists() and Patient.deceased != false' },
    email: {
      type: 'token',
      expression: "Patient.telecom.where(system='email') | Person.telecom.where(system='email')",
    },
    family: { type: 'string', expression: 'Patient.name.family | Practitioner.name.family' },
    gender: { type: 'token', expression: 'Patient.gender | Person.gender' },
    'general-practitioner': { type: 'reference', expression: 'Patient.generalPractitioner' },
    identifier: { type: 'token', expression: 'Patient.identifier' },
    language: { type: 'token', expression: 'Patient.communication.language' },
    name: { type: 'string', expression: 'Patient.name' },
    phone: { type: 'token', expression: "Patient.telecom.where(system='phone')" },
    race: {
      type: 'token',
      expression: "Patient.extension.where(url = 'urn:race').extension.where(url = 'ombCategory').value.code",
    },
    'mime-type': { type: 'token', expression: 'Patient.photo.contentType' },
  },
  Observation: {
    code: { type: 'token', expression: 'Condition.code | Observation.code' },
    'component-value-quantity': {
      type: 'quantity',
      expression: '(Observation.component.value as Quantity) | (Observation.component.value as SampledData)',
    },
    date: { type: 'date', expression: 'Condition.recordedDate | Observation.effective' },
    'code-value-quantity': { type: 'composite', expression: 'Observation' },
    patient: { type: 'reference', expression: 'Observation.subject.where(resolve() is Patient)', target: ['Patient'] },
    subject: { type: 'reference', expression: 'Observation.subject', target: ['Patient', 'Group'] },
    'value-quantity': {
      type: 'quantity',
      expression: '(Observation.value as Quantity) | (Observation.value as SampledData)',
    },
    'value-string': {
      type: 'string',
      expression: '(Observation.value as string) | (Observation.value as CodeableConcept).text',
    },
  },
  Condition: {
    'onset-age': { type: 'quantity', expression: 'Condition.onset.as(Age) | Condition.onset.as(Range)' },
    'onset-date': { type: 'date', expression: 'Condition.onset.as(dateTime) | Condition.onset.as(Period)' },
    'asserted-date': { type: 'date', expression: "Condition.extension.where(url = 'urn:asserted').valueDateTime" },
  },
  Questionnaire: { derived: { type: 'uri', expression: 'Questionnaire.derivedFrom' } },
  QuestionnaireResponse: { questionnaire: { type: 'reference', expression: 'QuestionnaireResponse.questionnaire' } },
  Encounter: { length: { type: 'quantity', expression: 'Encounter.length' } },
  RiskAssessment: {
    probability: { type: 'number', expression: '(RiskAssessment.prediction.probability as decimal)' },
  },
}

export const baseUrl = 'https://portico.example.org/fhir/sevocity/1'

export const oracle: Oracle = createOracle({
  definitions,
  baseUrl,
  zone: 'America/Chicago',
  now: Date.parse('2026-11-15T12:00:00Z'),
})

/** `name:modifier=a,b`: no escapes, every comma parts. */
export function ask(query: string): SearchParameterRequest {
  const [, name = '', modifier, values = ''] = /^([^:=]+)(?::([^=]+))?=(.*)$/.exec(query) ?? []
  return { name, ...(modifier === undefined ? {} : { modifier }), values: values.split(',') }
}

export type Row = readonly [resource: object, query: string, expected: boolean]

/** One test for the rule, over all its rows. */
export function rule(title: string, rows: readonly Row[]): void {
  it(title, () => {
    for (const [resource, query, expected] of rows) {
      expect(oracle.matches(resource, ask(query)), `${query} on ${JSON.stringify(resource)}`).to.equal(expected)
    }
  })
}
