/** A Patient as the gateway writes it -> what a picker shows of it. https://hl7.org/fhir/R4/patient.html */
import { fold } from '../../fhir/string.ts'
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

/** The name they go by now, before nicknames and former ones. */
function shownName({ name = [] }: PatientResource): Name | undefined {
  const byUse = ['official', 'usual', undefined].flatMap((use) => name.filter((each) => each.use === use))
  return [...byUse, ...name].find((each) => printName(each) !== '')
}

/** '' where the chart has none. */
function nameOf(patient: PatientResource): string {
  const shown = shownName(patient)
  return shown === undefined ? '' : printName(shown)
}

/** The beginnings of whose words a search takes, as it folds them. */
const wordsIn = ({ family = '', given = [], text = '' }: Name): readonly string[] =>
  [family, ...given, text].flatMap((each) => [fold(each), ...each.split(/[\s-]+/).map(fold)])

const hasWord = (name: Name, word: string): boolean => wordsIn(name).some((each) => each.startsWith(fold(word)))

/** Another name of theirs that has a word which the shown one has not. */
function foundBy(patient: PatientResource, words: readonly string[]): PatientEntry['foundBy'] {
  const shown = shownName(patient)
  const missed = shown === undefined ? [] : words.filter((word) => !hasWord(shown, word))
  const other = patient.name?.find((each) => each !== shown && missed.some((word) => hasWord(each, word)))
  return other && { name: printName(other), isFormer: other.use === 'old' || other.use === 'maiden' }
}

const chartOf = ({ identifier = [] }: PatientResource): string | undefined =>
  identifier.find(({ type }) => type?.coding?.some(({ code }) => code === 'MR'))?.value

/** An entry always has something to be called by: one without a name has its chart number, or its id. `words`: of the name that was searched for. */
export function toEntry(patient: PatientResource, isSelf: boolean, words: readonly string[] = []): PatientEntry {
  const { id, birthDate, gender } = patient
  const [chart, other] = [chartOf(patient), foundBy(patient, words)]
  return {
    id,
    name: nameOf(patient) || (chart ?? id),
    ...(birthDate !== undefined && { birthDate }),
    ...(gender !== undefined && { gender }),
    ...(chart !== undefined && { chart }),
    isSelf,
    ...(other !== undefined && { foundBy: other }),
  }
}

/** Oneself first, then by name; of one name the elder first. */
export function compareEntries(a: PatientEntry, b: PatientEntry): number {
  if (a.isSelf !== b.isSelf) return a.isSelf ? -1 : 1
  return a.name.localeCompare(b.name, 'en') || (a.birthDate ?? '').localeCompare(b.birthDate ?? '', 'en')
}
