/** Two addresses of contact points -> whether they are one. https://hl7.org/fhir/R4/datatypes.html#ContactPoint */
import { foldToken } from './token-case.ts'

const dialled: ReadonlySet<string> = new Set(['phone', 'fax', 'pager', 'sms'])

/** Its addresses are numbers. */
export const isDialled = (system: string | undefined): boolean => system !== undefined && dialled.has(system)

export const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** Numbers are what their digits are, however they are printed; addresses of another system, and what has no digit, have no case. */
const spelling = (text: string, system: string | undefined): string =>
  (isDialled(system) && digitsOf(text)) || foldToken(text)

export const isSameAddress = (one: string, other: string, system: string | undefined): boolean =>
  spelling(one, system) === spelling(other, system)
