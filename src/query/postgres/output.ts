/** A column of the SELECT list: the protocol gives texts. */
import type { Column } from '../../mapping/model.ts'

export const output = (sql: string): string => sql

/** Types that are stored texts with no equality of texts, or none at all. https://www.postgresql.org/docs/current/datatype-json.html */
const uncompared = /^(?:jsonb?|xml|citext)\b/i

export const operand = (sql: string, { schema: { native } }: Column): string =>
  uncompared.test(native) ? `CAST(${sql} AS text)` : sql
