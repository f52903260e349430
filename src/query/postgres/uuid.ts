/** Uuids on PostgreSQL: a text that is none fails to be cast, so it is looked at before. */
import type { Column } from '../../mapping/model.ts'

const form = "'^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'"

export const uuidText = (sql: string, { schema: { type } }: Column): string =>
  type === 'binary'
    ? `CASE WHEN octet_length(${sql}) = 16 THEN CAST(CAST(encode(${sql}, 'hex') AS uuid) AS text) END`
    : `CAST(${sql} AS text)`

export function uuidOf(text: string, { schema: { type } }: Column): string {
  const cast = type === 'binary' ? `decode(replace(${text}, '-', ''), 'hex')` : `CAST(${text} AS uuid)`
  return `CASE WHEN ${text} ~ ${form} THEN ${cast} END`
}
