// Turns the text of a number into exact decimals: its value, and the range that its digits stand for.
// https://hl7.org/fhir/R4/search.html#number
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

const syntax = /^(?<sign>-?)(?<whole>\d{1,30})(?:\.(?<fraction>\d{1,30}))?(?:[eE](?<exponent>[+-]?\d{1,2}))?$/

/** `digits` times ten to the power `exponent`, as plain text. */
function decimalText(digits: bigint, exponent: number): string {
  const sign = digits < 0n ? '-' : ''
  const all = (digits < 0n ? -digits : digits).toString()
  if (exponent >= 0) return digits === 0n ? '0' : sign + all + '0'.repeat(exponent)
  const padded = all.padStart(1 - exponent, '0')
  const fraction = padded.slice(exponent).replace(/0+$/, '')
  const whole = padded.slice(0, exponent)
  return digits === 0n ? '0' : sign + whole + (fraction === '' ? '' : `.${fraction}`)
}

interface Decimal {
  readonly digits: bigint
  readonly exponent: number
}

function readDecimal(text: string): Decimal | undefined {
  const groups = syntax.exec(text)?.groups
  if (groups === undefined) return undefined
  const { sign = '', whole = '', fraction = '', exponent = '0' } = groups
  return {
    digits: BigInt(sign + whole + fraction),
    exponent: Number(exponent) - fraction.length,
  }
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
  const { digits, exponent } = readDecimal(number.value) ?? {
    digits: 0n,
    exponent: 0,
  }
  const [less, more] = [decimalText(digits * 9n, exponent - 1), decimalText(digits * 11n, exponent - 1)]
  const [low, high] = isNegative(number.value) ? [more, less] : [less, more]
  return {
    low: Number(low) < Number(number.low) ? low : number.low,
    high: Number(high) > Number(number.high) ? high : number.high,
  }
}
