/** String parameters: does a part of the element begin with the text? https://hl7.org/fhir/R4/search.html#string */
import { textsOf } from './json.ts'
import { UnknownToOracle, type Occurrence, type Rule, type Test } from './model.ts'
import { unescape } from './value.ts'

const parts: Readonly<Record<string, readonly string[]>> = {
  HumanName: ['family', 'given', 'prefix', 'suffix', 'text'],
  Address: ['line', 'city', 'district', 'state', 'postalCode', 'country', 'text'],
}

export const stringRule: Rule = {
  reads: new Set(['string', 'markdown', 'HumanName', 'Address']),
  test(value, modifier): Test {
    const asked = unescape(value)
    if (fold(asked) === '') throw new UnknownToOracle('an empty text matches everything and nothing')
    const compare = comparisonOf(asked, modifier)
    return (occurrence) => textsIn(occurrence).some(compare)
  },
}

function comparisonOf(asked: string, modifier: string | undefined): (text: string) => boolean {
  const folded = fold(asked)
  if (modifier === 'exact') return (text) => text.trim() === asked.trim()
  if (modifier === 'contains') return (text) => fold(text).includes(folded)
  return (text) => fold(text).startsWith(folded)
}

/** Every text of the element that a string parameter may match: itself, or the parts of a name or an address. */
export function textsIn({ type, value }: Occurrence): readonly string[] {
  const names = parts[type]
  if (names) return names.flatMap((name) => textsOf(value, name))
  return typeof value === 'string' ? [value] : []
}

/** What full case folding makes of a letter: of its capital the small letters, but the dotless i, which has the capital of another. */
function foldLetter(letter: string): string {
  if (letter === 'ı') return letter
  const small = letter.toLowerCase()
  return [...small.toUpperCase()].map((each) => each.toLowerCase()).join('')
}

/** Without case and without accents, one blank for each run of them and none at the ends; punctuation stays. Marks alone stay as they are. */
export function fold(text: string): string {
  const parts = text.normalize('NFD')
  const letters = [...parts].filter((each) => !/\p{M}/u.test(each)).map(foldLetter)
  const folded = letters
    .join('')
    .split(/\s+/u)
    .filter((word) => word !== '')
  return folded.length > 0
    ? folded.join(' ')
    : parts
        .split(/\s+/u)
        .filter((word) => word !== '')
        .join(' ')
}
