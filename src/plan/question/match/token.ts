/** A token and a leaf -> where the leaf has that system and code. https://hl7.org/fhir/R4/search.html#token */
import { both, either, everything, nothing, type Between } from '../../../mapping/cond.ts'
import type { Element, Facts } from '../../../mapping/model.ts'
import type { AskedToken } from '../values.ts'
import { isConstant } from '../constant.ts'
import { isToken } from '../../row/token.ts'
import { someChild, type Branch } from '../branches.ts'
import { matchContact } from './contact.ts'
import { askHole } from './hole.ts'
import { systemBeside } from './system.ts'
import { childIs, childIsAsked, childIsThere } from './text.ts'
import { hasCase, isCased, type Casing } from '../../../fhir/token-case.ts'

/** Whether case counts in the codes of a Coding, where one system stands beside them whatever the row; undefined where rows differ. */
function isCasedCoding(element: Element, asked: string | undefined, facts: Facts): boolean | undefined {
  const { cases } = facts.tenant
  if (asked !== undefined) return isCased(asked, cases)
  const beside = systemBeside(element, facts)
  return beside && isCased(beside.system, cases)
}

function codeIs(element: Element, { system, code = '' }: AskedToken, facts: Facts): Between {
  const isCasedHere = !hasCase(code) || isCasedCoding(element, system, facts)
  const exact = (): Between => childIs(element, 'code', code, facts)
  const folded = (): Between => childIs(element, 'code', code, facts, 'folded')
  if (isCasedHere === undefined) return { over: folded().over, under: exact().under }
  return isCasedHere ? exact() : folded()
}

/** A value that is no code: case never counts. */
const valueIs = (element: Element, { code = '' }: AskedToken, facts: Facts): Between =>
  childIs(element, 'value', code, facts, 'folded')

/** System and the rest beside each other: in one Coding, one Identifier. */
function pair(element: Element, name: 'code' | 'value', asked: AskedToken, facts: Facts): Between {
  const equals = name === 'code' ? codeIs : valueIs
  const value = asked.code === undefined ? childIsThere(element, name) : equals(element, asked, facts)
  return both(childIsAsked(element, 'system', asked.system, facts), value)
}

function matchElement(element: Element, asked: AskedToken, facts: Facts): Between {
  switch (element.type) {
    case 'CodeableConcept':
      return someChild(element, 'coding', (node) => matchToken(node, 'Coding', asked, facts))
    case 'Coding':
      return pair(element, 'code', asked, facts)
    case 'Identifier':
      return pair(element, 'value', asked, facts)
    case 'ContactPoint':
      return matchContact(element, asked, facts)
    default:
      return nothing
  }
}

/** A system that a primitive cannot have decides before the column is asked. */
function matchPrimitive(
  node: Branch['node'] & { readonly kind: 'hole' },
  type: string,
  asked: AskedToken,
  facts: Facts,
): Between {
  const { system } = asked
  if (['string', 'id', 'uri'].includes(type) && system !== undefined && system !== '') return nothing
  if (type === 'boolean' && system !== undefined && system !== booleanSystem) return nothing
  if (type === 'boolean') return askHole(node, withoutSystem(asked), facts)
  return askHole(node, { ...asked, casing: casings[type] ?? 'exact' }, facts)
}

/** Of what a lens fills whole; codes, ids and addresses of resources are as they are written. */
const casings: Readonly<Record<string, Casing>> = {
  CodeableConcept: 'by-system',
  Coding: 'by-system',
  Identifier: 'folded',
  string: 'folded',
}

const booleanSystem = 'http://terminology.hl7.org/CodeSystem/special-values'

const withoutSystem = ({ code }: AskedToken): AskedToken => ({ kind: 'token', ...(code !== undefined && { code }) })

export function matchToken(node: Branch['node'], type: string, asked: AskedToken, facts: Facts): Between {
  if (node.kind === 'constant')
    return isConstant(node, facts, (value) => isToken(value, type, asked, facts)) ? everything : nothing
  if (node.kind === 'hole') return matchPrimitive(node, type, asked, facts)
  return either(matchElement(node, asked, facts))
}
