/** A Patient as the gateway writes it -> what a picker shows of it. https://hl7.org/fhir/R4/patient.html */
import type { PatientEntry } from '../model.ts'

interface Name {
  readonly use?: string
  readonly text?: string
  readonly family?: string
  readonly given?: readonly string[]
}

interface Identifier {
  readonly value?: string
  readonly type?: { readonly coding?: readonly { readonly code?: string }[] }
}

/** As far as it is looked at here. It comes from our own writer, so its form is not checked again. */
export interface PatientResource {
  readonly id: string
  readonly name?: readonly Name[]
  readonly identifier?: readonly Identifier[]
  readonly birthDate?: string
  readonly gender?: string
}

/** The elements that entries are made of. */
export const entryElements: readonly string[] = ['name', 'identifier', 'birthDate', 'gender']

/** `Rivera, Margaret Ann`: as lists of patients are read, by the family. */
const printName = ({ family, given = [], text = '' }: Name): string =>
  [family, given.join(' ')].filter(Boolean).join(', ') || text

/** The name they go by now, before nicknames and former ones. '' where the chart has none. */
function nameOf({ name = [] }: PatientResource): string {
  const byUse = ['official', 'usual', undefined].flatMap((use) => name.filter((each) => each.use === use))
  return [...byUse, ...name].map(printName).find((text) => text !== '') ?? ''
}

const chartOf = ({ identifier = [] }: PatientResource): string | undefined =>
  identifier.find(({ type }) => type?.coding?.some(({ code }) => code === 'MR'))?.value

/** An entry always has something to be called by: one without a name has its chart number, or its id. */
export function toEntry(patient: PatientResource, isSelf: boolean): PatientEntry {
  const { id, birthDate, gender } = patient
  const chart = chartOf(patient)
  return {
    id,
    name: nameOf(patient) || (chart ?? id),
    ...(birthDate !== undefined && { birthDate }),
    ...(gender !== undefined && { gender }),
    ...(chart !== undefined && { chart }),
    isSelf,
  }
}

/** Oneself first, then by name; of one name the elder first. */
export function compareEntries(a: PatientEntry, b: PatientEntry): number {
  if (a.isSelf !== b.isSelf) return a.isSelf ? -1 : 1
  return a.name.localeCompare(b.name, 'en') || (a.birthDate ?? '').localeCompare(b.birthDate ?? '', 'en')
}
