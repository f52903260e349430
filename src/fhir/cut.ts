// Turns a number into the two places where a range can begin or end beside it: at it, or just above it.
import { compareDecimals } from './decimal.ts'

/**
 * `5.4` is the place before the number, `5.4+` the one behind it, so that `x < 5.4+` is `x <= 5.4` and `x >= 5.4+` is `x > 5.4`. Every range of
 * numbers is then one from a cut up to a cut, and each has one complement.
 */
export type Cut = string

export const justAbove = (number: string): Cut => `${number}+`
export const isAbove = (cut: Cut): boolean => cut.endsWith('+')
export const numberOf = (cut: Cut): string => (isAbove(cut) ? cut.slice(0, -1) : cut)

/** The same place beside another number. */
export const moveCut = (cut: Cut, number: string): Cut => (isAbove(cut) ? justAbove(number) : number)

/** NaN where one of them is beside no number. */
export function compareCuts(a: Cut, b: Cut): number {
  const order = compareDecimals(numberOf(a), numberOf(b))
  return order === 0 ? Number(isAbove(a)) - Number(isAbove(b)) : order
}
