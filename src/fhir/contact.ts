/** Two addresses of contact points -> whether they are one. https://hl7.org/fhir/R4/datatypes.html#ContactPoint */
import { foldToken } from './token-case.ts'

const dialled: ReadonlySet<string> = new Set(['phone', 'fax', 'pager', 'sms'])

/** Its addresses are numbers. */
export const isDialled = (system: string | undefined): boolean => system !== undefined && dialled.has(system)

export const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** A number as people write it: signs, digits, perhaps an extension. What has other letters, or an at sign, is the address of something else. */
const numberForm = /^(?:tel:|fax:|sms:)?[^\p{L}@]*(?:(?:x|ext|extension)[^\p{L}@]*)?$/iu

/** The digits of what is asked for; none where it is no number. */
export const askedDigits = (text: string): string => (numberForm.test(text) ? digitsOf(text) : '')

/** Numbers are what their digits are, however they are printed; other addresses have no case. */
export function isSameAddress(stored: string, asked: string, system: string | undefined): boolean {
  const digits = isDialled(system) ? askedDigits(asked) : ''
  return digits === '' ? foldToken(stored) === foldToken(asked) : digitsOf(stored) === digits
}
