// Turns `[prefix]number|system|code` into a number with its range and a unit. https://hl7.org/fhir/R4/search.html#quantity
import { splitAt, unescape } from './escape.ts'
import { invalidValue } from './invalid-value.ts'
import { parseNumber, type WrittenNumber } from './number.ts'
import { takePrefix, type Prefix } from './prefix.ts'

/** `code` without `system` means the code or the unit as written for people; neither means any unit. */
export interface QuantityValue {
  readonly prefix: Prefix
  readonly number: WrittenNumber
  readonly system?: string
  readonly code?: string
}

const expected = 'a quantity such as 5.4, gt5.4|http://unitsofmeasure.org|mg or 5.4||mg'

/** Throws Problem parse-value. */
export function parseQuantityValue(parameter: string, value: string): QuantityValue {
  const [amount = '', system = '', code = '', ...more] = splitAt(value, '|').map(unescape)
  const { prefix, rest } = takePrefix(amount)
  const number = parseNumber(rest)
  const isSystemAlone = system !== '' && code === ''
  if (number === undefined || more.length > 0 || isSystemAlone) throw invalidValue(parameter, value, expected)
  return {
    prefix,
    number,
    ...(system !== '' && { system }),
    ...(code !== '' && { code }),
  }
}
