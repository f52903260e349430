/** A built value -> whether it, or a part of it, has the asked text. https://hl7.org/fhir/R4/search.html#string */
import { matchesString } from '../../fhir/string.ts'
import type { Json } from '../../mapping/model.ts'
import type { AskedString } from '../question/values.ts'
import { listOf } from './json.ts'

const parts: Readonly<Record<string, readonly string[]>> = {
  HumanName: ['family', 'given', 'prefix', 'suffix', 'text'],
  Address: ['line', 'city', 'district', 'state', 'postalCode', 'country', 'text'],
}

/** The elements of a datatype that a string search looks at. */
export const partsOf = (type: string): readonly string[] => parts[type] ?? []

export function isString(value: Json, type: string, { text, mode }: AskedString): boolean {
  if (typeof value === 'string') return matchesString(value, text, mode)
  return partsOf(type).some((part) =>
    listOf(value, part).some((each) => typeof each === 'string' && matchesString(each, text, mode)),
  )
}
