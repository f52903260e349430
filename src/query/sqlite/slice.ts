/** How long a value is, and a part of it: bytes of a BLOB, else characters. SQLite reads the whole of it for either but the length. */

export const size = (sql: string): string => `length(${sql})`

export const slice = (sql: string, from: string, count: string): string => `substr(${sql}, ${from}, ${count})`
