// Turns a letter into all that are the same whatever the case: capital, small and, where there is one, that of titles. What is ASCII has no others.
import { foldToken } from './token-case.ts'

/** Letters with cases are below this. */
const last = 0x1ffff

function readCases(): ReadonlyMap<string, readonly string[]> {
  const cases = new Map<string, string[]>()
  for (let point = 0x80; point <= last; point++) {
    if (point >= 0xd800 && point <= 0xdfff) continue
    const letter = String.fromCodePoint(point)
    const folded = foldToken(letter)
    if (folded !== letter) cases.set(folded, [...(cases.get(folded) ?? [folded]), letter])
  }
  return cases
}

let known: ReadonlyMap<string, readonly string[]> | undefined

function casesBeyond(letter: string): readonly string[] {
  known ??= readCases()
  return known.get(foldToken(letter)) ?? [letter]
}

/** The letter itself among them. */
export const casesOf = (letter: string): readonly string[] =>
  letter < '\u0080' ? [...new Set([letter, letter.toLowerCase(), letter.toUpperCase()])] : casesBeyond(letter)
