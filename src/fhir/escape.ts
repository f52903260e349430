// Turns `\,` `\|` `\$` `\\` of search values into their characters. https://hl7.org/fhir/R4/search.html#escaping

/** Takes the backslashes away. Not for values that still have separators to be found. */
export const unescape = (text: string): string => text.replace(/\\([\\,|$])/g, '$1')

/** Puts a backslash before each character that would mean something in a search value. */
export const escape = (text: string): string => text.replace(/[\\,|$]/g, '\\$&')

const pieces = /\\[\s\S]|[^\\]/gu

/** Cuts at each separator that has no backslash before it. The parts keep their backslashes. */
export function splitAt(text: string, separator: string): readonly string[] {
  const parts = ['']
  for (const [piece] of text.matchAll(pieces)) {
    if (piece === separator) parts.push('')
    else parts[parts.length - 1] += piece
  }
  return parts
}

/** Whether every backslash stands before a character that may be escaped. */
export const isEscapedRight = (text: string): boolean => /^(?:[^\\]|\\[\\,|$])*$/u.test(text)
