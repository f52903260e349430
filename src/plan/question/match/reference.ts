/** A reference and a leaf -> where the leaf points there. https://hl7.org/fhir/R4/search.html#reference */
import { everything, nothing, type Between } from '../../../mapping/cond.ts'
import type { Facts } from '../../../mapping/model.ts'
import type { AskedReference } from '../values.ts'
import { isConstant } from '../constant.ts'
import { isReference } from '../../row/reference.ts'
import { someChild, type Branch } from '../branches.ts'
import { askHole } from './hole.ts'

function askReference(
  node: Branch['node'] & { readonly kind: 'hole' },
  { type, id, url }: AskedReference,
  facts: Facts,
): Between {
  if (url === '') return nothing
  if (url !== undefined) return askHole(node, { kind: 'uri', text: url }, facts)
  return id === undefined
    ? nothing
    : askHole(node, { kind: 'reference', id, ...(type !== undefined && { type }) }, facts)
}

export function matchReference(node: Branch['node'], type: string, asked: AskedReference, facts: Facts): Between {
  if (node.kind === 'constant')
    return isConstant(node, facts, (value) => isReference(value, type, asked)) ? everything : nothing
  if (node.kind === 'hole') return askReference(node, asked, facts)
  return someChild(node, 'reference', (child) => matchReference(child, 'uri', asked, facts))
}
