/** A built number -> whether it is as the prefix asks. https://hl7.org/fhir/R4/search.html#number */
import { compareDecimals, isDecimal } from '../../fhir/decimal.ts'
import type { Json } from '../../mapping/model.ts'
import type { AskedRange } from '../question/values.ts'

/** All values between two decimals, which belong to it unless open; without an end where one is missing. */
export interface Span {
  readonly low?: string
  readonly high?: string
  readonly lowOpen?: boolean
  readonly highOpen?: boolean
}

type Compare = (span: Span, asked: AskedRange) => boolean

/** Where an end stands beside a number; one that is missing lies beyond all. */
const lowBeside = ({ low }: Span, number: string): number => (low === undefined ? -1 : compareDecimals(low, number))
const highBeside = ({ high }: Span, number: string): number => (high === undefined ? 1 : compareDecimals(high, number))

const within: Compare = (span, { low, high }) =>
  lowBeside(span, low) >= 0 && (span.highOpen === true ? highBeside(span, high) <= 0 : highBeside(span, high) < 0)
const isAt: Compare = (span, { value }) => lowBeside(span, value) === 0 && highBeside(span, value) === 0
const above: Compare = (span, { value }) => highBeside(span, value) > 0
const below: Compare = (span, { value }) => lowBeside(span, value) < 0

const compare: Readonly<Record<AskedRange['prefix'], Compare>> = {
  eq: within,
  ne: (span, asked) => !within(span, asked),
  gt: above,
  lt: below,
  ge: (span, asked) => above(span, asked) || isAt(span, asked),
  le: (span, asked) => below(span, asked) || isAt(span, asked),
  sa: (span, { value }) => lowBeside(span, value) > 0 || (span.lowOpen === true && lowBeside(span, value) === 0),
  eb: (span, { value }) => highBeside(span, value) < 0 || (span.highOpen === true && highBeside(span, value) === 0),
  ap: (span, { low, high }) => highBeside(span, low) >= 0 && lowBeside(span, high) <= 0,
}

export const isSpan = (span: Span, asked: AskedRange): boolean => compare[asked.prefix](span, asked)

export const isNumber = (value: Json, asked: AskedRange): boolean =>
  typeof value === 'string' && isDecimal(value) && isSpan({ low: value, high: value }, asked)
