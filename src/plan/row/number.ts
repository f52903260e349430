/** A built number -> whether it is as the prefix asks. https://hl7.org/fhir/R4/search.html#number */
import type { Json } from '../../mapping/model.ts'
import type { AskedRange } from '../question/match/number.ts'

/** All values between two bounds, which belong to it unless open. */
export interface Span {
  readonly low: number
  readonly high: number
  readonly lowOpen?: boolean
  readonly highOpen?: boolean
}

type Compare = (span: Span, asked: AskedRange) => boolean

const within: Compare = (span, { low, high }) =>
  span.low >= low && (span.highOpen === true ? span.high <= high : span.high < high)
const isAt: Compare = (span, { value }) => span.low === value && span.high === value
const above: Compare = (span, { value }) => span.high > value
const below: Compare = (span, { value }) => span.low < value

const compare: Readonly<Record<AskedRange['prefix'], Compare>> = {
  eq: within,
  ne: (span, asked) => !within(span, asked),
  gt: above,
  lt: below,
  ge: (span, asked) => above(span, asked) || isAt(span, asked),
  le: (span, asked) => below(span, asked) || isAt(span, asked),
  sa: (span, { value }) => span.low > value || (span.lowOpen === true && span.low === value),
  eb: (span, { value }) => span.high < value || (span.highOpen === true && span.high === value),
  ap: (span, { low, high }) => span.high >= low && span.low <= high,
}

export const isSpan = (span: Span, asked: AskedRange): boolean => compare[asked.prefix](span, asked)

export function isNumber(value: Json, asked: AskedRange): boolean {
  const number = typeof value === 'string' ? Number(value) : NaN
  return !Number.isNaN(number) && isSpan({ low: number, high: number }, asked)
}
