/** Uuids on MariaDB: a type since 10.7, texts, or 16 bytes. What is made of one is compared by the collation of the text that it is held against. */
import type { Column } from '../../mapping/model.ts'

const form = "'^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'"

const dashes = [9, 14, 19, 24]

const dashed = (digits: string): string => dashes.reduce((text, at) => `INSERT(${text}, ${at}, 0, '-')`, digits)

function collated(sql: string, { schema: { collationName } }: Column): string {
  if (collationName === undefined) return sql
  return `CONVERT(${sql} USING ${collationName.split('_')[0]!}) COLLATE ${collationName}`
}

export const uuidText = (sql: string, { schema: { type } }: Column, as: Column): string =>
  type === 'binary'
    ? `CASE WHEN LENGTH(${sql}) = 16 THEN ${collated(`LOWER(${dashed(`HEX(${sql})`)})`, as)} END`
    : collated(`CAST(${sql} AS CHAR(36))`, as)

export function uuidOf(text: string, { schema: { type } }: Column): string {
  const cast = type === 'binary' ? `UNHEX(REPLACE(${text}, '-', ''))` : `CAST(${text} AS UUID)`
  return `CASE WHEN ${text} REGEXP ${form} THEN ${cast} END`
}
