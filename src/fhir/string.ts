// Turns texts into the form in which string searches compare them. https://hl7.org/fhir/R4/search.html#string
import { unescape } from './escape.ts'
import { invalidValue } from './invalid-value.ts'

/**
 * Without case and accents: decomposed, combining marks removed, lower-case. Punctuation and blanks stay, since a
 * search must mean the same whichever column or index answers it.
 */
export function fold(text: string): string {
  // A final sigma would otherwise differ from the same letter in the middle of a longer name.
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
}

export type StringMode = 'starts' | 'exact' | 'contains'

/** The one meaning of the three string matches, for the residual check on a built resource. */
export function matchesString(candidate: string, asked: string, mode: StringMode): boolean {
  if (mode === 'exact') return candidate === asked
  return mode === 'starts' ? fold(candidate).startsWith(fold(asked)) : fold(candidate).includes(fold(asked))
}

/** The text to look for, unescaped, not folded. Throws Problem parse-value when it is blank. */
export function parseStringValue(parameter: string, value: string): string {
  const text = unescape(value)
  if (fold(text).trim() === '') throw invalidValue(parameter, value, 'a text that is not blank')
  return text
}
