/** A built value -> whether it is the asked reference. https://hl7.org/fhir/R4/search.html#reference */
import type { Json } from '../../mapping/model.ts'
import type { AskedReference } from '../question/values.ts'
import { textOf } from './json.ts'

const local = /^(?:([A-Z]\w+)\/)?([A-Za-z0-9.-]{1,64})$/

function isText(text: string, { type, id, url }: AskedReference): boolean {
  // A canonical may name a version behind a bar.
  if (url !== undefined) return text === url || text.split('|')[0] === url
  const [, itsType, itsId] = local.exec(text) ?? []
  return itsId === id && (type === undefined || itsType === type)
}

export function isReference(value: Json, _type: string, asked: AskedReference): boolean {
  const text = typeof value === 'string' ? value : textOf(value, 'reference')
  return text !== undefined && isText(text, asked)
}
