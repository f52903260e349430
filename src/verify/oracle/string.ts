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
    if (asked === '') throw new UnknownToOracle('an empty text matches everything and nothing')
    const compare = comparisonOf(asked, modifier)
    return (occurrence) => textsIn(occurrence).some(compare)
  },
}

function comparisonOf(asked: string, modifier: string | undefined): (text: string) => boolean {
  const folded = fold(asked)
  if (modifier === 'exact') return (text) => text === asked
  if (modifier === 'contains') return (text) => fold(text).includes(folded)
  return (text) => fold(text).startsWith(folded)
}

/** Every text of the element that a string parameter may match: itself, or the parts of a name or an address. */
export function textsIn({ type, value }: Occurrence): readonly string[] {
  const names = parts[type]
  if (names) return names.flatMap((name) => textsOf(value, name))
  return typeof value === 'string' ? [value] : []
}

/** Without case and without accents; blanks and punctuation stay. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ')
}
