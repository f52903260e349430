/** PostgreSQL's text forms -> `Raw`. Most are `Raw` already; the rest are converted by the type of their column. */
import type { Raw } from '../database.ts'
import { plainNumber } from '../plain-number.ts'
import type { FieldDescription } from './protocol.ts'

export type ToRaw = (text: string) => string
/** Which columns of a row need a conversion, and how; empty for most statements. */
export type Conversions = readonly { readonly column: number; readonly convert: ToRaw }[]

/** Type oids: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat */
const converters: Readonly<Record<number, (field: FieldDescription) => ToRaw>> = {
  16: () => (text) => (text === 't' ? '1' : '0'),
  17: () => (text) => text.slice(2),
  700: () => plainNumber,
  701: () => plainNumber,
  1114: (field) => fillFraction(field.dataTypeModifier),
  1184: (field) => {
    const fill = fillFraction(field.dataTypeModifier)
    return (text) => fill(text.replace(/\+00$/, ''))
  },
}

export function conversions(fields: readonly FieldDescription[]): Conversions {
  return fields.flatMap((field, column) => {
    const convert = converters[field.dataTypeID]?.(field)
    return convert ? [{ column, convert }] : []
  })
}

/** Converts in place. */
export function convertRow(row: Raw[], columns: Conversions): void {
  for (const { column, convert } of columns) {
    const text = row[column]
    if (text !== null && text !== undefined) row[column] = convert(text)
  }
}

/** Of a moment the server drops the zeros that end the fraction of a second; the column's own precision (-1: none stated) tells how many. */
function fillFraction(precision: number): ToRaw {
  return (text) => {
    if (text.endsWith('infinity')) return text
    const digits = text.length > 19 ? text.length - 20 : 0
    const wanted = precision >= 0 ? precision : Math.ceil(digits / 3) * 3
    if (digits >= wanted) return text
    return digits === 0 ? `${text}.${'0'.repeat(wanted)}` : text + '0'.repeat(wanted - digits)
  }
}
