/** Values as better-sqlite3 gives them -> `Raw` text. */
import type { Raw, Row } from '../database.ts'
import { plainNumber } from '../plain-number.ts'

/** Fills a row in place: better-sqlite3 makes a new array for each. */
export function toRow(values: unknown[]): Row {
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    if (typeof value === 'string' || value === null) continue
    values[index] = toText(value)
  }
  return values as Row
}

function toText(value: unknown): Raw {
  if (typeof value === 'number') return plainNumber(value)
  return Buffer.isBuffer(value) ? value.toString('hex') : String(value)
}
