/** Quantity and number parameters: is the value in the range that was asked? https://hl7.org/fhir/R4/search.html#quantity */
import { decimalOf, numberText } from './decimal.ts'
import { member, textMember } from './json.ts'
import { UnknownToOracle, type Occurrence, type Rule, type Test } from './model.ts'
import { splitAtBars, splitPrefix, type Prefix } from './value.ts'

type Bound = bigint | number

/** All values between two bounds; a bound belongs to it unless it is open. */
interface Range {
  readonly low: Bound
  readonly high: Bound
  readonly lowOpen?: boolean
  readonly highOpen?: boolean
}

/** The number that was written, and the range that its last digit stands for: `[low, high)`. */
interface Asked {
  readonly value: bigint
  readonly low: bigint
  readonly high: bigint
}

const above = (range: Range, { value }: Asked) => range.high > value
const below = (range: Range, { value }: Asked) => range.low < value
const within = (range: Range, { low, high }: Asked) =>
  range.low >= low && (range.highOpen === true ? range.high <= high : range.high < high)
const same = (range: Range, { value }: Asked) => range.low === value && range.high === value

// The comparing prefixes take the number as written, however many digits it has.
const comparisons: Readonly<Record<Prefix, (range: Range, asked: Asked) => boolean>> = {
  eq: within,
  ne: (range, asked) => !within(range, asked),
  gt: above,
  lt: below,
  ge: (range, asked) => above(range, asked) || same(range, asked),
  le: (range, asked) => below(range, asked) || same(range, asked),
  sa: (range, { value }) => range.low > value || (range.lowOpen === true && range.low === value),
  eb: (range, { value }) => range.high < value || (range.highOpen === true && range.high === value),
  ap: (range, asked) => range.high >= widened(asked, -1n) && range.low <= widened(asked, 1n),
}

/** A tenth to the side, and no less than the last digit stands for. */
function widened({ value, low, high }: Asked, side: 1n | -1n): bigint {
  const edge = value + (side * (value < 0n ? -value : value)) / 10n
  if (side < 0n) return edge < low ? edge : low
  return edge > high ? edge : high
}

export const quantityRule: Rule = {
  reads: new Set(['Quantity', 'Age', 'Duration', 'SimpleQuantity', 'Count', 'Distance', 'Money', 'Range']),
  test(text): Test {
    const { prefix, rest } = splitPrefix(text)
    const [number = '', system, code] = splitAtBars(rest)
    if (system !== undefined && code === undefined) throw new UnknownToOracle('a quantity has one bar or three parts')
    const asked = askedOf(number)
    return ({ type, value }) => {
      const range = type === 'Range' ? rangeOf(value) : quantityRange(value)
      return range !== undefined && comparisons[prefix](range, asked) && hasUnit(type, value, system, code)
    }
  },
}

export const numberRule: Rule = {
  reads: new Set(['decimal', 'integer', 'positiveInt', 'unsignedInt']),
  test(text): Test {
    const { prefix, rest } = splitPrefix(text)
    const asked = askedOf(rest)
    return ({ value }: Occurrence) => comparisons[prefix](pointOf(value), asked)
  },
}

function askedOf(text: string): Asked {
  const { value, half } = decimalOf(text)
  return { value, low: value - half, high: value + half }
}

function pointOf(value: unknown): Range {
  const point = decimalOf(String(value)).value
  return { low: point, high: point }
}

/** `<5` is everything below five. https://hl7.org/fhir/R4/valueset-quantity-comparator.html */
function quantityRange(quantity: unknown): Range | undefined {
  const number = numberText(member(quantity, 'value'))
  if (number === undefined) return undefined
  const point = pointOf(number)
  const comparator = textMember(quantity, 'comparator')
  if (comparator === undefined) return point
  const open = comparator.length === 1
  if (comparator.startsWith('<')) return { low: -Infinity, high: point.high, highOpen: open }
  return { low: point.low, high: Infinity, lowOpen: open }
}

function rangeOf(range: unknown): Range | undefined {
  const [low, high] = [quantityRange(member(range, 'low')), quantityRange(member(range, 'high'))]
  return low || high ? { low: low?.low ?? -Infinity, high: high?.high ?? Infinity } : undefined
}

/** Units are compared as written: nothing is converted. */
function hasUnit(type: string, value: unknown, system: string | undefined, code: string | undefined): boolean {
  if (code === undefined || (code === '' && system === '')) return true
  const sides = type === 'Range' ? [member(value, 'low'), member(value, 'high')] : [value]
  return sides.some((side) => {
    if (system !== '' && textMember(side, 'system') !== system) return false
    const coded = code === '' || textMember(side, 'code') === code
    return coded || (system === '' && textMember(side, 'unit') === code)
  })
}
