/** A quantity and a leaf -> where value and unit are as asked; nothing is converted. https://hl7.org/fhir/R4/search.html#quantity */
import { atMost, both, either, everything, nothing, type Between } from '../../../mapping/cond.ts'
import type { Element, Facts } from '../../../mapping/model.ts'
import type { AskedQuantity } from '../values.ts'
import { isConstant } from '../constant.ts'
import { isQuantity } from '../../row/quantity.ts'
import { hasChild, someChild, type Branch } from '../branches.ts'
import { unsure } from './hole.ts'
import { matchNumber } from './number.ts'
import { childIs } from './text.ts'
import { yields } from '../../../mapping/template/alive.ts'

function hasUnit(element: Element, { system, code }: AskedQuantity, facts: Facts): Between {
  if (code === undefined) return everything
  const coded = childIs(element, 'code', code, facts)
  return system === undefined
    ? either(coded, childIs(element, 'unit', code, facts))
    : both(coded, childIs(element, 'system', system, facts))
}

/** With a comparator the value is a half-line: the row decides. */
function hasValue(element: Element, asked: AskedQuantity, facts: Facts): Between {
  if (hasChild(element, 'comparator')) return atMost(yields(element).over)
  return someChild(element, 'value', (node) => matchNumber(node, asked, facts))
}

function matchRange(range: Element): Between {
  return atMost(yields(range).over)
}

/** A lens of a whole Quantity answers for its numbers; whether its unit is the asked one it is asked as for a token. */
function matchHole(node: Branch['node'] & { readonly kind: 'hole' }, asked: AskedQuantity, facts: Facts): Between {
  if (asked.code === undefined) return matchNumber(node, asked, facts)
  const { system, code } = asked
  const unit = node.lens.match({ kind: 'token', code, ...(system !== undefined && { system }) }, facts)
  return both(matchNumber(node, asked, facts), unit ?? unsure(node))
}

export function matchQuantity(node: Branch['node'], type: string, asked: AskedQuantity, facts: Facts): Between {
  if (node.kind === 'constant')
    return isConstant(node, facts, (value) => isQuantity(value, type, asked)) ? everything : nothing
  if (node.kind === 'hole') return matchHole(node, asked, facts)
  if (type === 'Range') return matchRange(node)
  return both(hasUnit(node, asked, facts), hasValue(node, asked, facts))
}
