/** A resource and a patient -> whether it is in the patient's compartment, by what the resource itself says. */
import { listOf, member, textMember } from '../oracle/json.ts'
import type { Item } from './model.ts'

/** The elements by which the types in use here name their patient. https://hl7.org/fhir/R4/compartmentdefinition-patient.html */
const elements = ['subject', 'patient', 'beneficiary']

/** Of these types an element of a list does. */
const nested: Readonly<Record<string, readonly [list: string, element: string]>> = {
  Person: ['link', 'target'],
  Appointment: ['participant', 'actor'],
}

function namedIn(resource: object): readonly (string | undefined)[] {
  const own = elements.map((name) => textMember(member(resource, name), 'reference'))
  const [list, element] = nested[textMember(resource, 'resourceType') ?? ''] ?? []
  if (list === undefined || element === undefined) return own
  return [...own, ...listOf(member(resource, list)).map((each) => textMember(member(each, element), 'reference'))]
}

export type LookUp = (type: string, id: string) => Item | undefined

/** `Condition/cond-1`, of what is about another resource. */
export function targetOf(resource: object): string | undefined {
  const [target] = listOf(member(resource, 'target'))
  return textMember(target, 'reference')
}

/** What is about another resource is its patient's. */
function aboutOf({ target = '' }: Item, lookUp: LookUp): Item | undefined {
  const [type = '', id = ''] = target.split('/')
  return lookUp(type, id)
}

/** `Patient/pat-1`; undefined for what names no patient. */
export function patientOf(resource: object): string | undefined {
  if (textMember(resource, 'resourceType') === 'Patient') return `Patient/${textMember(resource, 'id') ?? ''}`
  return namedIn(resource).find((reference) => reference?.startsWith('Patient/'))
}

/** What is shared is in everyone's compartment, what is `never` in no one's. */
export function isWithin(item: Item, patient: string, lookUp: LookUp): boolean {
  const { root, about } = item.source
  if (root.kind === 'shared') return true
  const named = about === undefined ? item : aboutOf(item, lookUp)
  return root.kind !== 'never' && named?.patient === `Patient/${patient}`
}
