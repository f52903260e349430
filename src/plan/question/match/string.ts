/** A text and a leaf -> where the leaf, or a part of a name or an address, has it. https://hl7.org/fhir/R4/search.html#string */
import { either, everything, nothing, type Between } from '../../../mapping/cond.ts'
import type { Facts } from '../../../mapping/model.ts'
import type { AskedString } from '../values.ts'
import { isConstant } from '../constant.ts'
import { isString, partsOf } from '../../row/string.ts'
import { someChild, type Branch } from '../branches.ts'
import { askHole } from './hole.ts'

export function matchString(node: Branch['node'], type: string, asked: AskedString, facts: Facts): Between {
  if (node.kind === 'constant')
    return isConstant(node, facts, (value) => isString(value, type, asked)) ? everything : nothing
  if (node.kind === 'hole') return askHole(node, asked, facts)
  return either(
    ...partsOf(node.type).map((part) => someChild(node, part, (child) => matchString(child, 'string', asked, facts))),
  )
}
