/** A URI and a leaf -> where they are the same. https://hl7.org/fhir/R4/search.html#uri */
import { nothing, type Between } from '../../../mapping/cond.ts'
import type { Facts } from '../../../mapping/model.ts'
import type { AskedUri } from '../values.ts'
import type { Branch } from '../branches.ts'
import { askHole } from './hole.ts'
import { equalsText } from './text.ts'

export function matchUri(node: Branch['node'], asked: AskedUri, facts: Facts): Between {
  if (node.kind === 'hole') return askHole(node, asked, facts)
  return node.kind === 'constant' ? equalsText(node, asked.text, facts) : nothing
}
