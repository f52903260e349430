/** A number and a leaf -> where the leaf's value is as the prefix asks. https://hl7.org/fhir/R4/search.html#number */
import { justAbove, type Cut } from '../../../fhir/cut.ts'
import { both, either, everything, nothing, type Between } from '../../../mapping/cond.ts'
import type { Bounds } from '../../../mapping/cond.ts'
import type { Facts } from '../../../mapping/model.ts'
import type { AskedRange } from '../values.ts'
import { isConstant } from '../constant.ts'
import { isNumber } from '../../row/number.ts'
import type { Branch } from '../branches.ts'
import { unsure } from './hole.ts'

type Cuts = Bounds<Cut>
type Compare = (bounds: Cuts, asked: AskedRange) => Between

const within = ({ lowFrom, highTo }: Cuts, low: Cut, high: Cut): Between => both(lowFrom(low), highTo(high))
const above: Compare = ({ lowFrom }, { value }) => lowFrom(justAbove(value))
const below: Compare = ({ highTo }, { value }) => highTo(value)

/** The comparing prefixes take the number as written, however many digits it has; `eq` and `ne` the range its digits stand for. */
const compare: Readonly<Record<AskedRange['prefix'], Compare>> = {
  eq: (bounds, { low, high }) => within(bounds, low, high),
  ne: (bounds, { low, high }) => either(bounds.highTo(low), bounds.lowFrom(high)),
  gt: above,
  sa: above,
  lt: below,
  eb: below,
  ge: (bounds, { value }) => bounds.lowFrom(value),
  le: (bounds, { value }) => bounds.highTo(justAbove(value)),
  ap: (bounds, { low, high }) => within(bounds, low, justAbove(high)),
}

/** `node` is a primitive; undefined bounds of a lens leave the answer to the row. */
export function matchNumber(node: Branch['node'], asked: AskedRange, facts: Facts): Between {
  if (node.kind === 'constant') return isConstant(node, facts, (value) => isNumber(value, asked)) ? everything : nothing
  if (node.kind === 'element') return nothing
  const bounds = node.lens.numberBounds?.(facts)
  return bounds === undefined ? unsure(node) : compare[asked.prefix](bounds, asked)
}
