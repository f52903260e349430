/** Values as mysql2 reads them from the binary protocol -> `Raw` text. */
import type { Raw, Row } from '../database.ts'
import { plainNumber, plainSingle } from '../plain-number.ts'

/** What is read of mysql2's description of a column. */
export interface Field {
  readonly columnType: number
  readonly decimals: number
}

type ToRaw = (value: unknown) => Raw

const bit = 16
const single = 4
/** TIMESTAMP and DATETIME. */
const instants: readonly number[] = [7, 12]

/** Decimals, dates and long integers come as text already; the rest of the conversions is chosen once a statement. */
export function conversions(fields: readonly Field[]): readonly ToRaw[] {
  return fields.map(({ columnType, decimals }) => {
    if (columnType === bit) return bitText
    if (columnType === single) return singleText
    return instants.includes(columnType) ? fillFraction(decimals) : plainText
  })
}

/** Converts in place: the driver makes a new array for each row. */
export function toRow(values: unknown[], columns: readonly ToRaw[]): Row {
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    values[index] = value === null ? null : columns[index]?.(value)
  }
  return values as Row
}

function plainText(value: unknown): Raw {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : plainNumber(value)
  return Buffer.isBuffer(value) ? value.toString('hex') : String(value)
}

const singleText: ToRaw = (value) => (typeof value === 'number' ? plainSingle(value) : plainText(value))

function bitText(value: unknown): Raw {
  return Buffer.isBuffer(value) ? BigInt(`0x${value.toString('hex') || '0'}`).toString() : plainText(value)
}

/** The binary protocol leaves out a fraction of zero; the column says how many digits it has (over 6: none stated). */
function fillFraction(decimals: number): ToRaw {
  const zeros = decimals > 0 && decimals <= 6 ? `.${'0'.repeat(decimals)}` : ''
  return (value) => {
    const text = String(value)
    return text.length === 19 ? text + zeros : text
  }
}
