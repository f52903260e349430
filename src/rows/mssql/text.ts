/** Values as `mssql` gives them -> `Raw` text. Date-times and decimals are converted in the statement already. */
import type { Raw, Row } from '../database.ts'
import { plainNumber, plainSingle } from '../plain-number.ts'

/** Converts in place: the driver makes a new array for each row. `singles` are the positions of REAL columns. */
export function toRow(values: unknown[], singles: readonly number[] = []): Row {
  for (const index of singles) {
    const value = values[index]
    if (typeof value === 'number') values[index] = plainSingle(value)
  }
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    if (typeof value !== 'string' && value !== null) values[index] = toText(value)
  }
  return values as Row
}

/** A Date comes only of a column that the statement did not convert: its UTC parts are the stored ones (`useUTC`). */
export function toText(value: unknown): Raw {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return plainNumber(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof Date) return value.toISOString().slice(0, 23).replace('T', ' ')
  return Buffer.isBuffer(value) ? value.toString('hex') : String(value)
}
