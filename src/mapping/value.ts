/** Small questions about texts and columns that conditions and lenses share. */
import type { Bad, Json } from './model.ts'
import type { Column } from './table.ts'

const numeric = new Set(['integer', 'decimal', 'real', 'bit'])

export const isNumeric = (column: Column): boolean => numeric.has(column.schema.type)

const timed = new Set(['date', 'datetime', 'minute'])

/** Of a type of days or date-times. */
export const isTime = (column: Column): boolean => timed.has(column.schema.type)

const texts = new Set(['char', 'varchar', 'nvarchar', 'text', 'other'])

/** Of a type of texts, or of one of which nothing but its text is known: patterns can be asked of it. */
export const isTextual = (column: Column): boolean => texts.has(column.schema.type)

/** `0` means 0 and `0.00`; `00000000` is a sentinel of dates and means no number. */
export const isPlainNumber = (text: string): boolean => /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)

export const isBad = (value: unknown): value is Bad => typeof value === 'object' && value !== null && 'bad' in value

export const bad = (reason: string, instead?: Json): Bad =>
  instead === undefined ? { bad: reason } : { bad: reason, instead }

/** What is served of a value that a lens gave. */
export const servedOf = (value: Json | Bad | undefined): Json | undefined => (isBad(value) ? value.instead : value)

/** Case folding as the databases' case-insensitive collations do for the letters in question; accents stay. */
export const foldCase = (text: string): string => text.toLowerCase()

/** For comparing strings as a search does: no case, no accents. https://hl7.org/fhir/R4/search.html#string */
export const foldText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')

/** A decimal without the zeros that only a fixed scale put there: `98.60` is `98.6`. Walks from the end: a text may be very long. */
export function trimDecimal(text: string): string {
  if (!text.includes('.')) return text
  let end = text.length
  while (text[end - 1] === '0') end--
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end)
}
