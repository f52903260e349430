// Turns texts into the form in which string searches compare them. https://hl7.org/fhir/R4/search.html#string
import { unescape } from './escape.ts'
import { invalidValue } from './invalid-value.ts'

/** Full case folding as Unicode has it, by way of capitals: `ß` is `ss`, every sigma one, and the dotless `ı`, whose capital is I, stays itself. */
function foldCase(text: string): string {
  const small = (part: string): string => part.toLowerCase().toUpperCase().toLowerCase()
  return text.split('ı').map(small).join('ı').replaceAll('ς', 'σ')
}

/** Blanks of any kind and number are one; those at the ends none. */
const foldBlanks = (text: string): string => text.replace(/\s+/gu, ' ').trim()

/**
 * Without case and accents: decomposed, combining marks removed, case folded; and without blanks that mean nothing. Punctuation stays, since a
 * search must mean the same whichever column or index answers it. A text of nothing but marks keeps them.
 */
export function fold(text: string): string {
  // Most texts: nothing of them is decomposed, and only blanks are white space.
  if (/^[ -~]*$/.test(text)) return text.toLowerCase().replace(/ +/g, ' ').trim()
  const plain = text.normalize('NFD').replace(/\p{M}+/gu, '')
  const folded = foldBlanks(foldCase(plain))
  return folded === '' ? foldBlanks(text.normalize('NFD')) : folded
}

export type StringMode = 'starts' | 'exact' | 'contains'

/** The one meaning of the three string matches, for the residual check on a built resource. Blanks at the ends belong to no value. */
export function matchesString(candidate: string, asked: string, mode: StringMode): boolean {
  if (mode === 'exact') return candidate.trim() === asked.trim()
  return mode === 'starts' ? fold(candidate).startsWith(fold(asked)) : fold(candidate).includes(fold(asked))
}

/** The text to look for, unescaped, not folded. Throws Problem parse-value when it is blank. */
export function parseStringValue(parameter: string, value: string): string {
  const text = unescape(value)
  if (fold(text) === '') throw invalidValue(parameter, value, 'a text that is not blank')
  return text
}
