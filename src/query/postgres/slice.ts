/** How long a value is, and a part of it: bytes of a bytea, else characters. Of what is not compressed only that part is read. */

export const size = (sql: string): string => `length(${sql})`

/** Without their type the numbers could be taken for patterns. */
export const slice = (sql: string, from: string, count: string): string =>
  `substring(${sql} from ${from}::int for ${count}::int)`
