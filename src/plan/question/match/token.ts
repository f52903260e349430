/** A token and a leaf -> where the leaf has that system and code. https://hl7.org/fhir/R4/search.html#token */
import { both, either, everything, nothing, type Between } from '../../../mapping/cond.ts'
import type { Element, Facts } from '../../../mapping/model.ts'
import type { AskedToken } from '../values.ts'
import { isConstant } from '../constant.ts'
import { isToken } from '../../row/token.ts'
import { someChild, type Branch } from '../branches.ts'
import { askHole } from './hole.ts'
import { childIs, childIsAsked, childIsThere } from './text.ts'

/** System and the rest beside each other: in one Coding, one Identifier. */
function pair(element: Element, name: string, { system, code }: AskedToken, facts: Facts): Between {
  const value = code === undefined ? childIsThere(element, name) : childIs(element, name, code, facts)
  return both(childIsAsked(element, 'system', system, facts), value)
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
      return asked.system === undefined || asked.system === ''
        ? someChild(element, 'value', (node) =>
            matchToken(node, 'string', { kind: 'token', ...(asked.code !== undefined && { code: asked.code }) }, facts),
          )
        : nothing
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
  return askHole(node, asked, facts)
}

const booleanSystem = 'http://terminology.hl7.org/CodeSystem/special-values'

const withoutSystem = ({ code }: AskedToken): AskedToken => ({ kind: 'token', ...(code !== undefined && { code }) })

export function matchToken(node: Branch['node'], type: string, asked: AskedToken, facts: Facts): Between {
  if (node.kind === 'constant')
    return isConstant(node, facts, (value) => isToken(value, type, asked)) ? everything : nothing
  if (node.kind === 'hole') return matchPrimitive(node, type, asked, facts)
  return either(matchElement(node, asked, facts))
}
