/** A number and a leaf -> where the leaf's value is as the prefix asks. https://hl7.org/fhir/R4/search.html#number */
import { both, either, everything, negate, nothing, type Between } from '../../../mapping/cond.ts'
import type { Bounds } from '../../../mapping/cond.ts'
import type { Facts } from '../../../mapping/model.ts'
import type { AskedNumber } from '../values.ts'
import { isConstant } from '../constant.ts'
import { isNumber } from '../../row/number.ts'
import type { Branch } from '../branches.ts'
import { unsure } from './hole.ts'

/** What is asked, of a number or of a quantity's value. */
export type AskedRange = Pick<AskedNumber, 'prefix' | 'value' | 'low' | 'high'>

/** Less than any column tells apart: `value >= x + step` is `value > x`. */
const step = 1e-9

const within = ({ lowFrom, highTo }: Bounds, low: number, high: number): Between => both(lowFrom(low), highTo(high))
const above = ({ lowFrom }: Bounds, { value }: AskedRange): Between => lowFrom(value + step)
const below = ({ highTo }: Bounds, { value }: AskedRange): Between => highTo(value)

type Compare = (bounds: Bounds, asked: AskedRange, has: () => Between) => Between

/** The comparing prefixes take the number as written, however many digits it has; `eq` and `ne` the range its digits stand for. */
const compare: Readonly<Record<AskedRange['prefix'], Compare>> = {
  eq: (bounds, { low, high }) => within(bounds, low, high),
  ne: (bounds, { low, high }, has) => both(has(), either(negate(bounds.lowFrom(low)), negate(bounds.highTo(high)))),
  gt: above,
  sa: above,
  lt: below,
  eb: below,
  ge: (bounds, { value }) => bounds.lowFrom(value),
  le: (bounds, { value }) => bounds.highTo(value + step),
  ap: (bounds, { low, high }) => within(bounds, low, high + step),
}

/** `node` is a primitive; undefined bounds of a lens leave the answer to the row. */
export function matchNumber(node: Branch['node'], asked: AskedRange, facts: Facts): Between {
  if (node.kind === 'constant') return isConstant(node, facts, (value) => isNumber(value, asked)) ? everything : nothing
  if (node.kind === 'element') return nothing
  const bounds = node.lens.numberBounds?.(facts)
  return bounds === undefined ? unsure(node) : compare[asked.prefix](bounds, asked, () => node.lens.has())
}
