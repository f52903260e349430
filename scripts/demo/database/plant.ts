/** Hand-written rows, and what the manifest says of the odd ones among them. */
import type { Fragment, ManifestEntry } from './manifest.ts'
import type { Row, Value } from './rows.ts'
import { tableNamed } from './tables.ts'

/** A row with its table, and the manifest's entry when the row is odd. */
export interface Planted {
  readonly table: string
  readonly row: Row
  readonly entry?: ManifestEntry
}

export function plant(table: string, row: Row): Planted {
  return { table, row }
}

/** What is odd about a row: the quirk's name, the resource it concerns, and what is expected of that. */
export interface Oddity {
  readonly organization: number
  readonly quirk: string
  readonly resource: string
  readonly expected: { readonly served: false } | Fragment
  readonly absent?: readonly string[]
}

/** Plants a row with an entry for the manifest. */
export function plantOdd(table: string, row: Row, oddity: Oddity): Planted {
  return { table, row, entry: { table, key: keyOf(table, row), ...oddity } }
}

/** The primary key of a row; throws when the row lacks a part of it. */
export function keyOf(table: string, row: Row): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    tableNamed(table).key.map((column) => {
      const value = row[column]
      if (value === undefined) throw new Error(`A row of ${table} has no ${column}`)
      return [column, value]
    }),
  )
}
