/** A column and the end of a range that a mapping states -> why none of the column's values can be held against it. */
import { isDecimal } from '../../fhir/decimal.ts'
import type { Column } from '../table.ts'
import { isNumeric, isTime } from '../value.ts'
import { isMoment } from './time.ts'

/** What is wrong, and what to write instead. */
export interface Fault {
  readonly message: string
  readonly hint: string
}

/** Engines order these each in a way of its own, or not at all. */
const unordered: readonly string[] = ['uuid', 'binary', 'bit']

export function boundFault(column: Column, text: string): Fault | undefined {
  const { name, schema } = column
  if (unordered.includes(schema.type))
    return { message: `the values of ${name} (${schema.native}) have no order`, hint: 'name the values themselves' }
  if (isNumeric(column) && !isDecimal(text))
    return { message: `"${text}" is no number, and ${name} holds numbers`, hint: 'write digits: 10, -0.5' }
  if (isTime(column) && !isMoment(text))
    return {
      message: `"${text}" is no day, and ${name} holds days or times`,
      hint: 'write 2020-01-31, or 2020-01-31 10:00',
    }
  return undefined
}
