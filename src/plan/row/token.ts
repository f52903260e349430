/** A built value -> whether it has the asked system and code. https://hl7.org/fhir/R4/search.html#token */
import { isSameAddress } from '../../fhir/contact.ts'
import { isCased, isSameToken, type StatedCases } from '../../fhir/token-case.ts'
import type { Facts, Json } from '../../mapping/model.ts'
import type { AskedToken } from '../question/values.ts'
import { listOf, memberOf, textOf } from './json.ts'

const booleanSystem = 'http://terminology.hl7.org/CodeSystem/special-values'

const isSystem = (system: string | undefined, asked: string | undefined): boolean =>
  asked === undefined || (system ?? '') === asked

const isPair = (value: Json, name: 'code' | 'value', asked: AskedToken, cases?: StatedCases): boolean =>
  isSystem(textOf(value, 'system'), asked.system) &&
  (asked.code === undefined
    ? textOf(value, name) !== undefined || asked.system !== undefined
    : isSame(textOf(value, name), asked.code, name === 'value' || !isCased(textOf(value, 'system'), cases)))

const isSame = (text: string | undefined, asked: string, fold: boolean): boolean =>
  text !== undefined && isSameToken(text, asked, fold)

function isContact(value: Json, { system, code }: AskedToken): boolean {
  const text = textOf(value, 'value')
  if (text === undefined || (system !== undefined && system !== '')) return false
  return code === undefined || isSameAddress(text, code, textOf(value, 'system'))
}

function isPrimitive(value: Json, type: string, { system, code }: AskedToken): boolean {
  if (type === 'boolean' && !isSystem(booleanSystem, system)) return false
  if (['string', 'id', 'uri'].includes(type) && !isSystem(undefined, system)) return false
  return code === undefined || isSame(String(value), code, type === 'string')
}

/** By the members that only it has. */
function shapeOf(value: Json): string {
  if (typeof value === 'string') return 'code'
  if (memberOf(value, 'coding') !== undefined) return 'CodeableConcept'
  return memberOf(value, 'code') === undefined ? 'Identifier' : 'Coding'
}

/** `type` may be `unknown` inside a constant. */
export function isToken(value: Json, type: string, asked: AskedToken, { tenant: { cases } }: Facts): boolean {
  switch (type === 'unknown' ? shapeOf(value) : type) {
    case 'CodeableConcept':
      return listOf(value, 'coding').some((coding) => isPair(coding, 'code', asked, cases))
    case 'Coding':
      return isPair(value, 'code', asked, cases)
    case 'Identifier':
      return isPair(value, 'value', asked)
    case 'ContactPoint':
      return isContact(value, asked)
    default:
      return isPrimitive(value, type, asked)
  }
}
