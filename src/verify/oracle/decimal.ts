/** Turns decimal text into whole numbers of one fixed small unit, so that 0.1 + 0.2 is 0.3; and JSON into values that keep every digit. */
import { UnknownToOracle } from './model.ts'

const places = 420

/** The number of `1e-420` in a decimal, and in half of its last digit. */
export interface Decimal {
  readonly value: bigint
  /** Half of the last place that was written: 100 is 0.5, 1.00 is 0.005, 1e2 is 50. */
  readonly half: bigint
}

/** Reads `5.40`, `-1e3`, and JSON numbers; throws on what is no decimal or is finer than 1e-419. */
export function decimalOf(text: string): Decimal {
  const found = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)
  const fraction = found?.[3] ?? ''
  const power = places + Number(found?.[4] ?? 0) - fraction.length
  if (!found || power < 1 || power > 1800) throw new UnknownToOracle('not a number')
  const unit = 10n ** BigInt(power)
  const size = BigInt(`${found[2] ?? ''}${fraction}`) * unit
  return { value: found[1] === '-' ? -size : size, half: unit / 2n }
}

/** A double gives back so many digits of a decimal. */
const safeDigits = 15

const keepsDigits = (number: string): boolean => (number.match(/\d/g)?.length ?? 0) <= safeDigits && !/e/i.test(number)

/** Where there is no such number outside of texts, nothing need be guarded. */
const mayLoseDigits = /[:,[]\s*-?(?:[\d.]{16}|[\d.]+[eE])/

/** As JSON.parse does, but numbers that a double would round stay texts. */
export function parseExactly(json: string): unknown {
  if (!mayLoseDigits.test(json)) return JSON.parse(json)
  const guarded = json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') || keepsDigits(token) ? token : `"${token}"`,
  )
  return JSON.parse(guarded)
}

/** The text of a number as {@link parseExactly} gives it; undefined for what is none. */
export function numberText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && /^-?\d[\d.eE+-]*$/.test(value) ? value : undefined
}
