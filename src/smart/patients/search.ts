/** What a clinician types to find a patient -> the search for it. https://hl7.org/fhir/R4/patient.html#search */
import { escape } from '../../fhir/escape.ts'
import { Problem } from '../../fhir/problem.ts'
import type { SearchParameterRequest } from '../../parse/request.ts'
import type { Context } from '../../plan/model.ts'
import { askPatients, type Found } from './ask.ts'
import type { Desk } from './desk.ts'

export interface AskedPatient {
  /** Words, each of which some part of a name begins with; a comma behind the family's. */
  readonly name?: string
  /** `1980-02-28`. */
  readonly birthDate?: string
  /** A chart number, whole. */
  readonly chart?: string
}

const mostWords = 6
const mostLetters = 100

const asks = (name: string, text: string): SearchParameterRequest => ({ name, values: [escape(text)] })

function tooLong(field: string): Problem {
  return new Problem('parse-value', `What is asked as ${field} is too long.`, { expression: [field] })
}

export function wordsOf({ name = '' }: AskedPatient): readonly string[] {
  const words = name.split(/[\s,\p{Cc}]+/u).filter((word) => word !== '')
  if (name.length > mostLetters || words.length > mostWords) throw tooLong('name')
  return words
}

/** A day alone: the prefixes and halves that a search takes would find other people than were meant. */
function askBirthDate({ birthDate = '' }: AskedPatient): readonly SearchParameterRequest[] {
  const text = birthDate.trim()
  if (text === '') return []
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return [asks('birthdate', text)]
  throw new Problem('parse-value', 'A birth date is written year-month-day: 1980-02-28.', { expression: ['birthDate'] })
}

function askChart({ chart = '' }: AskedPatient): readonly SearchParameterRequest[] {
  const text = chart.replace(/\p{Cc}/gu, '').trim()
  if (text.length > mostLetters) throw tooLong('chart')
  return text === '' ? [] : [asks('identifier', text)]
}

/** An index over names begins with the family. It stands last, or first where a comma or nothing else tells. */
function byFamily(
  words: readonly string[],
  { name = '' }: AskedPatient,
): readonly (readonly SearchParameterRequest[])[] {
  const positions = name.includes(',') ? [0, words.length - 1] : [words.length - 1, 0]
  return [...new Set(positions)].map((position) =>
    words.map((word, index) => asks(index === position ? 'family' : 'name', word)),
  )
}

const isTooWide = (error: unknown): boolean => error instanceof Problem && error.code === 'plan-needs-driver'

/** Any name where the database can be asked so; where that would read a large table, a word has to be the family. */
export async function searchPatients(desk: Desk, context: Context, asked: AskedPatient, most: number): Promise<Found> {
  const words = wordsOf(asked)
  const beside = [...askBirthDate(asked), ...askChart(asked)]
  const ask = (names: readonly SearchParameterRequest[]): Promise<Found> =>
    askPatients(desk, context, { parameters: [...names, ...beside], most })
  try {
    return await ask(words.map((word) => asks('name', word)))
  } catch (error) {
    if (!isTooWide(error) || words.length === 0) throw error
  }
  let found: Found = { patients: [], more: false }
  for (const names of byFamily(words, asked)) {
    found = await ask(names)
    if (found.patients.length > 0 || found.more) break
  }
  return found
}
