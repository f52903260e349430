// Turns the text of a number into exact decimals: its value, and the range that its digits stand for.
// https://hl7.org/fhir/R4/search.html#number
import { compareDecimals, decimalText, scaled, type Scaled } from './decimal.ts'
import { invalidValue } from './invalid-value.ts'
import { takePrefix, type Prefix } from './prefix.ts'

/**
 * Plain decimal texts without exponent or needless zeros, exact. `low` (inclusive) and `high` (exclusive) are half a
 * unit of the last written digit away: 5.4 stands for [5.35, 5.45), 100 for [99.5, 100.5), 1e2 for [50, 150). (R4's table
 * says [95, 105) for that last one, which its own rule of significant figures does not give.) `eq` and `ne` look at the
 * range; for lt, le, gt, ge, sa and eb the specification takes `value` as it stands.
 */
export interface WrittenNumber {
  readonly value: string
  readonly low: string
  readonly high: string
}

export interface NumberValue {
  readonly prefix: Prefix
  readonly number: WrittenNumber
}

// Digits and exponents enough for every value that is served, and few enough to be written out.
const syntax = /^-?\d{1,400}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,3})?$/

function readDecimal(text: string): Scaled | undefined {
  if (!syntax.test(text)) return undefined
  const [mantissa = '', power = '0'] = text.split(/e/i)
  const { digits, exponent } = scaled(mantissa)
  return { digits, exponent: exponent + Number(power) }
}

/** Reads a decimal as FHIR writes it (leading zeros are let pass); undefined for anything else. */
export function parseNumber(text: string): WrittenNumber | undefined {
  const decimal = readDecimal(text)
  if (decimal === undefined) return undefined
  const { digits, exponent } = decimal
  return {
    value: decimalText(digits, exponent),
    low: decimalText(digits * 10n - 5n, exponent - 1),
    high: decimalText(digits * 10n + 5n, exponent - 1),
  }
}

/** Reads a number search value, with or without a prefix. Throws Problem parse-value. */
export function parseNumberValue(parameter: string, value: string): NumberValue {
  const { prefix, rest } = takePrefix(value)
  const number = parseNumber(rest)
  if (number === undefined) throw invalidValue(parameter, value, 'a number such as 5.4, gt100 or 1.2e-3')
  return { prefix, number }
}

const isNegative = (text: string): boolean => text.startsWith('-')

/** The range of `ap`: 10 % of the value to both sides, and no less than the written digits stand for. */
export function approximateNumber(number: WrittenNumber): {
  readonly low: string
  readonly high: string
} {
  const { digits, exponent } = scaled(number.value)
  const [less, more] = [decimalText(digits * 9n, exponent - 1), decimalText(digits * 11n, exponent - 1)]
  const [low, high] = isNegative(number.value) ? [more, less] : [less, more]
  return {
    low: compareDecimals(low, number.low) < 0 ? low : number.low,
    high: compareDecimals(high, number.high) > 0 ? high : number.high,
  }
}
