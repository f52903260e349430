/** A column of the SELECT list: the protocol gives texts. */
import type { Column } from '../../mapping/model.ts'

export const output = (sql: string): string => sql

/** What is compared otherwise than it is read -> as it is read. A single precision is read with six digits, and compared with all that it has. */
const operands: readonly (readonly [native: RegExp, operand: (sql: string) => string])[] = [
  [/^float\b/i, (sql) => `CAST(CAST(${sql} AS CHAR) AS DOUBLE)`],
  [/^year\b/i, (sql) => `CAST(${sql} AS UNSIGNED)`],
  [/^(?:inet[46]|time)\b/i, (sql) => `CAST(${sql} AS CHAR)`],
  [/^(?:geometry(?:collection)?|(?:multi)?(?:point|linestring|polygon))\b/i, (sql) => `ST_AsText(${sql})`],
]

export const operand = (sql: string, { schema: { native } }: Column): string =>
  operands.find(([type]) => type.test(native))?.[1](sql) ?? sql

/** A column holds values of its own type alone. */
export const held = (bound: string): readonly string[] => [bound]

export const sorted = (sql: string): string => sql
