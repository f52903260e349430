/** A column of the SELECT list: the protocol gives texts. */
import type { Column } from '../../mapping/model.ts'

export const output = (sql: string): string => sql

/** Types that are stored texts with no equality of texts, or none at all. https://www.postgresql.org/docs/current/datatype-json.html */
const uncompared = /^(?:jsonb?|xml|citext)\b/i

/** Of any other type (enumerations, times of day, arrays, addresses) there is what is read of it, a text. */
export const operand = (sql: string, { schema: { type, native } }: Column): string =>
  type === 'other' || uncompared.test(native) ? `CAST(${sql} AS text)` : sql

/** A column holds values of its own type alone. */
export const held = (bound: string): readonly string[] => [bound]

export const sorted = (sql: string): string => sql
