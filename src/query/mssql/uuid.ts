/** Uuids on SQL Server: bytes stand in the order of the text, which is not that of UNIQUEIDENTIFIER's own bytes. */
import type { Column } from '../../mapping/model.ts'

const hex = (count: number): string => '[0-9A-Fa-f]'.repeat(count)

const form = `'${[8, 4, 4, 4, 12].map(hex).join('-')}'`

const dashes = [9, 14, 19, 24]

const dashed = (digits: string): string => dashes.reduce((text, at) => `STUFF(${text}, ${at}, 0, '-')`, digits)

export const uuidText = (sql: string, { schema: { type } }: Column): string =>
  type === 'binary'
    ? `CASE WHEN DATALENGTH(${sql}) = 16 THEN LOWER(${dashed(`CONVERT(char(32), ${sql}, 2)`)}) END`
    : `LOWER(CONVERT(char(36), ${sql}))`

export function uuidOf(text: string, { schema: { type } }: Column): string {
  const sound = (made: string): string => `CASE WHEN RTRIM(${text}) LIKE ${form} THEN ${made} END`
  if (type !== 'binary') return `TRY_CONVERT(uniqueidentifier, ${sound(text)})`
  return `TRY_CONVERT(binary(16), ${sound(`REPLACE(RTRIM(${text}), '-', '')`)}, 2)`
}
