/**
 * A text -> the same in capitals or small letters: a letter becomes one letter, and none of ASCII where it is none. Databases do it so, and what is
 * served of a column is found there by an index: `STRAßE`, not `STRASSE`; the dotless `ı` is no `I`, and the sign of Kelvin no `k`.
 */

const isAscii = (letter: string): boolean => letter < '\u0080'

function capital(letter: string): string {
  const other = letter.toUpperCase()
  return [...other].length === 1 && isAscii(other) === isAscii(letter) ? other : letter
}

export const toUpper = (text: string): string => text.replace(/./gsu, capital)

/** Whole texts, since the last letter of a Greek word is another. */
export const toLower = (text: string): string => text.replace(/[^\u0130\u212a]+/gu, (some) => some.toLowerCase())
