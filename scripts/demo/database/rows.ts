/** What the generators hand to the writers: one row of one table, and the keys of those to come. */

export type Value = string | number | null | Uint8Array

/** A row by column name; a column left out is NULL. */
export type Row = Readonly<Record<string, Value>>

/** Takes a row for a table. */
export type Put = (table: string, row: Row) => void

/** Hands out the next key of a table; hand-written rows keep below `firstKey`. */
export type NextKey = (table: string) => number

export const firstKey = 1001

/** A fresh counter for every table, each from `firstKey`. */
export function keyCounter(): NextKey {
  const next = new Map<string, number>()
  return (table) => {
    const key = next.get(table) ?? firstKey
    next.set(table, key + 1)
    return key
  }
}
