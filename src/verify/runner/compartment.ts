/** A resource and a patient -> whether it is in the patient's compartment, by what the resource itself says. */
import { member, textMember } from '../oracle/json.ts'
import type { Item } from './model.ts'

/** The elements by which the types in use here name their patient. https://hl7.org/fhir/R4/compartmentdefinition-patient.html */
const elements = ['subject', 'patient', 'beneficiary']

/** `Patient/pat-1`; undefined for what names no patient. */
export function patientOf(resource: object): string | undefined {
  if (textMember(resource, 'resourceType') === 'Patient') return `Patient/${textMember(resource, 'id') ?? ''}`
  const found = elements.map((name) => textMember(member(resource, name), 'reference'))
  return found.find((reference) => reference?.startsWith('Patient/'))
}

/** What is shared is in everyone's compartment, what is `never` in no one's. */
export function isWithin({ resource, source }: Item, patient: string): boolean {
  if (source.root.kind === 'shared') return true
  return source.root.kind !== 'never' && patientOf(resource) === `Patient/${patient}`
}
